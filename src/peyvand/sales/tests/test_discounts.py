"""Sara may give five percent; for more she asks Reza, who decides for this group."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peyvand.catalog.actions import ProductFacts, save_product
from peyvand.catalog.models import Product
from peyvand.core.manifest import Ask, Portion
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer, Group, GroupMember, Treatment
from peyvand.people.tests.making import browser
from peyvand.platform import organisation
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User
from peyvand.sales import attention
from peyvand.sales.actions import NewLine, NewOrder, change_order, place_order
from peyvand.sales.bulk import place_orders
from peyvand.sales.ceilings import OverCeiling
from peyvand.sales.discounts import Wish, ask_discount, decide_discount, hear_discount, reopen_discount
from peyvand.sales.models import DiscountRequest, Order
from tests.cast import Cast

PRICE = 1000


@pytest.fixture
def beans(cast: Cast) -> Product:
    return save_product(actor=cast.mina, facts=ProductFacts("B-1", "دانهٔ قهوه", "کیلوگرم", PRICE))


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """Sara's café, in a group that is given at most five percent; Reza decides about more."""
    made = create_customer(
        actor=cast.mina, new=NewCustomer(kind="organisation", profile={"name": "کافه نادری"}, owner_id=cast.sara.pk)
    )
    group = Group.objects.create(name="کافه‌ها")
    Treatment.objects.create(group=group, discount=5, approver=cast.reza)
    GroupMember.objects.create(group=group, customer=made)
    return made


def sold(beans: Product, price: float, count: int = 1) -> NewOrder:
    return NewOrder([NewLine(Decimal(count), Decimal(str(price)), beans.pk)])


def ask(actor: User, cafe: Customer, percent: int, days: int = 7) -> DiscountRequest:
    wish = Wish(Decimal(percent), "خرید بزرگ", organisation.today() + timedelta(days=days))
    return ask_discount(actor=actor, customer_id=cafe.pk, wish=wish)


def lines_of_today(user: User) -> list[str]:
    found = attention.find(Ask(user, organisation.today()), Portion(10))
    return [item.key.split(":")[2] for item in found.items]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_five_percent_goes_through_and_more_is_refused_by_name(cast: Cast, cafe: Customer, beans: Product) -> None:
    place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 950))
    with pytest.raises(OverCeiling, match="Reza") as refused:
        place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 940))
    assert refused.value.percent == 6
    assert Order.objects.count() == 1


def test_a_line_that_takes_off_is_a_discount_too(cast: Cast, cafe: Customer, beans: Product) -> None:
    off = NewOrder([*sold(beans, PRICE).lines, NewLine(Decimal(1), Decimal(-60), description="تخفیف")])
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=cafe.pk, new=off)


def test_nobody_measures_what_comes_back_or_history(cast: Cast, cafe: Customer, beans: Product) -> None:
    place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 100, count=-1))
    assert place_orders(actor=cast.sara, orders=[(cafe.pk, sold(beans, 100))]) == 1


def test_who_decides_is_not_stopped(cast: Cast, cafe: Customer, beans: Product) -> None:
    place_order(actor=cast.mina, customer_id=cafe.pk, new=sold(beans, 500))
    Treatment.objects.update(approver=cast.sara)
    place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 500))


def test_a_customer_of_two_groups_is_measured_by_the_one_that_wins(cast: Cast, cafe: Customer, beans: Product) -> None:
    gold = Group.objects.create(name="طلایی", rank=1)
    Treatment.objects.create(group=gold, discount=20)
    GroupMember.objects.create(group=gold, customer=cafe)
    place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 800))


def test_a_correction_may_stay_where_the_order_was(cast: Cast, cafe: Customer, beans: Product) -> None:
    order = place_order(actor=cast.mina, customer_id=cafe.pk, new=sold(beans, 800))
    change_order(actor=cast.sara, order_id=order.pk, values={}, lines=sold(beans, 800, count=2).lines)
    with pytest.raises(OverCeiling):
        change_order(actor=cast.sara, order_id=order.pk, values={}, lines=sold(beans, 700).lines)


