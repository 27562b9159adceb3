"""Whoever takes or makes the order of a customer sees what was agreed with her alone."""

from __future__ import annotations

from decimal import Decimal

from peyvand.knowledge.actions.facts import NewFact, note_fact, withdraw_fact
from peyvand.people.tests.making import browser, organisation
from peyvand.platform.actions.roles import change_rights
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.cast import Cast

EARLY = "پیش از هفت صبح از در پشت"


def test_what_was_agreed_with_her_alone_stands_with_her_orders_until_it_ends(cast: Cast) -> None:
    hotel = organisation(cast.sara)
    fact = note_fact(actor=cast.sara, customer_id=hotel.pk, kind="service", new=NewFact(EARLY, is_asked=True))
    line = NewLine(Decimal(1), Decimal(1000), description="قهوه")
    order = place_order(actor=cast.sara, customer_id=hotel.pk, new=NewOrder([line]))
    pages = (f"/orders/new/?customer={hotel.pk}", f"/orders/{order.pk}/")
    assert all(EARLY in browser(cast.roya).get(page).content.decode() for page in pages)
    withdraw_fact(actor=cast.sara, fact_id=fact.pk)
    assert not any(EARLY in browser(cast.roya).get(page).content.decode() for page in pages)


def test_who_may_not_read_what_we_know_sees_it_nowhere(cast: Cast) -> None:
    hotel = organisation(cast.sara)
    note_fact(actor=cast.sara, customer_id=hotel.pk, kind="service", new=NewFact(EARLY))
    change_rights(actor=cast.ali, role_id=cast.sara.role_id, levels={("fact", "view"): "none"})
    assert EARLY not in browser(cast.sara).get(f"/orders/new/?customer={hotel.pk}").content.decode()
