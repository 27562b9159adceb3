"""Orders and products on their pages, for Sara, Mina and a stranger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from peyvand.catalog.actions import ProductFacts, save_product
from peyvand.catalog.models import Product
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.sales.actions import NewLine, NewOrder, place_order
from peyvand.sales.models import Order
from peyvand.sales.timeline import read_orders
from tests.cast import Cast


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """Sara's café."""
    return create_customer(
        actor=cast.mina, new=NewCustomer(kind="organisation", profile={"name": "کافه نادری"}, owner_id=cast.sara.pk)
    )


@pytest.fixture
def beans(cast: Cast) -> Product:
    """Beans for 1,250,000 toman a kilogram."""
    return save_product(actor=cast.mina, facts=ProductFacts("B-1", "دانهٔ قهوه", "کیلوگرم", 12_500_000))


def order(actor: User, customer: Customer, number: str = "", total: int = 1_000) -> Order:
    return place_order(
        actor=actor,
        customer_id=customer.pk,
        new=NewOrder([NewLine(Decimal(1), Decimal(total), description="x")], number),
    )


def test_sara_types_an_order_in_persian(cast: Cast, cafe: Customer, beans: Product) -> None:
    post = {
        "customer": cafe.pk, "product": ["B-1 — دانهٔ قهوه", "ارسال", ""], "quantity": ["۲٫۵", "", ""],
        "price": ["", "۵۰ هزار تومان", ""], "placed_at": "1405/8/1", "number": "", "note": "",
    }  # fmt: skip
    answer = signed_in(cast.sara).post("/orders/new/", post)
    assert answer.status_code == 303, answer.content.decode()
    placed = Order.objects.get()
    assert placed.total == 31_250_000 + 500_000
    assert placed.day == date(2026, 10, 23)
    assert [line.description for line in placed.lines.all()] == ["دانهٔ قهوه", "ارسال"]


def test_a_return_brings_its_value_back(cast: Cast, cafe: Customer, beans: Product) -> None:
    post = {"customer": cafe.pk, "product": "B-1", "quantity": "2", "price": "", "is_return": "on"}
    signed_in(cast.sara).post("/orders/new/", post)
    assert Order.objects.get().total == -25_000_000
    assert Order.objects.get().kind == "return"


@pytest.mark.parametrize(
    ("product", "quantity", "price"),
    [("", "1", "10"), ("B-1", "0", ""), ("B-1", "many", ""), ("tea", "1", ""), ("tea", "1", "$5"), ("tea", "1", "-5"),
     ("tea", "1", "9" * 40), ("B-1", "9" * 29, ""), ("\x00", "\x00", "\x00")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_keeps_what_was_typed(
    cast: Cast, cafe: Customer, beans: Product, product: str, quantity: str, price: str
) -> None:
    post = {"customer": cafe.pk, "product": product, "quantity": quantity, "price": price, "note": "بماند"}
    answer = signed_in(cast.sara).post("/orders/new/", post)
    assert answer.status_code == 422
    assert "بماند" in answer.content.decode()
    assert not Order.objects.exists()


def test_a_strangers_order_is_nowhere(cast: Cast, cafe: Customer) -> None:
    placed = order(cast.sara, cafe, "SECRET-77")
    nima = signed_in(cast.nima)
    assert nima.get(f"/orders/{placed.pk}/").status_code == 404
    assert nima.get(f"/orders/of/{cafe.pk}/").status_code == 404
    assert nima.get(f"/orders/new/?customer={cafe.pk}").status_code == 404
    assert nima.post(f"/orders/{placed.pk}/remove/").status_code == 404
    for url in ("/orders/", "/orders/?q=SECRET", "/search/palette?q=SECRET", "/search/?q=SECRET-77"):
        assert "SECRET-77</bdi>" not in nima.get(url).content.decode()
    assert "SECRET-77</bdi>" in signed_in(cast.sara).get("/search/palette?q=secret-7").content.decode()


def test_an_order_taken_out_comes_back(cast: Cast, cafe: Customer) -> None:
    placed, mina = order(cast.sara, cafe), signed_in(cast.mina)
    mina.post(f"/orders/{placed.pk}/remove/")
    assert mina.get(f"/orders/{placed.pk}/").status_code == 404
    mina.post(f"/orders/{placed.pk}/restore/")
    assert mina.get(f"/orders/{placed.pk}/").status_code == 200


def test_who_only_reads_records_and_removes_nothing(cast: Cast, cafe: Customer) -> None:
    placed, omid = order(cast.sara, cafe), signed_in(cast.omid)
    assert omid.get("/orders/new/").status_code == 403
    assert omid.post(f"/orders/{placed.pk}/remove/").status_code == 403
    assert omid.get("/orders/export/").status_code == 403
    assert omid.get("/products/new/").status_code == 403
    assert omid.get(f"/orders/{placed.pk}/").status_code == 200


def test_orders_are_filtered_by_amount_in_the_readers_unit(cast: Cast, cafe: Customer) -> None:
    order(cast.sara, cafe, "SMALL", 9_000_000)
    order(cast.sara, cafe, "LARGE", 11_000_000)
    page = signed_in(cast.mina).get("/orders/?f=total:above:۱ میلیون").content.decode()
    assert "LARGE" in page
    assert "SMALL" not in page


def test_orders_stand_on_the_timeline_and_in_the_panel(cast: Cast, cafe: Customer) -> None:
    placed = order(cast.sara, cafe, "N-1")
    entries = read_orders(cast.sara, cafe.pk, None, 10)
    assert [(entry.id, entry.amount) for entry in entries] == [(placed.pk, 1_000)]
    assert read_orders(cast.sara, cafe.pk, placed.placed_at, 10) == []
    assert read_orders(cast.nima, cafe.pk, None, 10) == []
    assert "N-1" in signed_in(cast.sara).get(f"/orders/of/{cafe.pk}/").content.decode()


def test_an_order_export_says_amounts_as_numbers(cast: Cast, cafe: Customer) -> None:
    order(cast.sara, cafe, "0042", 12_345_670)
    answer = signed_in(cast.mina).get("/orders/export/?columns=customer,day,total")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("0042,کافه نادری,")
    assert lines[1].endswith(",1234567,تومان")


def test_mina_adds_and_changes_a_product_and_sara_may_not(cast: Cast) -> None:
    facts = {"code": "A-1", "name": "آسیاب", "price": "۳۲ میلیون", "currency": "IRR", "is_active": "on"}
    mina = signed_in(cast.mina)
    assert mina.post("/products/new/", facts).status_code == 303
    product = Product.objects.get()
    assert product.unit_price == 320_000_000
    assert mina.post("/products/new/", facts).status_code == 422
    assert mina.post(f"/products/{product.pk}/", facts | {"name": "آسیاب برقی"}).status_code == 303
    assert signed_in(cast.sara).post(f"/products/{product.pk}/", facts).status_code == 403
    assert "آسیاب برقی" in signed_in(cast.sara).get("/products/?q=آسياب").content.decode()