def test_a_granted_discount_lets_one_order_through(cast: Cast, cafe: Customer, beans: Product) -> None:
    request = ask(cast.sara, cafe, 10)
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 900))
    decide_discount(actor=cast.reza, request_id=request.pk, granted=True)
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 890))
    order = place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 900))
    request.refresh_from_db()
    assert (request.order_id, request.spent_at is None) == (order.pk, False)
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 900))
    with pytest.raises(ValidationError):
        reopen_discount(actor=cast.reza, request_id=request.pk)


def test_for_whom_one_often_makes_an_exception_is_found_in_the_list(cast: Cast, cafe: Customer, beans: Product) -> None:
    mina, place = browser(cast.mina), "/customers/?f=conceded:above:2,30d"
    for granted in (True, False, True):
        assert cafe.name not in mina.get(place).content.decode()
        decide_discount(actor=cast.reza, request_id=ask(cast.sara, cafe, 10).pk, granted=granted)
    assert cafe.name in mina.get(place).content.decode()


def test_a_granted_discount_ends_on_its_day(cast: Cast, cafe: Customer, beans: Product) -> None:
    request = decide_discount(actor=cast.reza, request_id=ask(cast.sara, cafe, 10).pk, granted=True)
    DiscountRequest.objects.filter(pk=request.pk).update(until=organisation.today() - timedelta(days=1))
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, 900))


def test_only_who_decides_decides_and_only_once(cast: Cast, cafe: Customer) -> None:
    request = ask(cast.sara, cafe, 10)
    with pytest.raises(PermissionDenied):
        decide_discount(actor=cast.sara, request_id=request.pk, granted=True)
    decide_discount(actor=cast.reza, request_id=request.pk, granted=False, note="بعد از عید")
    with pytest.raises(ValidationError):
        decide_discount(actor=cast.mina, request_id=request.pk, granted=True)
    reopened = reopen_discount(actor=cast.mina, request_id=request.pk)
    assert reopened.state == "open"


@pytest.mark.parametrize(("percent", "days", "reason"), [(0, 7, "x"), (101, 7, "x"), (10, -1, "x"), (10, 7, " ")])
def test_what_cannot_be_asked_is_said(cast: Cast, cafe: Customer, percent: int, days: int, reason: str) -> None:
    wish = Wish(Decimal(percent), reason, organisation.today() + timedelta(days=days))
    with pytest.raises(ValidationError):
        ask_discount(actor=cast.sara, customer_id=cafe.pk, wish=wish)


def test_today_brings_the_question_to_reza_and_the_answer_to_sara(cast: Cast, cafe: Customer) -> None:
    with organisation.reading_once():
        organisation.get("zone")
        with CaptureQueriesContext(connection) as asked:
            assert lines_of_today(cast.reza) == []
        assert len(asked) == 0
    request = ask(cast.sara, cafe, 8)
    assert ask(cast.sara, cafe, 10).pk == request.pk
    assert [lines_of_today(user) for user in (cast.reza, cast.mina, cast.sara)] == [["open"], [], []]
    decide_discount(actor=cast.reza, request_id=request.pk, granted=False)
    assert [lines_of_today(user) for user in (cast.reza, cast.sara)] == [[], ["refused"]]
    with pytest.raises(PermissionDenied):
        hear_discount(actor=cast.reza, request_id=request.pk)
    hear_discount(actor=cast.sara, request_id=request.pk)
    assert lines_of_today(cast.sara) == []
    assert organisation.kept("discounts_waiting") is None


