"""Months, quarters and years of a calendar, for reports: half-open ranges of dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from peyvand.core.dates import (
    FIRST_GREGORIAN,
    GREGORIAN_MONTHS_EN,
    GREGORIAN_MONTHS_FA,
    JALALI_YEARS,
    MONTHS_EN,
    MONTHS_FA,
    QUARTERS_EN,
    QUARTERS_FA,
    SEASONS_EN,
    SEASONS_FA,
    NotADate,
    from_jalali,
    to_jalali,
)
from peyvand.core.digits import to_ascii, to_persian
from peyvand.core.display import Calendar, Display, Language, current, shown_digits

PeriodKind = Literal["month", "season", "year"]
_PER_YEAR: dict[PeriodKind, int] = {"month": 12, "season": 4, "year": 1}
_FORM = re.compile(r"(\d{4})(?:-(q[1-4]|\d{1,2}))?")
# As far as the Jalali years that can be written.
_GREGORIAN_YEARS = range(FIRST_GREGORIAN, JALALI_YEARS.stop + 621)
_LAST_GREGORIAN = date.max.year - 1
_NAMES: dict[tuple[Calendar, Language, PeriodKind], tuple[str, ...]] = {
    ("jalali", "fa", "month"): MONTHS_FA,
    ("jalali", "en", "month"): MONTHS_EN,
    ("jalali", "fa", "season"): SEASONS_FA,
    ("jalali", "en", "season"): SEASONS_EN,
    ("gregorian", "fa", "month"): GREGORIAN_MONTHS_FA,
    ("gregorian", "en", "month"): GREGORIAN_MONTHS_EN,
    ("gregorian", "fa", "season"): QUARTERS_FA,
    ("gregorian", "en", "season"): QUARTERS_EN,
}


@dataclass(frozen=True, slots=True)
class Period:
    """A month (number 1-12), a season (1-4) or a whole year (number 1) of a calendar; a Gregorian season is a quarter.

    `start` is its first day, `stop` the first day after it; str() and `parse` are inverse: 1405-09, 1405-q3, 1405,
    2026-11, 2026-q4, 2026. The year tells the calendar.
    """

    calendar: Calendar
    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _PER_YEAR[self.kind]:
            words = {"number": shown_digits(self.number)}
            if self.calendar == "jalali":
                raise NotADate(_("There is no such month or season: %(number)s.") % words)
            raise NotADate(_("There is no such month or quarter: %(number)s.") % words)
        if self.calendar == "jalali":
            from_jalali(self.year, 1, 1)
        elif not 1 <= self.year <= _LAST_GREGORIAN:
            raise NotADate(_("The year %(year)s is out of range.") % {"year": shown_digits(self.year)})

    @classmethod
    def of(cls, day: date, kind: PeriodKind, calendar: Calendar | None = None) -> "Period":
        """The period of this kind that a date lies in, by the reader's calendar unless one is named."""
        calendar = calendar or current().calendar
        year, month = to_jalali(day)[:2] if calendar == "jalali" else (day.year, day.month)
        return cls(calendar, kind, year, (month - 1) * _PER_YEAR[kind] // 12 + 1)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read 1405, 1405-09, 1405-q3, 2026, 2026-11 or 2026-q4, in any digits; the year tells the calendar.

        Raises NotADate with a sentence for the reader.
        """
        found = _FORM.fullmatch(to_ascii(text.strip()).lower().replace("/", "-"))
        if not found:
            raise NotADate(_("“%(text)s” is not a period, such as 1405-09 or 2026-11.") % {"text": text})
        year, part = int(found[1]), found[2]
        if year not in JALALI_YEARS and year not in _GREGORIAN_YEARS:
            raise NotADate(_("The year %(year)s is out of range.") % {"year": shown_digits(year)})
        calendar: Calendar = "jalali" if year in JALALI_YEARS else "gregorian"
        if part is None:
            return cls(calendar, "year", year)
        kind: PeriodKind = "season" if part[0] == "q" else "month"
        return cls(calendar, kind, year, int(part.removeprefix("q")))

    @classmethod
    def between(cls, first: date, last: date, kind: PeriodKind, calendar: Calendar | None = None) -> Iterator["Period"]:
        """The periods from the one of the first day to the one of the last, in order."""
        period, end = cls.of(first, kind, calendar), cls.of(last, kind, calendar)
        while period.start <= end.start:
            yield period
            period = period.next()

    @property
    def start(self) -> date:
        """The first day."""
        return self._begun(self.year, self.number)

    @property
    def stop(self) -> date:
        """The first day after it."""
        return self._begun(*self._moved(1))

    def _begun(self, year: int, number: int) -> date:
        month = (number - 1) * (12 // _PER_YEAR[self.kind]) + 1
        return from_jalali(year, month, 1) if self.calendar == "jalali" else date(year, month, 1)

    def _moved(self, steps: int) -> tuple[int, int]:
        year, before = divmod(self.year * _PER_YEAR[self.kind] + self.number - 1 + steps, _PER_YEAR[self.kind])
        return year, before + 1

    def next(self) -> "Period":
        """The period after it, of the same calendar."""
        return Period(self.calendar, self.kind, *self._moved(1))

    def previous(self) -> "Period":
        """The period before it, of the same calendar."""
        return Period(self.calendar, self.kind, *self._moved(-1))

    def label(self, display: Display | None = None) -> str:
        """Its name for a reader: آذر ۱۴۰۵, پاییز ۱۴۰۵, ۱۴۰۵, سه‌ماههٔ چهارم ۲۰۲۶, November 2026, Q4 2026."""
        shown = display or current()
        names = _NAMES.get((self.calendar, shown.language, self.kind))
        text = f"{names[self.number - 1]} {self.year}" if names else str(self.year)
        return to_persian(text) if shown.digits == "fa" else text

    def __str__(self) -> str:
        """The form of addresses and files: 1405-09, 1405-q3, 1405, 2026-11."""
        forms: dict[PeriodKind, str] = {
            "month": f"-{self.number:02}",
            "season": f"-q{self.number}",
            "year": "",
        }
        return f"{self.year}{forms[self.kind]}"
