"""Whoever bought and heard nothing more stands where one sees what is not done."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

import pytest

from peyvand.catalog.actions import ProductFacts, save_product
from peyvand.catalog.models import Product
from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, organisation
from peyvand.people.treatments import unfollowed
from peyvand.platform import organisation as office
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.workdays import after_working_days
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.cast import Cast


def bought(cast: Cast, days_ago: int, *products: Product) -> Customer:
    """Return a customer of Sara who bought something (these, too) so many working days ago."""
    customer = organisation(cast.sara, name=f"کافه {Customer.objects.count()}")
    at = datetime.combine(after_working_days(office.today(), -days_ago), time(10), office.zone())
    line = NewLine(Decimal(1), Decimal(1000), description="قهوه")
    lines = [line, *(NewLine(Decimal(1), Decimal(1000), product_id=product.pk) for product in products)]
    place_order(actor=cast.sara, customer_id=customer.pk, new=NewOrder(lines, placed_at=at))
    return customer


def left_alone() -> list[Customer]:
    return list(Customer.objects.filter(unfollowed("after_sale")))


@pytest.mark.parametrize(("days_ago", "alone"), [(9, False), (11, True), (100, False)])
def test_after_so_many_working_days_but_not_for_ever(cast: Cast, days_ago: int, alone: bool) -> None:
    customer = bought(cast, days_ago)
    assert left_alone() == ([customer] if alone else [])


def test_a_call_after_the_sale_is_enough_and_the_office_sets_the_days(cast: Cast) -> None:
    customer = bought(cast, 11)
    assert "پس از فروش" in browser(cast.mina).get("/customers/groups/treatments/").content.decode()
    change_setting(actor=cast.ali, key="after_sale", text="۲۰")
    assert left_alone() == []
    change_setting(actor=cast.ali, key="after_sale", text="۵")
    log_interaction(actor=cast.sara, customer_id=customer.pk, new=NewInteraction("call", body="راضی بود"))
    assert left_alone() == []


def test_a_product_says_itself_how_soon_and_the_soonest_of_an_order_counts(cast: Cast) -> None:
    def product(code: str, days: int | None) -> Product:
        return save_product(actor=cast.mina, facts=ProductFacts(code, code, after_sale=days))

    machine, beans, paper = product("machine", 4), product("beans", 30), product("paper", None)
    soon, both = bought(cast, 6, machine), bought(cast, 6, beans, machine)
    patient, usual = bought(cast, 12, beans), bought(cast, 12, paper)
    assert set(left_alone()) == {soon, both, usual}
    save_product(actor=cast.mina, product_id=beans.pk, facts=ProductFacts("beans", "beans", after_sale=11))
    assert set(left_alone()) == {soon, both, usual, patient}


@pytest.mark.parametrize("days", ["0", "61", "-3", "x"])
def test_a_time_that_no_product_can_have_is_refused_with_a_sentence(cast: Cast, days: str) -> None:
    typed = {"code": "B", "name": "B", "is_active": "on", "after_sale": days}
    assert browser(cast.mina).post("/products/new/", typed).status_code == 422
