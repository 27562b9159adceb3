"""A firm far from Iran: its own numbers are read, found and shown as people there write them."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.people.actions.customers import update_customer
from peyvand.people.forms.rows import read_rows
from peyvand.people.homeland import home
from peyvand.people.models import Address, Customer
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform.actions.settings import change_settings
from peyvand.platform.actions.users import NewUser, create_user
from peyvand.platform.signin import find_user
from tests.cast import Cast
from tests.importing import bring, explained

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


def test_nobody_in_toronto_is_asked_for_toman_or_rial(cast: Cast) -> None:
    sara = browser(cast.sara)
    assert "money_unit" not in sara.get("/me/").content.decode()
    typed = {"name": "Sara", "language": "en", "calendar": "gregorian", "digits": "en", "theme": "system"}
    assert sara.post("/me/", typed).status_code == 302
    change_settings(actor=cast.ali, texts={"currency": "IRR"})
    assert "money_unit" in sara.get("/me/").content.decode()


def test_the_address_of_smith_and_sons_is_written_and_shown_as_in_canada(cast: Cast) -> None:
    smith = organisation(cast.sara, "Smith & Sons Ltd.")
    typed = {"place-n1-province": "CA-ON", "place-n1-city": "Toronto", "place-n1-postal_code": "m5v2t6"}
    rows = read_rows({**typed, "place-n1-street": "100 King St W"}, home())
    assert rows.errors() == []
    update_customer(actor=cast.sara, customer_id=smith.pk, profile={}, places=rows.read_places)
    address = smith.addresses.get()
    assert (address.country, address.postal_code) == ("CA", "M5V 2T6")
    page = browser(cast.sara).get(f"/customers/{smith.pk}/").content.decode()
    assert "انتاریو" in page and "neshan" not in page
    assert "CA-ON" in browser(cast.sara, part=True).get("/customers/rows/place/").content.decode()


CUSTOMERS = """Customer ID,First Name,Last Name,Phone,Street Address,City,State,Postal Code,SIN,Birthday
C-1,Émilie,Côté,416.555.0199,12 Bay St,Toronto,ON,M5V 2T6,046 454 286,03/22/1985
C-2,John,O'Brien,(212) 555-0188,350 5th Ave,New York,NY,10118,,07/04/1970
"""


def test_a_canadian_file_of_customers_comes_in_whole(cast: Cast) -> None:
    run = bring(cast.ali, "customers", CUSTOMERS)
    assert (run.status, run.rejected) == ("done", 0), explained(run)
    assert [*Address.objects.order_by("id").values_list("country", "province")] == [("CA", "CA-ON"), ("US", "US-NY")]
    assert [one.birthday for one in Customer.objects.order_by("external_id")] == [date(1985, 3, 22), date(1970, 7, 4)]


def test_a_firm_is_known_by_its_legal_form(cast: Cast) -> None:
    bring(cast.ali, "customers", "Name\nSmith & Sons Ltd.\nشرکت پارس\nLinda Incledon\nBeaver Tools Inc\n")
    firms = Customer.objects.filter(kind="organisation").order_by("id")
    assert [firm.name for firm in firms] == ["Smith & Sons Ltd.", "شرکت پارس", "Beaver Tools Inc"]
