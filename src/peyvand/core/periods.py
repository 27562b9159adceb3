"""Months, seasons and years of the Jalali calendar, for reports: half-open ranges of dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from peyvand.core.dates import (
    MONTHS_EN,
    MONTHS_FA,
    SEASONS_EN,
    SEASONS_FA,
    NotADate,
    from_jalali,
    to_jalali,
)
from peyvand.core.digits import to_ascii, to_persian
from peyvand.core.display import Display, current, shown_digits

PeriodKind = Literal["month", "season", "year"]
_PER_YEAR: dict[PeriodKind, int] = {"month": 12, "season": 4, "year": 1}
_FORM = re.compile(r"(\d{4})(?:-(q[1-4]|\d{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class JalaliPeriod:
    """A month (number 1-12), a season (1-4) or a whole year (number 1) of the Jalali calendar.

    `start` is its first day, `stop` the first day after it; str() and `parse`
    are inverse: 1405-09, 1405-q3, 1405.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _PER_YEAR[self.kind]:
            raise NotADate(_("There is no such month or season: %(number)s.") % {"number": shown_digits(self.number)})
        from_jalali(self.year, 1, 1)

    @classmethod
    def of(cls, day: date, kind: PeriodKind) -> "JalaliPeriod":
        """The period of this kind that a date lies in."""
        year, month, _day = to_jalali(day)
        return cls(kind, year, {"month": month, "season": (month + 2) // 3, "year": 1}[kind])

    @classmethod
    def parse(cls, text: str) -> "JalaliPeriod":
        """Read 1405, 1405-09 or 1405-q3, in any digits. Raises NotADate with a sentence for the reader."""
        found = _FORM.fullmatch(to_ascii(text.strip()).lower().replace("/", "-"))
        if not found:
            raise NotADate(_("“%(text)s” is not a month, season or year, such as 1405-09.") % {"text": text})
        year, part = int(found[1]), found[2]
        if part is None:
            return cls("year", year)
        return cls("season", year, int(part[1])) if part[0] == "q" else cls("month", year, int(part))

    @classmethod
    def between(cls, first: date, last: date, kind: PeriodKind) -> Iterator["JalaliPeriod"]:
        """The periods from the one of the first day to the one of the last, in order."""
        period, end = cls.of(first, kind), cls.of(last, kind)
        while period.start <= end.start:
            yield period
            period = period.next()

    @property
    def start(self) -> date:
        """The first day."""
        return from_jalali(self.year, (self.number - 1) * (12 // _PER_YEAR[self.kind]) + 1, 1)

    @property
    def stop(self) -> date:
        """The first day after it."""
        return self.next().start

    def _moved(self, steps: int) -> "JalaliPeriod":
        total = self.year * _PER_YEAR[self.kind] + self.number - 1 + steps
        return JalaliPeriod(self.kind, total // _PER_YEAR[self.kind], total % _PER_YEAR[self.kind] + 1)

    def next(self) -> "JalaliPeriod":
        """The period after it."""
        return self._moved(1)

    def previous(self) -> "JalaliPeriod":
        """The period before it."""
        return self._moved(-1)

    def same_period_last_year(self) -> "JalaliPeriod":
        """The same month or season one Jalali year earlier."""
        return JalaliPeriod(self.kind, self.year - 1, self.number)

    def label(self, display: Display | None = None) -> str:
        """Its name for a reader: آذر ۱۴۰۵, پاییز ۱۴۰۵, ۱۴۰۵."""
        shown = display or current()
        fa = shown.language == "fa"
        months, seasons = (MONTHS_FA, SEASONS_FA) if fa else (MONTHS_EN, SEASONS_EN)
        names: dict[PeriodKind, tuple[str, ...]] = {"month": months, "season": seasons, "year": ("",)}
        text = f"{names[self.kind][self.number - 1]} {self.year}".strip()
        return to_persian(text) if shown.digits == "fa" else text

    def __str__(self) -> str:
        """The form of addresses and files: 1405-09, 1405-q3, 1405."""
        forms: dict[PeriodKind, str] = {
            "month": f"-{self.number:02}",
            "season": f"-q{self.number}",
            "year": "",
        }
        return f"{self.year}{forms[self.kind]}"
