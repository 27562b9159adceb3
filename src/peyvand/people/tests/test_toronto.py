"""A firm far from Iran: its own numbers are read, found and shown as people there write them."""

from __future__ import annotations

import pytest

from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, person
from peyvand.platform.actions.settings import change_settings
from peyvand.platform.actions.users import NewUser, create_user
from peyvand.platform.signin import find_user
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PLACE = {"zone": "America/Toronto", "currency": "CAD", "region": "CA", "area_code": "416", "work_week": "oowwwww"}


@pytest.fixture(autouse=True)
def toronto(cast: Cast) -> None:
    change_settings(actor=cast.ali, texts=PLACE)


@pytest.mark.parametrize("typed", ["4165550199", "(416) 555-0199", "+1 416 555 0199", "416.555.0199", "555-0199"])
def test_emilie_is_found_by_her_number_in_any_spelling(cast: Cast, typed: str) -> None:
    emilie = person(cast.sara, "Émilie", "Côté", phone="+1 416 555 0199")
    assert [*Customer.objects.visible_to(cast.sara).matching(typed, cast.sara)] == [emilie]
    assert "(۴۱۶) ۵۵۵-۰۱۹۹" in browser(cast.sara).get(f"/customers/{emilie.pk}/").content.decode()


def test_a_colleague_signs_in_with_her_number_of_toronto(cast: Cast) -> None:
    zoe = create_user(actor=cast.ali, new=NewUser(name="Zoë Tremblay", phone="(416) 555-0145", role="seller"))
    assert zoe.phone == "+14165550145"
    assert find_user("416-555-0145") == zoe
