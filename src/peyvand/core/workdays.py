"""Working days and hours of an organisation: pure rules over its week and its table of holidays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peyvand.core.dates import from_jalali
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


class IranHoliday(NamedTuple):
    """A public holiday of Iran; `tentative` ones follow the moon and may move by a day."""

    day: date
    name_fa: str
    name_en: str
    kind: HolidayKind
    tentative: bool

    @property
    def is_quiet(self) -> bool:
        """A day of mourning, on which no cheerful message goes out."""
        return bool(_MOURNING.search(self.name_en))


_MOURNING = re.compile("Martyrdom|Death|Tasua|Ashura|Arbaeen")
_TENTATIVE = " (تخمینی)"
_SPELLING = (("عیدنوروز", "عید نوروز"), ("؛", "؛ "), ("; ", "؛ "))


def iran_holidays(year: int) -> list[IranHoliday]:
    """The public holidays of a Jalali year, to seed an editable table; closures are added to these."""
    import holidays

    first, after = from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1)
    years = range(first.year, after.year + 1)
    persian = holidays.country_holidays("IR", years=years, language="fa_IR")
    english = holidays.country_holidays("IR", years=years, language="en_US")
    found = []
    for day in sorted(day for day in persian if first <= day < after):
        tentative = _TENTATIVE.strip() in persian[day]
        name = persian[day].replace(_TENTATIVE, "")
        for written, right in _SPELLING:
            name = name.replace(written, right)
        english_name = english.get(day, "").replace(" (estimated)", "")
        found.append(IranHoliday(day, clean(to_persian(name)), english_name, HolidayKind.OFF, tentative))
    return found
