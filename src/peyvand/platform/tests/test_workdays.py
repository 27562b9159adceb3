"""The organisation's week and its holiday table decide which days count."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.core.jalali import from_jalali
from peyvand.platform.actions.holidays import HolidayFacts, save_holiday, seed_holidays
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.models import Holiday, Setting
from peyvand.platform.workdays import after_working_days, holiday_name, is_working_day
from tests.cast import Cast

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


def test_holidays_are_seeded_once_and_what_was_taken_out_stays_out() -> None:
    today = from_jalali(1405, 9, 1)
    assert seed_holidays(today) > 40
    assert seed_holidays(today) == 0
    nowruz = Holiday.objects.get(day=from_jalali(1405, 1, 2))
    nowruz.delete()
    assert seed_holidays(today) == 0


def test_a_firm_in_toronto_has_the_holidays_of_ontario_and_keeps_what_it_wrote(cast: Cast) -> None:
    seed_holidays(date.today())
    own = Holiday.objects.filter(day__gt=date.today()).first()
    assert own
    facts = HolidayFacts(day=own.day, name_fa="Stocktaking", kind="half")
    save_holiday(actor=cast.ali, facts=facts, holiday_id=own.pk)
    change_setting(actor=cast.ali, key="region", text="CA")
    assert {*Holiday.objects.filter(name_en="Canada Day").values_list("is_seeded", flat=True)} == {True}
    assert not Holiday.objects.filter(name_en__contains="Nowruz").exists()
    assert not Holiday.objects.filter(name_en="Family Day").exists()
    change_setting(actor=cast.ali, key="holidays", text="ca-on")
    assert Holiday.objects.filter(name_en="Family Day").count() == 2
    change_setting(actor=cast.ali, key="holidays", text="none")
    assert [day.name_fa for day in Holiday.objects.all()] == ["Stocktaking"]
    assert seed_holidays(date.today()) == 0, "nor does a night fill them in again"
