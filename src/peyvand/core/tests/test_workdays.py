"""Promises count working days and hours as the organisation works them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from peyvand.core.jalali import from_jalali
from peyvand.core.workdays import (
    SATURDAY,
    THURSDAY,
    HolidayKind,
    OfficialHoliday,
    WorkWeek,
    add_working_days,
    is_working,
    official_holidays,
    working_minutes_between,
)

TEHRAN = ZoneInfo("Asia/Tehran")
WEEK = WorkWeek()
HALF_THURSDAY = WorkWeek(half=frozenset({THURSDAY}))


def iran_holidays(year: int) -> list[OfficialHoliday]:
    return official_holidays("IR", from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1))


def table(year: int) -> dict[date, HolidayKind]:
    return {holiday.day: holiday.kind for holiday in iran_holidays(year)}


def test_two_working_days_from_wednesday_skip_the_weekend() -> None:
    wednesday = date(2026, 11, 25)
    assert add_working_days(wednesday, 2, week=WEEK, holidays={}) == date(2026, 11, 29)
    assert add_working_days(wednesday, 2, week=HALF_THURSDAY, holidays={}) == date(2026, 11, 28)
    assert add_working_days(date(2026, 11, 28), -1, week=WEEK, holidays={}) == wednesday
    assert add_working_days(date(2026, 11, 26), 0, week=WEEK, holidays={}) == date(2026, 11, 28)


def test_nowruz_is_skipped_and_so_is_a_closure_the_administrator_added() -> None:
    holidays = table(1405)
    last_of_1404 = from_jalali(1404, 12, 27)
    first = add_working_days(last_of_1404, 1, week=WEEK, holidays=holidays)
    assert first == from_jalali(1405, 1, 5)
    holidays[first] = HolidayKind.OFF
    assert add_working_days(last_of_1404, 1, week=WEEK, holidays=holidays) > first
    assert not any(is_working(from_jalali(1405, 1, day), week=WEEK, holidays=holidays) for day in (1, 2, 3, 4, 12, 13))


def test_a_friday_can_be_made_a_working_day() -> None:
    friday = date(2026, 11, 27)
    assert not is_working(friday, week=WEEK, holidays={})
    assert is_working(friday, week=WEEK, holidays={friday: HolidayKind.WORK})


def test_a_week_without_work_is_refused_instead_of_counted_for_ever() -> None:
    with pytest.raises(ValueError, match="no working day"):
        add_working_days(date(2026, 11, 22), 1, week=WorkWeek(full=frozenset()), holidays={})


def test_working_minutes_stop_at_closing_time() -> None:
    def minutes(
        start: datetime,
        stop: datetime,
        week: WorkWeek = WEEK,
        holidays: dict[date, HolidayKind] | None = None,
    ) -> int:
        return working_minutes_between(start, stop, week=week, holidays=holidays or {}, zone=TEHRAN)

    wednesday_four = datetime(2026, 11, 25, 16, 0, tzinfo=TEHRAN)
    saturday_nine = datetime(2026, 11, 28, 9, 0, tzinfo=TEHRAN)
    assert minutes(wednesday_four, saturday_nine) == 30 + 30
    assert minutes(saturday_nine, wednesday_four) == -60
    assert minutes(wednesday_four, saturday_nine, HALF_THURSDAY) == 30 + 4 * 60 + 30
    assert minutes(wednesday_four, saturday_nine, WEEK, {date(2026, 11, 28): HolidayKind.OFF}) == 30
    assert minutes(datetime(2021, 7, 3, 4, 0, tzinfo=UTC), datetime(2021, 7, 3, 5, 0, tzinfo=UTC)) == 60


def test_the_holidays_have_names_in_both_languages() -> None:
    holidays = iran_holidays(1405)
    assert [h.name_fa for h in holidays if h.day == from_jalali(1405, 1, 13)] == ["روز طبیعت"]
    assert all(h.name_fa and h.name_en for h in holidays)
    assert [h.name_en for h in holidays if h.day == date(2026, 6, 25)] == ["Ashura"]
    assert {h.is_quiet for h in holidays if "Ashura" in h.name_en or "Nowruz" in h.name_en} == {True, False}
    assert any(h.tentative for h in iran_holidays(1406)) and not holidays[0].tentative
    assert SATURDAY in WEEK.full


def test_ontario_keeps_family_day_and_canada_as_a_whole_does_not() -> None:
    first, after = date(2026, 1, 1), date(2027, 1, 1)
    ontario = {h.day: h.name_en for h in official_holidays("CA-ON", first, after)}
    canada = {h.day: h.name_en for h in official_holidays("CA", first, after)}
    assert ontario[date(2026, 2, 16)] == "Family Day" and date(2026, 2, 16) not in canada
    assert canada[date(2026, 7, 1)] == "Canada Day" and canada[date(2026, 9, 7)] == "Labour Day"
    assert official_holidays("XX", first, after) == []
