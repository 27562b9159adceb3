"""Days as people name them in a sentence: فردا، شنبهٔ هفتهٔ بعد، ۲۵ آبان، سه روز دیگر, next Tuesday, 3 days ago."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from peyvand.core.dates import WEEKDAYS_EN, add_months
from peyvand.core.digits import to_ascii
from peyvand.core.display import Calendar, current
from peyvand.core.jalali import GREGORIAN_MONTHS_EN, GREGORIAN_MONTHS_FA, MONTHS_EN, MONTHS_FA, NotADate, parse_date
from peyvand.core.periods import Period

BEHIND, EITHER, AHEAD = -1, 0, 1
HALF_YEAR, WEEK = timedelta(days=183), timedelta(days=7)
Match = re.Match[str]


@dataclass(frozen=True)
class SpokenDay:
    """A day that a text names, and where its words stand. A bare weekday (`lean` 0) may lie ahead or behind."""

    day: date
    start: int
    stop: int
    lean: int

    def ahead(self, today: date) -> date | None:
        """Return the day if it is today or still to come."""
        return self.day if self.day >= today else None

    def behind(self, today: date) -> date | None:
        """Return the day if it has come; of a bare weekday, the last one."""
        if self.lean == EITHER and self.day > today:
            return self.day - WEEK
        return self.day if self.day <= today else None


def _any(words: Iterable[str]) -> str:
    """Return a pattern for one of the words; the parts of a word may stand apart by a half-space or a space."""
    return "|".join(word.replace("_", "[\\s\u200c]*") for word in sorted(words, key=len, reverse=True))


WORDS = {
    "پس_فردا": 2, "فردا": 1, "امروز": 0, "امشب": 0, "دیروز": -1, "دیشب": -1, "پریروز": -2, "پریشب": -2,
    "(?:the )?day after tomorrow": 2, "tomorrow": 1, "today": 0, "tonight": 0, "yesterday": -1,
    "(?:the )?day before yesterday": -2,
}  # fmt: skip
WEEKDAYS = {
    "دو_شنبه": 0, "سه_شنبه": 1, "چهار_شنبه": 2, "پنج_شنبه": 3, "جمعه": 4, "شنبه": 5, "یک_شنبه": 6,
    **{name.lower(): number for number, name in enumerate(WEEKDAYS_EN)},
}  # fmt: skip
NUMBERS = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6, "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "a": 1, "an": 1,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
UNITS = {"روز": "day", "هفته": "week", "ماه": "month", "day": "day", "week": "week", "month": "month"}
GREGORIAN = _any(name.lower() for name in (*GREGORIAN_MONTHS_FA, *GREGORIAN_MONTHS_EN))
MONTHS = f"{_any(name.lower() for name in (*MONTHS_FA, *MONTHS_EN))}|{GREGORIAN}"
GONE, TO_COME = "گذشته|قبلی?|پیش", "آینده|بعدی?|دیگر|دیگه"
NUMBER, UNIT, WEEKDAY = f"\\d{{1,3}}|{_any(NUMBERS)}", "روز|هفته|ماه", _any(WEEKDAYS)
EZAFE = "(?:\u200c?[یٔ])?"


def _moved(today: date, count: int, unit: str) -> date:
    if unit == "month":
        return add_months(today, count, current().calendar)
    return today + timedelta(days=count * (7 if unit == "week" else 1))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS[text]


def _unsaid_year(day: date, today: date, later: Callable[[int], date]) -> date:
    """Return the year's day that is nearest to today; `later` gives the day so many years on."""
    if day < today - HALF_YEAR:
        return later(1)
    return later(-1) if day > today + HALF_YEAR else day


def _weekday_of(text: str) -> int:
    return next(number for words, number in WEEKDAYS.items() if re.fullmatch(_any([words]), text))


def _written(found: Match, today: date) -> tuple[date, int]:
    day = parse_date(found[0], today=today)
    return day, AHEAD if day >= today else BEHIND


def _named(found: Match, today: date) -> tuple[date, int]:
    if found["year"]:
        return _written(found, today)
    first = parse_date(f"{found['d']} {found['month']}", today=today)
    calendar: Calendar = "gregorian" if re.fullmatch(GREGORIAN, found["month"], re.IGNORECASE) else "jalali"
    day = _unsaid_year(first, today, lambda years: add_months(first, 12 * years, calendar))
    return day, AHEAD if day >= today else BEHIND


def _worded(found: Match, today: date) -> tuple[date, int]:
    days = next(number for words, number in WORDS.items() if re.fullmatch(_any([words]), found[0]))
    return today + timedelta(days=days), AHEAD if days > 0 else BEHIND


