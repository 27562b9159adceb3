"""A café that used to order falls silent: Today says so, a call is logged from there, and an order brings it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from peyvand.interactions.models import Interaction
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.actions.settings import change_setting
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Relationship
from peyvand.relationship.tests.people import customer
from peyvand.sales.models import Order
from tests.cast import Cast

pytestmark = pytest.mark.journey
CAFE = "کافه نادری"
SILENT = {
    "fa": "معمولاً هر ۱۸ روز سفارش می‌دهد؛ ۴۷ روز است که خبری نیست.",
    "en": "Usually orders every 18 days; silent for 47 days.",
}


def ago(days: int) -> date:
    return organisation.today() - timedelta(days=days)


def stage_of(who: Customer) -> str:
    return Relationship.objects.get(pk=who.pk).stage


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """Sara's café that orders every 18 days and has been silent for 47."""
    found = customer(CAFE, [ago(days) for days in (101, 83, 65, 47)], owner=cast.sara, total=90_000_000)
    with transaction.atomic():
        decide(Scope(organisation.today()))
    return found


@pytest.mark.parametrize(("language", "width"), [("fa", 390), ("en", 1440)])
def test_the_silent_cafe_is_called_and_comes_back_with_an_order(
    cast: Cast, cafe: Customer, visit: Any, worker: Callable[[], None], language: str, width: int
) -> None:
    sara = visit(cast.sara, language, width=width)
    page = sara.go("/")
    line = page.locator("article.care", has_text=CAFE)
    expect(line).to_contain_text(SILENT[language])
    line.get_by_role("link", name=sara.word("Log a call")).click()
    panel = page.locator("#side-panel[open]")
    panel.locator("[name=subject]").fill("حالشان را پرسیدم")
    sara.press("Record", panel)
    expect(page.locator("#toasts")).to_contain_text("ثبت شد" if language == "fa" else "recorded")
    worker()
    assert Interaction.objects.get().by == cast.sara
    sara.go(f"/customers/{cafe.pk}/")
    expect(page.locator("#timeline")).to_contain_text("حالشان را پرسیدم")

    page.goto(f"{sara.base}/orders/new/?customer={cafe.pk}")
    line = page.locator(".order-line").first
    line.locator("[name=product]").fill("قهوه")
    line.locator("[name=quantity]").fill("۲٫۵")
    line.locator("[name=price]").fill("۱٬۲۰۰٬۰۰۰")
    expect(page.locator("#order-total")).to_contain_text("۳٬۰۰۰٬۰۰۰" if language == "fa" else "3,000,000")
    sara.press("Record the order")
    page.wait_for_url("**/orders/*/")
    assert Order.objects.latest("id").total == 30_000_000
    worker()
    assert stage_of(cafe) == "account"
    sara.go("/")
    expect(page.locator("article.care", has_text=CAFE)).to_have_count(0)


def test_the_pages_come_to_another_day_by_themselves(
    cast: Cast, cafe: Customer, visit: Any, worker: Callable[[], None]
) -> None:
    change_setting(actor=cast.ali, key="as_of", text=ago(47).isoformat())
    worker()
    assert stage_of(cafe) == "account"
    change_setting(actor=cast.ali, key="as_of", text="now")
    board, today = visit(cast.mina, width=390).go("/relationships/"), visit(cast.sara).go("/")
    for page in (board, today):
        expect(page.locator("#everybody")).to_contain_text("در حال بازبینی‌اند")
    expect(today.locator("article.care", has_text=CAFE)).to_have_count(0)
    worker()
    expect(board.locator("[href$='stage=potential_separation']")).to_contain_text("۱")
    expect(today.locator("article.care", has_text=CAFE)).to_be_visible()
    for page in (board, today):
        expect(page.locator("#everybody")).to_have_count(0)
