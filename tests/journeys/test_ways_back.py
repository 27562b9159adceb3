"""What can be taken back: another day on the engine's clock, and a customer put away by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer
from peyvand.platform import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey


def test_ali_looks_at_another_day_and_comes_back_to_now(cast: Cast, visit: Any, worker: Callable[[], None]) -> None:
    ali = visit(cast.ali)
    page = ali.go("/office/settings/")
    day = page.locator("#id_as_of")
    day.fill("۱۴۰۴/۱۲/۲۹")
    day.press("Enter")
    banner = page.locator(".as-of")
    expect(banner).to_contain_text("۱۴۰۴/۱۲/۲۹")
    worker()
    ali.go("/")
    expect(banner).to_be_visible()
    expect(page.locator("h1")).to_contain_text("۲۹ اسفند")
    ali.press("Back to now", banner)
    expect(banner).to_have_count(0)
    assert organisation.as_of() is None


@pytest.mark.parametrize("language", ["fa", "en"])
def test_mina_puts_a_customer_away_and_takes_it_back_from_the_toast(cast: Cast, visit: Any, language: str) -> None:
    profile = {"name": "کافه یاس"}
    kept = create_customer(actor=cast.mina, new=NewCustomer("organisation", profile, owner_id=cast.mina.pk))
    mina = visit(cast.mina, language)
    page = mina.go(f"/customers/{kept.pk}/")
    page.locator("#main details.menu summary").first.click()
    mina.press("Put away")
    page.wait_for_url("**/customers/")
    assert Customer.objects.get(pk=kept.pk).deleted_at is not None
    expect(page.locator("#list")).not_to_contain_text("کافه یاس")
    mina.press("Undo", page.locator("#toasts"))
    expect(page.locator("#list tbody")).to_contain_text("کافه یاس")
    assert Customer.objects.get(pk=kept.pk).deleted_at is None
