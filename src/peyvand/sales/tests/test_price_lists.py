"""Hotels pay by a list of their own; whoever is in two groups pays by the one that wins."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from peyvand.catalog.actions import PriceListFacts, ProductFacts, delete_price_list, save_price_list, save_product
from peyvand.catalog.models import PriceList, Product
from peyvand.catalog.prices import prices_for
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer, Group, GroupMember, Treatment
from peyvand.people.tests.making import program
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User
from peyvand.sales.actions import NewLine, NewOrder, place_order
from peyvand.sales.ceilings import OverCeiling
from peyvand.sales.models import Order
from tests.cast import Cast


@pytest.fixture
def beans(cast: Cast) -> Product:
    return save_product(actor=cast.mina, facts=ProductFacts("B-1", "دانهٔ قهوه", "کیلوگرم", 1000))


@pytest.fixture
def hotels() -> Group:
    return Group.objects.create(name="هتل‌ها", rank=50)


@pytest.fixture
def hotel(cast: Cast, hotels: Group) -> Customer:
    made = create_customer(
        actor=cast.mina, new=NewCustomer(kind="organisation", profile={"name": "هتل سروستان"}, owner_id=cast.sara.pk)
    )
    GroupMember.objects.create(group=hotels, customer=made)
    return made


def priced(actor: User, group: Group, beans: Product, price: int, name: str = "هتل‌ها") -> PriceList:
    facts = PriceListFacts(name, "IRR", [group.pk], {beans.pk: Decimal(price)})
    return save_price_list(actor=actor, facts=facts)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_line_without_a_price_takes_the_lists(cast: Cast, hotel: Customer, hotels: Group, beans: Product) -> None:
    priced(cast.mina, hotels, beans, 900)
    typed = {"customer": hotel.pk, "product": "B-1", "quantity": "2", "price": ""}
    assert signed_in(cast.sara).post("/orders/new/", typed).status_code == 303
    assert Order.objects.get().total == 1800


def test_a_program_may_leave_the_price_to_us(cast: Cast, hotel: Customer, hotels: Group, beans: Product) -> None:
    priced(cast.mina, hotels, beans, 900)
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="shop")
    shop = Client(headers={"Authorization": f"Bearer {secret}"})
    order = {"customer_id": hotel.pk, "lines": [{"product": "B-1", "quantity": "1"}]}
    answer = shop.post("/api/v1/orders", json.dumps(order), content_type="application/json")
    assert (answer.status_code, answer.json().get("total")) == (201, 900)
    order["lines"] = [{"product": "چیزی دیگر", "quantity": "1"}]
    refused = shop.post("/api/v1/orders", json.dumps(order), content_type="application/json")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/lines/0/unit_price")


def test_the_list_of_the_group_that_wins_counts(cast: Cast, hotel: Customer, hotels: Group, beans: Product) -> None:
    priced(cast.mina, hotels, beans, 900)
    gold = Group.objects.create(name="طلایی", rank=1)
    GroupMember.objects.create(group=gold, customer=hotel)
    assert prices_for(hotel.pk, "IRR", [beans.pk]) == {beans.pk: 900}
    priced(cast.mina, gold, beans, 800, "طلایی")
    assert prices_for(hotel.pk, "IRR", [beans.pk]) == {beans.pk: 800}
    assert prices_for(hotel.pk, "EUR", [beans.pk]) == {}
    assert prices_for(None, "IRR", [beans.pk]) == {beans.pk: 1000}


def test_a_discount_is_measured_from_the_list(cast: Cast, hotel: Customer, hotels: Group, beans: Product) -> None:
    Treatment.objects.create(group=hotels, discount=5)
    priced(cast.mina, hotels, beans, 900)
    place_order(actor=cast.sara, customer_id=hotel.pk, new=NewOrder([NewLine(Decimal(1), Decimal(855), beans.pk)]))
    with pytest.raises(OverCeiling):
        place_order(actor=cast.sara, customer_id=hotel.pk, new=NewOrder([NewLine(Decimal(1), Decimal(850), beans.pk)]))


def test_a_group_has_one_list(cast: Cast, hotels: Group, beans: Product) -> None:
    made = priced(cast.mina, hotels, beans, 900)
    with pytest.raises(ValidationError):
        priced(cast.mina, hotels, beans, 800, "دیگر")
    with pytest.raises(PermissionDenied):
        delete_price_list(actor=cast.sara, list_id=made.pk)
    delete_price_list(actor=cast.mina, list_id=made.pk)
    assert PriceList.objects.count() == 0
    priced(cast.mina, hotels, beans, 800, "دیگر")


def test_mina_types_prices_into_the_table(cast: Cast, hotel: Customer, hotels: Group, beans: Product) -> None:
    mina = signed_in(cast.mina)
    made = mina.post(
        "/products/price-lists/new/", {"name": "هتل‌ها", "groups": hotels.pk, f"price-{beans.pk}": "۹۰ تومان"}
    )
    assert made.status_code == 303
    assert prices_for(hotel.pk, "IRR", [beans.pk]) == {beans.pk: 900}
    wrong = mina.post(made.headers["Location"], {"name": "هتل‌ها", "groups": hotels.pk, f"price-{beans.pk}": "ارزان"})
    assert wrong.status_code == 422
    assert "ارزان" in wrong.content.decode()
    mina.post(made.headers["Location"], {"name": "هتل‌ها", "groups": hotels.pk, f"price-{beans.pk}": ""})
    assert prices_for(hotel.pk, "IRR", [beans.pk]) == {beans.pk: 1000}


def test_the_table_of_treatments_names_the_list_of_a_group(cast: Cast, hotels: Group, beans: Product) -> None:
    Group.objects.create(name="بی‌سخن", rank=60)
    made = priced(cast.mina, hotels, beans, 900, "بهای هتل‌ها")
    page = signed_in(cast.mina).get("/customers/groups/treatments/")
    assert f'href="/products/price-lists/{made.pk}/"' in page.content.decode()
    assert [group.name for group in page.context["silent"]] == ["بی‌سخن"]


def test_a_long_list_is_paged_found_by_name_and_saved_as_far_as_it_was_opened(
    cast: Cast, hotels: Group, beans: Product
) -> None:
    Product.objects.bulk_create(Product(code=f"A-{n:03}", name=f"چای {n}", unit_price=500) for n in range(205))
    last = Product.objects.create(code="Z-1", name="فنجان", unit_price=10)
    made = priced(cast.mina, hotels, beans, 900)
    mina = signed_in(cast.mina)
    place, seen = f"/products/price-lists/{made.pk}/", []
    page = mina.get(place)
    assert page.context["rows"][0].product == beans
    while True:
        seen += [row.product.code for row in page.context["rows"]]
        if not page.context["more"]:
            break
        page = mina.get(place + page.context["more"], headers={"HX-Request": "true"})
    assert len(seen) == len(set(seen)) == 207
    assert [row.product for row in mina.get(place, {"q": "فنجان"}).context["rows"]] == [last]
    sent = {"name": "هتل‌ها", "groups": hotels.pk, "version": "1", f"price-{last.pk}": "۹ ریال"}
    assert mina.post(place, sent).status_code == 303
    assert prices_for(None, "IRR", [last.pk]) == {last.pk: 10}
    assert dict(made.prices.values_list("product", "unit_price")) == {beans.pk: 900, last.pk: 9}


def test_two_who_price_at_once_hear_of_each_other_and_lose_nothing(cast: Cast, hotels: Group, beans: Product) -> None:
    tea = Product.objects.create(code="T-1", name="چای", unit_price=500)
    made = priced(cast.mina, hotels, beans, 900)
    place = f"/products/price-lists/{made.pk}/"
    typed = {"name": "هتل‌ها", "groups": hotels.pk, "version": "1", f"stood-{beans.pk}": "۹۰ تومان"}
    leila, mina = signed_in(cast.leila), signed_in(cast.mina)
    assert leila.post(place, typed | {f"price-{beans.pk}": "۸۰ تومان"}).status_code == 303
    late = typed | {f"price-{beans.pk}": "۹۰ تومان", f"price-{tea.pk}": "۴۰ تومان"}
    refused = mina.post(place, late)
    told = refused.content.decode()
    assert (refused.status_code, "Leila" in told, 'name="version" value="2"' in told) == (422, True, True)
    assert mina.post(place, late | {"version": "2"}).status_code == 303
    assert dict(made.prices.values_list("product", "unit_price")) == {beans.pk: 800, tea.pk: 400}


def test_a_program_that_read_an_older_list_is_told_so(cast: Cast, hotels: Group, beans: Product) -> None:
    made = priced(cast.mina, hotels, beans, 900)
    shop = program(cast.mina)
    place = f"/api/v1/price-lists/{made.pk}"
    tag = shop.get(place).headers["ETag"]
    change = json.dumps({"prices": [{"product_id": beans.pk, "unit_price": 850}]})
    first = shop.patch(place, change, content_type="application/json", headers={"If-Match": tag})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    again = shop.patch(place, change, content_type="application/json", headers={"If-Match": tag})
    assert (again.status_code, shop.delete(place, headers={"If-Match": tag}).status_code) == (412, 412)


def test_looking_for_a_product_keeps_the_prices_that_are_typed(cast: Cast, hotels: Group, beans: Product) -> None:
    for code, name in (("T-1", "چای"), ("M-1", "آسیاب")):
        save_product(actor=cast.mina, facts=ProductFacts(code, name, "عدد", 500))
    page, typed = "/products/price-lists/new/", {f"price-{beans.pk}": "۸۰۰", f"stood-{beans.pk}": ""}
    client = signed_in(cast.mina)
    rows = client.post(page, typed | {"find": "1", "q": "چای"}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="۸۰۰"' in rows
    assert "چای" in rows and "آسیاب" not in rows
    assert client.post(page, typed | {"name": "هتل‌ها", "groups": [hotels.pk]}).status_code == 303
    assert PriceList.objects.get().prices.get().product == beans


def test_an_empty_cell_among_the_treatments_begins_a_price_list_for_its_group(cast: Cast, hotels: Group) -> None:
    begin = f"/products/price-lists/new/?groups={hotels.pk}"
    assert begin in signed_in(cast.mina).get("/customers/groups/treatments/").content.decode()
    assert "checked" in signed_in(cast.mina).get(begin).content.decode()
    assert begin not in signed_in(cast.sara).get("/customers/groups/treatments/").content.decode()
