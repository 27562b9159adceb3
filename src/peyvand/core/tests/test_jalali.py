"""The calendar is right on every day, and dates are read as people write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from django.utils import translation

from peyvand.core.display import Display, use
from peyvand.core.jalali import (
    NotADate,
    Period,
    add_months,
    ago,
    format_date,
    format_datetime,
    from_jalali,
    is_leap,
    month_length,
    next_recurrence,
    parse_date,
    parse_datetime,
    since,
    to_jalali,
)

TODAY = date(2026, 11, 22)
TEHRAN = ZoneInfo("Asia/Tehran")
FA = Display()
EN = Display(language="en", digits="en")
GREGORIAN = Display(language="en", digits="en", calendar="gregorian")


def test_two_centuries_agree_with_an_independent_calendar() -> None:
    day = date(1921, 3, 21)
    expected = jdatetime.date(1300, 1, 1)
    while expected.year < 1500:
        assert to_jalali(day) == (expected.year, expected.month, expected.day)
        assert from_jalali(expected.year, expected.month, expected.day) == day
        day += timedelta(days=1)
        expected = jdatetime.date.fromgregorian(date=day)


def test_the_leap_years_around_us() -> None:
    assert [year for year in range(1395, 1413) if is_leap(year)] == [1395, 1399, 1403, 1408, 1412]
    assert to_jalali(date(2025, 3, 20)) == (1403, 12, 30)
    assert (month_length(1403, 12), month_length(1404, 12), month_length(1405, 6), month_length(1405, 7)) == (
        30,
        29,
        31,
        30,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "۱۴۰۵/۹/۱",
        "1405-09-01",
        "14050901",
        "١٤٠٥/٠٩/٠١",
        "05/9/1",
        "امروز",
        "today",
        "2026-11-22",
        "1 آذر 1405",
        "۱ آذر",
        "یکشنبه ۱ آذر ۱۴۰۵",
        "1/9/1405",
        "22 November 2026",
        "Nov 22, 2026",
        "14050901.0",
        " 1405.9.1 ",
        "+0",
        "1 Azar 1405",
    ],
)
def test_one_day_in_many_spellings(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == TODAY


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("فردا", 1), ("دیروز", -1), ("پس‌فردا", 2), ("+3", 3), ("-۷", -7), ("− 2", -2), ("tomorrow", 1),
        ("۷ روز دیگر", 7), ("۱۰ روز بعد", 10), ("٣ روز پيش", -3), ("2روز قبل", -2),
        ("in 1 day", 1), ("In 7 days", 7), ("7 days from now", 7), ("3 days later", 3), ("1 day ago", -1),
    ],
)  # fmt: skip
def test_days_are_said_from_today(typed: str, days: int) -> None:
    assert parse_date(typed, today=TODAY) == TODAY + timedelta(days=days)


def test_a_day_that_does_not_exist_is_refused_in_the_readers_words() -> None:
    with (
        translation.override("en"),
        use(EN),
        pytest.raises(NotADate, match="Esfand 1404 has 29 days; there is no day 30"),
    ):
        parse_date("1404/12/30", today=TODAY)
    assert parse_date("1403/12/30", today=TODAY) == date(2025, 3, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1405/13/1",
        "1405/0/1",
        "1405/9",
        "0000-00-00",
        "2026-02-30",
        "1650/1/1",
        "+99999999",
        "in 99999 days",
        "7 days",
        "۷ روز",
        "۱" * 500,
        "1 Foo 1405",
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_date(typed, today=TODAY)


def test_an_american_date_needs_a_hint_when_it_can_be_read_two_ways() -> None:
    with pytest.raises(NotADate):
        parse_date("12/1/2010", today=TODAY)
    assert parse_date("12/1/2010", today=TODAY, day_first=False) == date(2010, 12, 1)
    assert parse_date("12/1/2010", today=TODAY, day_first=True) == date(2010, 1, 12)
    assert parse_date("12/25/2010", today=TODAY) == date(2010, 12, 25)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2010-12-01 08:26:00", datetime(2010, 12, 1, 8, 26, tzinfo=TEHRAN)),
        ("۱۴۰۵/۹/۱ ۱۴:۳۰", datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN)),
        ("1405/9/1، ساعت 2:30 ب.ظ", datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN)),
        ("2026-11-22T10:00:00Z", datetime(2026, 11, 22, 10, tzinfo=UTC)),
        ("1405-09-01T10:00:00+03:30", datetime(2026, 11, 22, 6, 30, tzinfo=UTC)),
        ("1405/9/1", datetime(2026, 11, 22, tzinfo=TEHRAN)),
        ("فردا ۹:۰۵", datetime(2026, 11, 23, 9, 5, tzinfo=TEHRAN)),
    ],
)
def test_moments_are_read_in_the_readers_zone(typed: str, expected: datetime) -> None:
    assert parse_datetime(typed, TEHRAN, today=TODAY) == expected


@pytest.mark.parametrize("typed", ["25:00", "1405/9/1 12:60", "1404/12/30 10:00", "noon"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        parse_datetime(typed, TEHRAN, today=TODAY)


def test_one_day_for_every_reader() -> None:
    assert [format_date(TODAY, FA, style) for style in ("short", "long", "weekday", "day", "month")] == [
        "۱۴۰۵/۰۹/۰۱",
        "۱ آذر ۱۴۰۵",
        "یکشنبه ۱ آذر ۱۴۰۵",
        "۱ آذر",
        "آذر ۱۴۰۵",
    ]
    assert format_date(TODAY, EN, "weekday") == "Sunday 1 Azar 1405"
    assert format_date(TODAY, GREGORIAN, "long") == "22 November 2026"
    assert format_date(TODAY, GREGORIAN) == "2026-11-22"


@pytest.mark.parametrize("display", [FA, EN, GREGORIAN])
def test_what_we_write_we_can_read(display: Display) -> None:
    for offset in range(0, 800, 7):
        day = TODAY + timedelta(days=offset)
        for style in ("short", "long", "weekday"):
            assert parse_date(format_date(day, display, style), today=TODAY) == day


def test_the_clock_of_tehran_follows_its_history() -> None:
    assert format_datetime(datetime(2026, 7, 1, 12, tzinfo=UTC), FA) == "۱۴۰۵/۰۴/۱۰ ۱۵:۳۰"
    assert format_datetime(datetime(2021, 7, 1, 12, tzinfo=UTC), FA) == "۱۴۰۰/۰۴/۱۰ ۱۶:۳۰"


@pytest.mark.parametrize(
    ("before", "fa", "en"),
    [
        (timedelta(seconds=20), "همین حالا", "just now"),
        (timedelta(minutes=5), "۵ دقیقه پیش", "5 minutes ago"),
        (timedelta(hours=1), "۱ ساعت پیش", "1 hour ago"),
        (timedelta(days=1), "دیروز", "yesterday"),
        (timedelta(days=3), "۳ روز پیش", "3 days ago"),
        (timedelta(days=21), "۳ هفته پیش", "3 weeks ago"),
        (timedelta(days=100), "۳ ماه پیش", "3 months ago"),
        (timedelta(days=800), "۲ سال پیش", "2 years ago"),
        (timedelta(minutes=-5), "۵ دقیقه دیگر", "in 5 minutes"),
        (timedelta(days=-1), "فردا", "tomorrow"),
    ],
)
def test_how_long_ago_in_plain_words(before: timedelta, fa: str, en: str) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert (ago(now - before, now, FA), ago(now - before, now, EN)) == (fa, en)


def test_since_when_in_plain_words() -> None:
    now = date(2026, 11, 22)
    days = [now - timedelta(days=12), now - timedelta(days=1)]
    assert [since(day, now, FA) for day in days] == ["از ۱۲ روز پیش", "از دیروز"]
    assert [since(day, now, EN) for day in days] == ["for 12 days", "since yesterday"]


def test_months_are_added_in_the_jalali_calendar() -> None:
    assert to_jalali(add_months(from_jalali(1405, 6, 31), 1)) == (1405, 7, 30)
    assert to_jalali(add_months(from_jalali(1403, 12, 30), 12)) == (1404, 12, 29)
    assert to_jalali(add_months(from_jalali(1405, 1, 15), -1)) == (1404, 12, 15)


def test_a_birthday_on_the_leap_day_comes_every_year() -> None:
    born = from_jalali(1399, 12, 30)
    assert to_jalali(next_recurrence(born, from_jalali(1404, 1, 1))) == (1404, 12, 29)
    assert to_jalali(next_recurrence(born, from_jalali(1408, 1, 1))) == (1408, 12, 30)
    assert next_recurrence(born, born) == born
    assert next_recurrence(date(2024, 2, 29), TODAY, "gregorian") == date(2027, 2, 28)
    assert next_recurrence(date(1990, 3, 5), date(2027, 11, 22), "gregorian") == date(2028, 3, 5)


def test_the_week_begins_on_saturday() -> None:
    assert Display().start_of_week(TODAY) == date(2026, 11, 21)
    assert Display().start_of_week(date(2026, 11, 21)) == date(2026, 11, 21)
    assert Display(week="oowwwww").start_of_week(TODAY) == date(2026, 11, 16), "TODAY is a Sunday"
    assert Display(week="owwwwww").start_of_week(TODAY) == TODAY


def test_seasons_and_years_begin_on_their_days() -> None:
    starts = [Period("jalali", "season", 1405, number).start for number in (1, 2, 3, 4)]
    assert starts == [date(2026, 3, 21), date(2026, 6, 22), date(2026, 9, 23), date(2026, 12, 22)]
    year = Period.of(TODAY, "year")
    assert (year.start, year.stop) == (date(2026, 3, 21), date(2027, 3, 21))


def test_a_month_knows_its_neighbours_and_its_name() -> None:
    month = Period.parse("۱۴۰۵-۱")
    assert (str(month), month.label(FA), month.label(EN)) == ("1405-01", "فروردین ۱۴۰۵", "Farvardin 1405")
    assert (str(month.previous()), str(month.next())) == ("1404-12", "1405-02")
    assert [str(p) for p in Period.between(date(2026, 2, 1), date(2026, 5, 1), "month")] == [
        "1404-11",
        "1404-12",
        "1405-01",
        "1405-02",
    ]
    assert all(Period.parse(text).label(FA) for text in ("1405", "1405-q3"))
    with pytest.raises(NotADate):
        Period.parse("1405-13")


def test_what_is_no_date_is_refused_with_an_example_of_the_readers_calendar() -> None:
    for display, example in ((FA, "1405/09/01"), (GREGORIAN, "2026-11-22")):
        with use(display), translation.override("en"), pytest.raises(NotADate, match=example):
            parse_date("some day", today=TODAY)