def _of_week(found: Match, today: date) -> tuple[date, int]:
    """A weekday of the last or the next week; weeks begin after the organisation's weekend."""
    weeks = -1 if found["gone"] else 1
    first = current().start_of_week(today)
    return first + timedelta(days=7 * weeks + (_weekday_of(found["weekday"]) - first.weekday()) % 7), weeks


def _weekday(found: Match, today: date) -> tuple[date, int]:
    """The coming weekday, or with "last" the one that was."""
    coming = today + timedelta(days=(_weekday_of(found["weekday"]) - today.weekday() - 1) % 7 + 1)
    if found["gone"]:
        return coming - (WEEK if coming - WEEK < today else 2 * WEEK), BEHIND
    return coming, AHEAD if found["coming"] else EITHER


def _counted(found: Match, today: date) -> tuple[date, int]:
    way = BEHIND if found["gone"] else AHEAD
    return _moved(today, way * _count(found["n"]), UNITS[found["unit"]]), way


def _beside(found: Match, today: date) -> tuple[date, int]:
    way = BEHIND if found["gone"] else AHEAD
    return _moved(today, way, UNITS[found["unit"]]), way


def _end(found: Match, today: date) -> tuple[date, int]:
    """The end of this working week or of this month."""
    if UNITS[found["unit"]] == "week":
        coming = (today + timedelta(days=days) for days in range(7))
        ends = (day for day in coming if current().works(day) and not current().works(day + timedelta(days=1)))
        return next(ends, today), AHEAD
    return Period.of(today, "month").stop - timedelta(days=1), AHEAD


# Tried in this order at every place; what was found is not read again by a later one.
FORMS: tuple[tuple[re.Pattern[str], Callable[[Match, date], tuple[date, int]]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?<![\d/.-])(?:\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{2}/\d{1,2}/\d{1,2})(?![\d/-])", _written),
        (rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|م)?{EZAFE}\s+(?:of\s+)?(?P<month>{MONTHS})\b(?:\s*ماه)?(?:\s+(?P<year>\d{{4}}))?", _named),
        (rf"\b(?P<month>{MONTHS})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{{4}}))?", _named),
        (rf"\b(?:{_any(WORDS)})\b", _worded),
        (rf"\b(?P<weekday>{WEEKDAY}){EZAFE}\s+هفته{EZAFE}\s+(?:(?P<gone>{GONE})|{TO_COME})\b", _of_week),
        (rf"\b(?P<weekday>{WEEKDAY}){EZAFE}\s+(?:(?P<gone>{GONE})|(?P<coming>{TO_COME}))\b", _weekday),
        (rf"\b(?:(?P<gone>last)|(?P<coming>next|this|coming))\s+(?P<weekday>{WEEKDAY})\b", _weekday),
        (rf"\b(?P<n>{NUMBER})\s*(?P<unit>{UNIT}){EZAFE}\s+(?:(?P<gone>{GONE})|{TO_COME})\b", _counted),
        (rf"\bin\s+(?P<n>{NUMBER})\s+(?P<unit>day|week|month)s?\b(?P<gone>$^)?", _counted),
        (rf"\b(?P<n>{NUMBER})\s+(?P<unit>day|week|month)s?\s+(?:(?P<gone>ago)|later|from now)\b", _counted),
        (rf"\b(?P<unit>هفته|ماه){EZAFE}\s+(?:(?P<gone>{GONE})|{TO_COME})\b", _beside),
        (r"\b(?:(?P<gone>last)|next)\s+(?P<unit>week|month)\b", _beside),
        (r"\b(?:آخر|پایان)\s+(?:این\s+)?(?P<unit>هفته|ماه)\b", _end),
        (r"\bend of (?:the |this )?(?P<unit>week|month)\b", _end),
        (rf"\b(?P<weekday>{WEEKDAY})\b(?P<gone>$^)?(?P<coming>$^)?", _weekday),
    )
)  # fmt: skip


def spoken_days(text: str, today: date) -> list[SpokenDay]:
    """Return the days that `text` names, in the order of their words. What is no day after all is left out."""
    left, found = to_ascii(text).lower(), []
    for pattern, read in FORMS:
        for match in pattern.finditer(left):
            try:
                day, lean = read(match, today)
            except (NotADate, OverflowError, ValueError):
                continue
            found.append(SpokenDay(day, match.start(), match.end(), lean))
        for one in found:
            left = left[: one.start] + " " * (one.stop - one.start) + left[one.stop :]
    return sorted(found, key=lambda one: one.start)
