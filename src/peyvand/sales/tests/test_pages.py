"""Orders and products on their pages, for Sara, Mina and a stranger."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from peyvand.catalog.actions import ProductFacts, save_product
from peyvand.catalog.models import Product
from peyvand.core.text import isolated
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import AuditEntry, RoleRight, User
from peyvand.sales.actions import NewLine, NewOrder, change_order, place_order
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
        "customer": cafe.pk, "product": ["دانهٔ قهوه — B-1", "ارسال", ""], "quantity": ["۲٫۵", "", ""],
        "price": ["", "۵۰ هزار تومان", ""], "placed_at": "1405/8/1", "number": "", "note": "",
    }  # fmt: skip
    answer = signed_in(cast.sara).post("/orders/new/", post)
    assert answer.status_code == 303, answer.content.decode()
    placed = Order.objects.get()
    assert placed.total == 31_250_000 + 500_000
    assert placed.day == date(2026, 10, 23)
    assert [line.description for line in placed.lines.all()] == ["دانهٔ قهوه", "ارسال"]
    (said,) = get_messages(answer.wsgi_request)
    assert isolated(placed.number) in str(said)


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


def test_sara_corrects_an_order_as_she_would_type_it(cast: Cast, cafe: Customer, beans: Product) -> None:
    sold = [
        NewLine(Decimal("2.5"), Decimal(12_000_000), beans.pk),
        NewLine(Decimal(1), Decimal(500_000), None, "ارسال"),
    ]
    placed = place_order(actor=cast.sara, customer_id=cafe.pk, new=NewOrder(sold, "A-1"))
    sara, path = signed_in(cast.sara), f"/orders/{placed.pk}/edit/"
    page = sara.get(path).content.decode()
    assert "دانهٔ قهوه — B-1" in page
    assert "۱٬۲۰۰٬۰۰۰ تومان" in page
    post = {
        "version": "1",
        "number": "A-2",
        "placed_at": "1405/7/30",
        "product": "B-1",
        "quantity": "۳",
        "price": "۱ میلیون",
    }
    assert sara.post(path, post).status_code == 303
    placed.refresh_from_db()
    assert (placed.number, placed.total, placed.line_count, placed.version) == ("A-2", 30_000_000, 1, 2)
    assert placed.day == date(2026, 10, 22)
    kept = AuditEntry.objects.of("order", placed.pk).first()
    assert kept is not None
    assert kept.changes["lines"] == [
        "2.5 x دانهٔ قهوه = 30000000; 1 x ارسال = 500000", "3 x دانهٔ قهوه = 30000000"
    ]  # fmt: skip


def test_a_correction_is_taken_back_in_one_press_unless_somebody_came_between(cast: Cast, cafe: Customer) -> None:
    sold = [NewLine(Decimal("2.5"), Decimal(1_000), None, "قهوه"), NewLine(Decimal(1), Decimal(500), None, "ارسال")]
    placed = place_order(actor=cast.sara, customer_id=cafe.pk, new=NewOrder(sold, "A-1"))
    was, sara = placed.placed_at, signed_in(cast.sara)
    post = {"number": "A-2", "placed_at": "1405/7/30", "product": "چای", "quantity": "1", "price": "۷ ریال"}

    def corrected() -> str:
        sara.post(f"/orders/{placed.pk}/edit/", post)
        told = sara.get(f"/orders/{placed.pk}/").content.decode()
        return re.findall(r'data-undo="([^"]+)"', told)[0]

    assert sara.post(corrected()).status_code == 204
    placed.refresh_from_db()
    assert (placed.number, placed.placed_at, placed.total) == ("A-1", was, 3_000)
    assert [str(line) for line in placed.lines.all()] == ["2.5 x قهوه = 2500", "1 x ارسال = 500"]
    late = corrected()
    change_order(actor=cast.mina, order_id=placed.pk, values={"note": "دیر رسید"})
    sara.post(late)
    assert Order.objects.get().number == "A-2"
    assert "میان" in sara.get(f"/orders/{placed.pk}/").content.decode()
    assert sara.post(f"/orders/{placed.pk}/edit/undo/forged/").status_code == 404


def test_two_who_correct_one_order_hear_of_each_other(cast: Cast, cafe: Customer) -> None:
    placed = order(cast.sara, cafe, "A-1")
    post = {"version": "1", "product": "x", "quantity": "1", "price": "۷ ریال"}
    assert signed_in(cast.mina).post(f"/orders/{placed.pk}/edit/", post).status_code == 303
    sara = signed_in(cast.sara)
    answer = sara.post(f"/orders/{placed.pk}/edit/", post | {"price": "۹ ریال"})
    assert answer.status_code == 422
    assert "Mina" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    sara.post(f"/orders/{placed.pk}/edit/", post | {"price": "۹ ریال", "version": "2"})
    assert Order.objects.get().total == 9


def test_lines_that_cannot_be_typed_stay_as_they_are(cast: Cast, cafe: Customer) -> None:
    sold = [NewLine(Decimal(2), Decimal("0.5"), None, "x"), NewLine(Decimal(-1), Decimal(3), None, "y")]
    placed = place_order(actor=cast.sara, customer_id=cafe.pk, new=NewOrder(sold, "A-1"))
    post = {"version": "1", "note": "ok", "product": "z", "quantity": "1", "price": "5"}
    assert signed_in(cast.sara).post(f"/orders/{placed.pk}/edit/", post).status_code == 303
    assert Order.objects.get().note == "ok"
    assert [line.description for line in placed.lines.all()] == ["x", "y"]


def test_a_script_corrects_an_order_it_has_read(cast: Cast, cafe: Customer, beans: Product) -> None:
    placed = order(cast.sara, cafe, "A-1")
    _token, secret = create_token(actor=cast.sara, owner=cast.sara, name="script")
    path, client = f"/api/v1/orders/{placed.pk}", Client(headers={"Authorization": f"Bearer {secret}"})
    lines = [{"product": "B-1", "quantity": 2, "unit_price": 100}, {"product": "ارسال", "quantity": 1, "unit_price": 7}]
    read = client.get(path)
    change = {"lines": lines, "placed_at": "2026-10-22T10:00:00Z", "note": "درست شد"}
    answer = client.patch(path, change, content_type="application/json", headers={"If-Match": read.headers["ETag"]})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["total"], answer.json()["number"], answer.json()["version"]) == (207, "A-1", 2)
    assert answer.headers["ETag"] == '"2"'
    late = client.patch(
        path, {"note": "دیر"}, content_type="application/json", headers={"If-Match": read.headers["ETag"]}
    )
    assert late.status_code == 412
    for wrong, place in (({"lines": []}, "#/lines"), ({"number": ""}, "#/number"), ({"currency": "USD"}, "#/currency"),
                         ({"placed_at": None}, "#/placed_at"), ({"lines": [{"quantity": 1, "unit_price": 1}]}, "#/lines/0/product")):  # fmt: skip
        refused = client.patch(path, wrong, content_type="application/json")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, place)
    assert Order.objects.get().note == "درست شد"


def test_who_only_reads_records_and_removes_nothing(cast: Cast, cafe: Customer) -> None:
    placed, omid = order(cast.sara, cafe), signed_in(cast.omid)
    assert omid.get("/orders/new/").status_code == 403
    assert omid.post(f"/orders/{placed.pk}/remove/").status_code == 403
    assert omid.get(f"/orders/{placed.pk}/edit/").status_code == 403
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


def test_an_export_reaches_no_further_than_its_right_and_never_beyond_what_one_sees(cast: Cast, cafe: Customer) -> None:
    hers = create_customer(
        actor=cast.reza, new=NewCustomer(kind="organisation", profile={"name": "x"}, owner_id=cast.reza.pk)
    )
    order(cast.sara, cafe, "SARAS")
    order(cast.reza, hers, "REZAS")
    may = RoleRight.objects.filter(role=cast.sara.role, action="export", model__in=["order", "customer"])
    wanted = {"own": ("SARAS", None), "team": ("SARAS", "REZAS"), "all": ("SARAS", "REZAS")}
    for level, (first, second) in wanted.items():
        may.update(level=level)
        answer = signed_in(User.objects.get(pk=cast.sara.pk)).get("/orders/export/")
        said = b"".join(answer.streaming_content).decode()
        assert (first in said, "REZAS" in said) == (True, second is not None), level
    may.update(level="all")
    nimas = b"".join(signed_in(User.objects.get(pk=cast.nima.pk)).get("/customers/export/").streaming_content).decode()
    assert "کافه نادری" not in nimas  # he may export all, and sees none of hers


def test_amounts_are_compared_within_their_currency(cast: Cast, cafe: Customer) -> None:
    for number, currency in (("RIALS", "IRR"), ("CENTS", "USD")):
        new = NewOrder([NewLine(Decimal(1), Decimal(20_000), description="x")], number, currency=currency)
        place_order(actor=cast.sara, customer_id=cafe.pk, new=new)
    mina = signed_in(cast.mina)
    for asked, found in (("100 USD", "CENTS"), ("۱۰۰۰ تومان", "RIALS"), ("۱۰۰۰", "RIALS")):
        page = mina.get("/orders/", {"f": f"total:above:{asked}"}).content.decode()
        assert ("CENTS" in page, "RIALS" in page) == (found == "CENTS", found == "RIALS")
    assert "۱۰۰٫۰۰ دلار" in mina.get("/orders/", {"f": "total:above:100 USD"}).content.decode()
    assert "یک واحد پول" in mina.get("/orders/", {"f": "total:between:1 USD,2 EUR"}).content.decode()


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
