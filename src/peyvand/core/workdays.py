"""Working days and hours of an organisation: pure rules over its week and its table of holidays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peyvand.core.digits import to_persian
from peyvand.core.text import clean

# date.weekday(): Monday is 0.
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
_LONGEST_WAIT = 366


class HolidayKind(StrEnum):
    """What a day of the holiday table does to the work week."""

    OFF = "off"
    HALF = "half"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """The work week of an organisation: full and half weekdays (Monday is 0) and local hours."""

    full: frozenset[int] = frozenset({SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY})
    half: frozenset[int] = frozenset()
    opens: time = time(8, 30)
    closes: time = time(16, 30)
    half_closes: time = time(12, 30)

    def hours(self, day: date, holidays: Mapping[date, HolidayKind]) -> tuple[time, time] | None:
        """The local opening and closing time of a day, or None when nobody works."""
        kind = holidays.get(day)
        if kind == HolidayKind.OFF:
            return None
        weekday = day.weekday()
        if kind == HolidayKind.HALF or (kind is None and weekday in self.half):
            return self.opens, self.half_closes
        return (self.opens, self.closes) if kind == HolidayKind.WORK or weekday in self.full else None


def is_working(day: date, *, week: WorkWeek, holidays: Mapping[date, HolidayKind]) -> bool:
    """Whether anybody works on a day, half days included."""
    return week.hours(day, holidays) is not None


def add_working_days(day: date, n: int, *, week: WorkWeek, holidays: Mapping[date, HolidayKind]) -> date:
    """The n-th working day after a day (before, when n is negative); 0 gives the day or the next working one.

    Raises ValueError when the week and the holidays leave no working day for a year.
    """
    step = timedelta(days=-1 if n < 0 else 1)
    left, idle = abs(n), 0
    while left or not is_working(day, week=week, holidays=holidays):
        day += step
        working = is_working(day, week=week, holidays=holidays)
        idle = 0 if working else idle + 1
        if idle > _LONGEST_WAIT:
            raise ValueError("there is no working day within a year")
        left -= working and left > 0
    return day


def working_minutes_between(
    start: datetime, stop: datetime, *, week: WorkWeek, holidays: Mapping[date, HolidayKind], zone: ZoneInfo
) -> int:
    """Whole working minutes between two aware moments by the zone's clock; negative when stop is earlier."""
    if stop < start:
        return -working_minutes_between(stop, start, week=week, holidays=holidays, zone=zone)
    seconds = 0.0
    day, last = start.astimezone(zone).date(), stop.astimezone(zone).date()
    while day <= last:
        hours = week.hours(day, holidays)
        if hours is not None:
            opens, closes = (datetime.combine(day, at, zone) for at in hours)
            worked = min(stop, closes).timestamp() - max(start, opens).timestamp()
            seconds += max(0.0, worked)
        day += timedelta(days=1)
    return int(seconds // 60)


class OfficialHoliday(NamedTuple):
    """A public holiday of a place; `tentative` ones follow the moon and may move by a day."""

    day: date
    name_fa: str
    name_en: str
    kind: HolidayKind
    tentative: bool

    @property
    def is_quiet(self) -> bool:
        """A day of mourning, on which no cheerful message goes out."""
        return bool(_MOURNING.search(self.name_en))


HOME = "IR"
_MOURNING = re.compile("Martyrdom|Death|Tasua|Ashura|Arbaeen")
_TENTATIVE = re.compile(r" \((?:تخمینی|estimated)\)")
_SPELLING = (("عیدنوروز", "عید نوروز"), ("؛", "؛ "), ("; ", "؛ "))


def parts_of(country: str) -> dict[str, str]:
    """The parts of a country with holidays of their own, {ON: Ontario}; the letters where a part has no name."""
    import holidays

    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError:
        return {}
    names: dict[str, str] = {}
    for name, code in calendar.subdivisions_aliases.items():
        names.setdefault(code, name)
    return {code: names.get(code, code) for code in calendar.subdivisions}


def official_holidays(place: str, first: date, after: date) -> list[OfficialHoliday]:
    """The public holidays of a country or a part of it (IR, CA, CA-ON) in [first, after), to seed an editable table.

    A place of which no holidays are known has none. Closures are added to these by hand.
    """
    import holidays

    country, _dash, part = place.partition("-")
    years = range(first.year, after.year + 1)
    try:
        calendar = holidays.country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return []
    english = calendar.default_language or ""
    english = english if english.startswith("en") else "en_US"
    spoken = "fa_IR" if country == HOME else english
    own = holidays.country_holidays(country, subdiv=part or None, years=years, language=spoken)
    named = holidays.country_holidays(country, subdiv=part or None, years=years, language=english)
    found = []
    for day in sorted(day for day in own if first <= day < after):
        name = _TENTATIVE.sub("", own[day])
        for written, right in _SPELLING if country == HOME else ():
            name = name.replace(written, right)
        name = clean(to_persian(name) if country == HOME else name)
        english_name = _TENTATIVE.sub("", named.get(day, ""))
        found.append(OfficialHoliday(day, name, english_name, HolidayKind.OFF, bool(_TENTATIVE.search(own[day]))))
    return found
