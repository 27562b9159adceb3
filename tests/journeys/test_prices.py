"""What a customer pays: over the ceiling only after a yes, which one order uses up; and by the list of her group."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from peyvand.catalog.actions import ProductFacts, save_product
from peyvand.catalog.models import PriceList, Product
from peyvand.people.models import Customer, Group, GroupMember, Treatment
from peyvand.people.tests.making import organisation
from peyvand.sales.models import DiscountRequest, Order
from tests.cast import Cast
from tests.journeys.walking import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("beans")]
TWO_WAYS = pytest.mark.parametrize(("language", "width"), [("fa", 390), ("en", 1440)])


@pytest.fixture
def beans(cast: Cast) -> Product:
    return save_product(actor=cast.mina, facts=ProductFacts("B-1", "دانهٔ قهوه", "کیلوگرم", 1_000_000))


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    made = organisation(cast.sara, "کافهٔ نادری")
    GroupMember.objects.create(group=Group.objects.create(name="کافه‌ها", rank=50), customer=made)
    return made


def typed_line(visitor: Visitor, price: str) -> Locator:
    """Type a line of ten kilos of coffee for `price` tomans each into the open form of an order."""
    line = visitor.page.locator(".order-line").first
    line.locator("[name=product]").fill("B-1")
    line.locator("[name=quantity]").fill("10")
    line.locator("[name=price]").fill(price)
    return line


@TWO_WAYS
def test_sara_asks_for_ten_percent_reza_grants_them_from_today_and_one_order_uses_them(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int
) -> None:
    Treatment.objects.create(group=cafe.groups.get(), discount=5, approver=cast.reza)
    sara = visit(cast.sara, language, width=width)
    page = sara.go(f"/orders/new/?customer={cafe.pk}")
    typed_line(sara, "90000")
    sara.press("Record the order")
    ask = page.locator("#order-form [name=reason]")
    ask.fill("خرید بزرگ")
    assert sara.sideways() <= 0
    sara.press("Ask")
    page.wait_for_url("**/orders/discounts/*/")
    request = DiscountRequest.objects.get()
    assert (request.percent, request.approver, Order.objects.count()) == (10, cast.reza, 0)

    reza = visit(cast.reza, language, width=width)
    asked = reza.go("/").locator("article.care", has_text="خرید بزرگ")
    reza.press("Grant", asked)
    expect(reza.page.locator("#toasts")).to_contain_text(reza.word("The discount is granted."))
    expect(reza.page.locator("article.care", has_text="خرید بزرگ")).to_have_count(0)

    answered = sara.go("/").locator("article.care", has_text="Reza")
    answered.get_by_role("link", name=sara.word("Write the order")).click()
    expect(page.locator("[name=price]").first).to_have_value("90000")
    sara.press("Record the order")
    page.wait_for_url("**/orders/*/")
    request.refresh_from_db()
    assert request.order == Order.objects.get()
    sara.go(f"/orders/new/?customer={cafe.pk}")
    typed_line(sara, "90000")
    sara.press("Record the order")
    expect(page.locator("#order-form [name=reason]")).to_be_visible()
    assert Order.objects.count() == 1


@TWO_WAYS
def test_mina_prices_coffee_for_the_cafes_and_an_order_takes_it(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int
) -> None:
    mina = visit(cast.mina, language, width=width)
    page = mina.go("/products/price-lists/new/")
    page.locator("main [name=name]").fill("بهای کافه‌ها")
    page.get_by_label("کافه‌ها").check()
    page.get_by_label("دانهٔ قهوه").fill("۸۵٬۰۰۰")
    assert mina.sideways() <= 0
    mina.press("Save")
    page.wait_for_url("**/products/price-lists/*/")
    assert PriceList.objects.get().groups.get().group == cafe.groups.get()

    sara = visit(cast.sara, language, width=width)
    page = sara.go(f"/orders/new/?customer={cafe.pk}")
    typed_line(sara, "")
    expect(page.locator("#order-total")).to_contain_text("۸۵۰٬۰۰۰" if language == "fa" else "850,000")
    sara.press("Record the order")
    page.wait_for_url("**/orders/*/")
    assert Order.objects.get().total == 8_500_000
