"""Who is who, and who takes over: the company remembers."""

from __future__ import annotations

from typing import Any

import pytest

from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.handover import Transfer, hand_over
from peyvand.people.models import Customer, HandOver, Merge
from peyvand.people.rules.contacts import Contact
from peyvand.people.tests.making import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey


def test_two_records_are_merged_and_parted_by_keyboard(cast: Cast, visit: Any) -> None:
    for name in ("کافه نادری", "کافه  نادري"):
        phone = [Contact("phone", "+989121234567", "mobile")]
        create_customer(
            actor=cast.mina, new=NewCustomer("organisation", {"name": name}, contacts=phone, owner_id=cast.sara.pk)
        )
    find_duplicates()
    mina = visit(cast.mina)
    page = mina.go("/customers/duplicates/")
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.wait_for_url("**/merge/**")
    mina.settle()
    page.get_by_role("button", name=mina.word("Merge"), exact=True).press("Enter")
    page.wait_for_url("**/customers/*/")
    assert Customer.objects.filter(deleted_at=None).count() == 1
    mina.go(f"/customers/merges/{Merge.objects.get().pk}/undo/")
    page.get_by_role("button", name=mina.word("Part them")).press("Enter")
    page.wait_for_url("**/customers/*/")
    assert Customer.objects.filter(deleted_at=None).count() == 2


def test_reza_reads_signs_and_says_hello_on_his_phone(cast: Cast, visit: Any) -> None:
    cafe = organisation(cast.sara)
    hand_over(actor=cast.mina, customer_ids=[cafe.pk], transfer=Transfer(cast.reza.pk, reason="سفر"))
    reza = visit(cast.reza, width=390)
    page = reza.go("/")
    page.get_by_role("link", name=reza.word("Read the brief")).first.click()
    reza.press("I have read this: sign", page.locator("body"))
    page.wait_for_url("**/handovers/")
    assert HandOver.objects.get().signed_as == "Reza"
    reza.go(f"/customers/{cafe.pk}/before/")
    assert reza.sideways() <= 0