def test_sara_asks_from_the_refusal_and_finds_her_order_again(cast: Cast, cafe: Customer, beans: Product) -> None:
    sara, typed = signed_in(cast.sara), {"customer": cafe.pk, "product": "B-1", "quantity": "2", "note": "زعفران"}
    typed["price"] = "۹۰ تومان"
    refused = sara.post("/orders/new/", typed)
    assert refused.status_code == 422
    assert 'name="ask"' in refused.content.decode()
    assert not DiscountRequest.objects.exists()
    unsaid = sara.post("/orders/new/", typed | {"ask": "1", "reason": "", "until": ""})
    assert unsaid.status_code == 422
    until = (organisation.today() + timedelta(days=3)).isoformat()
    asked = sara.post("/orders/new/", typed | {"ask": "1", "reason": "خرید بزرگ", "until": until})
    request = DiscountRequest.objects.get()
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/orders/discounts/{request.pk}/")
    assert request.percent == 10
    User.objects.filter(pk=cast.reza.pk).update(money_unit="rial")
    seen = signed_in(cast.reza).get(f"/orders/discounts/{request.pk}/").content.decode()
    assert "دانهٔ قهوه" in seen
    assert "۱٬۸۰۰ ریال" in seen.replace("</bdi>", "").replace("<bdi>", "")
    signed_in(cast.reza).post(f"/orders/discounts/{request.pk}/grant/", {"note": "این بار"})
    page = sara.get(f"/orders/discounts/{request.pk}/").content.decode()
    again = f"/orders/new/?customer={cafe.pk}&discount={request.pk}"
    assert again.replace("&", "&amp;") in page
    assert "این بار" in page
    assert "زعفران" in sara.get(again).content.decode()
    assert "زعفران" not in signed_in(cast.mina).get(again).content.decode()
    assert sara.post("/orders/new/", typed).status_code == 303


def test_a_correction_over_the_ceiling_is_asked_for_too(cast: Cast, cafe: Customer, beans: Product) -> None:
    order = place_order(actor=cast.sara, customer_id=cafe.pk, new=sold(beans, PRICE))
    sara, until = signed_in(cast.sara), (organisation.today() + timedelta(days=3)).isoformat()
    typed = {
        "product": "B-1",
        "quantity": "1",
        "price": "۸۰ تومان",
        "note": "زعفران",
        "reason": "خرید بزرگ",
        "until": until,
    }
    assert sara.post(f"/orders/{order.pk}/edit/", typed | {"ask": "1"}).status_code == 303
    request = DiscountRequest.objects.get()
    assert request.order_id == order.pk
    assert "زعفران" in sara.get(f"/orders/{order.pk}/edit/?discount={request.pk}").content.decode()
    decide_discount(actor=cast.reza, request_id=request.pk, granted=True)
    assert sara.post(f"/orders/{order.pk}/edit/", typed).status_code == 303
    order.refresh_from_db()
    assert order.total == 800


def test_a_program_hears_the_same_sentence_and_asks(cast: Cast, cafe: Customer, beans: Product) -> None:
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="shop")
    shop = Client(headers={"Authorization": f"Bearer {secret}"})
    order = {"customer_id": cafe.pk, "lines": [{"product": "B-1", "quantity": "1", "unit_price": "900"}]}
    refused = shop.post("/api/v1/orders", json.dumps(order), content_type="application/json")
    assert refused.status_code == 422
    assert "Reza" in refused.json()["detail"]
    until = (organisation.today() + timedelta(days=3)).isoformat()
    wish = {"customer_id": cafe.pk, "percent": "10", "reason": "خرید بزرگ", "until": until}
    asked = shop.post("/api/v1/discount-requests", json.dumps(wish), content_type="application/json")
    assert asked.status_code == 201
    decide_discount(actor=cast.reza, request_id=asked.json()["id"], granted=True)
    assert shop.get("/api/v1/discount-requests?state=granted").json()["items"][0]["percent"] == 10
    assert shop.post("/api/v1/orders", json.dumps(order), content_type="application/json").status_code == 201
