"""The organisation's week and its holiday table decide which days count."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.platform.models import Holiday, Setting
from peyvand.platform.workdays import after_working_days, holiday_name, is_working_day

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (25, 26, 27, 28))


def test_two_working_days_after_wednesday_skip_the_weekend_of_a_five_day_week() -> None:
    Setting.objects.create(key="work_week", value="wwwwwoo")
    assert after_working_days(WEDNESDAY, 2) == date(2026, 11, 29)


def test_thursday_counts_while_the_office_works_half_of_it() -> None:
    assert is_working_day(THURSDAY)
    assert not is_working_day(FRIDAY)


def test_a_day_that_the_administrator_closes_is_skipped_and_named() -> None:
    Holiday.objects.create(day=SATURDAY, name_fa="تعطیلی آلودگی هوا", name_en="Closed for bad air")
    assert after_working_days(THURSDAY, 1) == date(2026, 11, 29)
    assert holiday_name(SATURDAY, "fa") == "تعطیلی آلودگی هوا"
    assert holiday_name(SATURDAY, "en") == "Closed for bad air"


def test_a_friday_can_be_made_a_working_day() -> None:
    Holiday.objects.create(day=FRIDAY, name_fa="جبران", kind="workday")
    assert is_working_day(FRIDAY)
