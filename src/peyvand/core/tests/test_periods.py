"""Periods of both calendars lie side by side without a gap, and are read as they are written."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peyvand.core.display import Calendar, Display, use
from peyvand.core.jalali import NotADate, Period
from peyvand.core.periods import PeriodKind

KINDS = st.sampled_from(get_args(PeriodKind))
CALENDARS = st.sampled_from(get_args(Calendar))
DAYS = st.dates(date(1701, 1, 1), date(2219, 12, 31))
TORONTO = Display(language="en", digits="en", calendar="gregorian")


@given(DAYS, KINDS, CALENDARS)
def test_a_day_lies_in_one_period_between_its_neighbours_which_reads_as_it_is_written(
    day: date, kind: PeriodKind, calendar: Calendar
) -> None:
    period = Period.of(day, kind, calendar)
    assert period.start <= day < period.stop
    assert (period.previous().stop, period.next().start) == (period.start, period.stop)
    assert Period.of(period.start, kind, calendar) == Period.of(period.stop - timedelta(days=1), kind, calendar)
    assert Period.parse(str(period)) == period
    year = Period.of(day, "year", calendar)
    parts = list(Period.between(year.start, year.stop - timedelta(days=1), kind, calendar))
    assert (parts[0].start, parts[-1].stop, len(parts)) == (
        year.start,
        year.stop,
        {"month": 12, "season": 4, "year": 1}[kind],
    )
    assert all(earlier.stop == later.start for earlier, later in pairwise(parts))


def test_a_period_belongs_to_the_calendar_of_who_reads() -> None:
    day = date(2026, 11, 22)
    assert [str(Period.of(day, kind)) for kind in get_args(PeriodKind)] == ["1405-09", "1405-q3", "1405"]
    with use(TORONTO):
        assert [str(Period.of(day, kind)) for kind in get_args(PeriodKind)] == ["2026-11", "2026-q4", "2026"]
        assert [str(one) for one in Period.between(date(2026, 11, 30), date(2027, 1, 1), "month")] == [
            "2026-11",
            "2026-12",
            "2027-01",
        ]


@pytest.mark.parametrize(
    ("text", "english", "persian"),
    [
        ("2026-11", "November 2026", "نوامبر ۲۰۲۶"),
        ("۲۰۲۶-q4", "Q4 2026", "سه‌ماههٔ چهارم ۲۰۲۶"),
        ("2026", "2026", "۲۰۲۶"),
        ("1405-9", "Azar 1405", "آذر ۱۴۰۵"),
        ("1405-q3", "Autumn 1405", "پاییز ۱۴۰۵"),
    ],
)
def test_a_period_says_its_own_name_to_readers_of_either_calendar(text: str, english: str, persian: str) -> None:
    period = Period.parse(text)
    assert (period.label(TORONTO), period.label(Display(calendar="gregorian"))) == (english, persian)
    assert period.label(Display()) == persian


@pytest.mark.parametrize("text", ["2026-13", "1405-13", "2026-0", "2026-q5", "1650", "9999", "0999", "x", ""])
def test_what_is_no_period_of_either_calendar_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotADate, match=r"\w+ \w+"):
        Period.parse(text)
