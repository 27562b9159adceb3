"""What the words of a jot say, in both languages: days, kinds, promises, next steps, and who may be meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peyvand.core.display import Display, use
from peyvand.interactions.rules.days import spoken_days
from peyvand.interactions.rules.jot import read

SUNDAY = date(2026, 11, 22)  # 1 Azar 1405

DAYS = [
    ("فردا زنگ می‌زنم", "2026-11-23"),
    ("پس‌فردا", "2026-11-24"),
    ("پس فردا", "2026-11-24"),
    ("پریروز", "2026-11-20"),
    ("تا شنبه می‌فرستم", "2026-11-28"),
    ("یک‌شنبه", "2026-11-29"),
    ("سه شنبه آینده", "2026-11-24"),
    ("شنبهٔ هفتهٔ بعد", "2026-11-28"),
    ("جمعه‌ی هفتهٔ گذشته", "2026-11-20"),
    ("چهارشنبه گذشته", "2026-11-18"),
    ("۲۵ آبان", "2026-11-16"),
    ("۲۵ آبان ۱۴۰۴", "2025-11-16"),
    ("۵ فروردین", "2027-03-25"),
    ("۱۴۰۵/۹/۱۲", "2026-12-03"),
    ("سه روز دیگر", "2026-11-25"),
    ("۲ هفته پیش", "2026-11-08"),
    ("هفتهٔ بعد", "2026-11-29"),
    ("ماه آینده", "2026-12-22"),
    ("آخر هفته", "2026-11-26"),
    ("آخر ماه", "2026-12-21"),
    ("tomorrow", "2026-11-23"),
    ("the day after tomorrow", "2026-11-24"),
    ("next Tuesday", "2026-11-24"),
    ("on Tuesday", "2026-11-24"),
    ("last Friday", "2026-11-20"),
    ("in 3 days", "2026-11-25"),
    ("two weeks ago", "2026-11-08"),
    ("next week", "2026-11-29"),
    ("end of the month", "2026-12-21"),
    ("25 November", "2026-11-25"),
    ("December 3rd, 2026", "2026-12-03"),
    ("2026-12-01", "2026-12-01"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read_as_people_name_it(text: str, day: str) -> None:
    assert [str(one.day) for one in spoken_days(text, SUNDAY)] == [day]


def test_months_are_those_of_the_writers_calendar() -> None:
    with use(Display(calendar="gregorian")):
        assert spoken_days("تا آخر ماه", SUNDAY)[0].day == date(2026, 11, 30)
        assert spoken_days("next month", date(2026, 10, 31))[0].day == date(2026, 11, 30)
    assert spoken_days("5 March", date(2027, 11, 22))[0].day == date(2028, 3, 5), "a Gregorian day whoever writes"


@pytest.mark.parametrize("text", ["سه کیلو قهوه", "۰۹۱۲-۳۴۵-۶۷۸۹", "31 Azar", "مارس", "ماهرخ", "may I", "۱۴۰۵/۱۳/۴۰"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert spoken_days(text, SUNDAY) == []


def test_a_bare_weekday_lies_ahead_in_a_promise_and_behind_in_what_has_passed() -> None:
    assert read("تا سه‌شنبه می‌فرستم", SUNDAY).due_on == date(2026, 11, 24)
    assert read("سه‌شنبه جلسه داشتیم", SUNDAY).on == date(2026, 11, 17)


KINDS = [
    ("نادری زنگ زد و پرسید", "call", "in"),
    ("به نادری زنگ زدم", "call", "out"),
    ("دیروز رفتم پیش خانم لطفی", "visit", "out"),
    ("با آقای شیرازی جلسه داشتیم", "meeting", "out"),
    ("پیامک داد که راضی است", "message", "in"),
    ("ایمیل فرستادم", "mail", "out"),
    ("دخترش کنکور دارد", "note", "none"),
    ("Ms Lotfi called me", "call", "in"),
    ("I called Ms Lotfi", "call", "out"),
    ("Called Mr Naderi", "call", "out"),
    ("met with Naderi", "meeting", "out"),
    ("she dropped by the shop", "visit", "in"),
    ("his daughter has an exam", "note", "none"),
]


@pytest.mark.parametrize(("text", "kind", "direction"), KINDS)
def test_the_words_say_what_passed_and_who_began(text: str, kind: str, direction: str) -> None:
    found = read(text, SUNDAY)
    assert (found.kind, found.direction) == (kind, direction)


PROMISES = [
    ("قول دادم تا سه‌شنبه آسیاب امانی بفرستم", "آسیاب امانی بفرستم", "2026-11-24"),
    ("قول دادیم که نمونه را تا آخر هفته برسانیم", "نمونه را برسانیم", "2026-11-26"),
    ("رفتم پیش لطفی، تا شنبه قیمت تازه را می‌فرستم", "قیمت تازه را می‌فرستم", "2026-11-28"),
    ("به مهرگان گفتم تا پس‌فردا خبر می‌دهم", "خبر می‌دهم", "2026-11-24"),
    ("I promised to send samples by next Tuesday", "send samples", "2026-11-24"),
    ("Called the café, promised a sample by next Tuesday", "a sample", "2026-11-24"),
    ("Promised them to call back on 25 November", "call back", "2026-11-25"),
    ("She called. I'll send the price by Friday.", "I'll send the price", "2026-11-27"),
    ("قول دادم تخفیف بدهم", "تخفیف بدهم", "None"),
]


@pytest.mark.parametrize(("text", "what", "due"), PROMISES)
def test_a_promise_is_heard_with_its_day(text: str, what: str, due: str) -> None:
    found = read(text, SUNDAY)
    assert (found.promise, str(found.due_on)) == (what, due)


def test_what_is_only_planned_is_a_next_step_and_no_promise() -> None:
    for text, day in (
        ("شنبه باید به کافه نادری زنگ بزنم", "2026-11-28"),
        ("need to call Sarvestan on Monday", "2026-11-23"),
    ):
        found = read(text, SUNDAY)
        assert (found.kind, found.promise, str(found.next_step_on)) == ("note", "", day)


@pytest.mark.parametrize(
    "text", ["She promised to pay by tomorrow", "Naderi promised a list", "قول داد فردا پول را بدهد"]
)
def test_what_they_promised_is_no_promise_of_ours(text: str) -> None:
    assert read(text, SUNDAY).promise == ""


def test_a_promise_to_call_is_no_call() -> None:
    assert read("قول دادم تا فردا زنگ بزنم", SUNDAY).kind == "note"


def test_numbers_and_addresses_are_found_in_any_digits() -> None:
    found = read("شماره‌اش ۰۹۱۲ ۳۴۵ ۶۷۸۹ و ایمیلش Info@Naderi.IR است، ۳ کیلو خواست", SUNDAY)
    assert found.phones == ("۰۹۱۲ ۳۴۵ ۶۷۸۹",)
    assert found.emails == ("info@naderi.ir",)


def test_names_come_before_other_words_and_never_begin_or_end_in_a_word_that_names_nobody() -> None:
    found = [phrase.words for phrase in read("با خانم لطفی هتل سروستان تماس گرفتم", SUNDAY).phrases]
    assert "هتل سروستان" in found
    assert "لطفی" in found
    assert "تماس گرفتم" not in found
    named = [phrase.words for phrase in read("Called Mr Naderi about the grinder", SUNDAY).phrases if phrase.named]
    assert named == ["Naderi"]


@given(st.text(max_size=200))
def test_nothing_that_can_be_written_breaks_the_reading(text: str) -> None:
    found = read(text, SUNDAY)
    assert found.kind in {"note", "call", "meeting", "visit", "mail", "message"}
    assert found.on <= SUNDAY


def test_a_week_from_monday_to_friday_has_its_own_end_and_its_own_saturday() -> None:
    monday = date(2026, 11, 23)
    with use(Display("en", "gregorian", "en", week="oowwwww")):
        assert [one.day for one in spoken_days("by the end of the week", monday)] == [date(2026, 11, 27)]
        assert [one.day for one in spoken_days("شنبهٔ هفتهٔ بعد", monday)] == [date(2026, 12, 5)]
