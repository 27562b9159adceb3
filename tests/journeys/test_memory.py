"""Who is who, and who takes over: the company remembers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.handover import Transfer, hand_over
from peyvand.people.models import Customer, HandOver, Merge
from peyvand.people.rules.contacts import Contact
from peyvand.people.tests.making import organisation
from peyvand.platform.organisation import today
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


def test_sara_leaves_and_her_customers_lose_nothing(cast: Cast, visit: Any) -> None:
    cafe = organisation(cast.sara)
    make_promise(actor=cast.sara, customer_id=cafe.pk, new=NewPromise("نمونهٔ دان", today()))
    ali = visit(cast.ali, "en")
    page = ali.go(f"/office/colleagues/{cast.sara.pk}/leaving/")
    expect(page.locator("main")).to_contain_text("1 customer")
    page.locator("[name=heir]").select_option(str(cast.reza.pk))
    ali.press("Hand over and let her go")
    page.locator("dialog[open]").get_by_role("button", name="She leaves").click()
    page.wait_for_url(f"**/office/colleagues/{cast.sara.pk}/")
    cafe.refresh_from_db()
    assert cafe.owner == cast.reza
    reza = visit(cast.reza, width=390)
    page = reza.go("/")
    expect(page.locator("article.care", has_text="نمونهٔ دان")).to_be_visible()
    assert reza.go(f"/customers/{cafe.pk}/brief/").get_by_text("نمونهٔ دان").count() >= 1
