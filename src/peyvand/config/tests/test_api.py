"""Orders, interactions, relationships, Today, imports and search over HTTP, as a script of Sara or Ali uses them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peyvand.catalog.models import Product
from peyvand.platform.actions.imports import work_on
from peyvand.relationship.actions.review import review
from tests.cast import Cast
from tests.script import ROOT, Script

pytestmark = pytest.mark.django_db


def customer_of(script: Script, name: str = "کافه یاس") -> int:
    return int(script("POST", "/customers", {"kind": "organisation", "name": name}).json()["id"])


def test_ali_keeps_the_catalogue_from_his_shop(cast: Cast) -> None:
    ali = Script(cast.ali)
    made = ali("POST", "/products", {"code": "BEAN-1", "name": "دانهٔ برزیل", "unit": "کیلو", "unit_price": 9_000_000})
    assert made.status_code == 201, made.content
    product = made.json()
    assert (product["currency"], product["is_active"], product["version"]) == ("IRR", True, 1)
    path = f"/products/{product['id']}"
    assert made.headers["Location"].endswith(path)
    changed = ali("PATCH", path, {"unit_price": 9_500_000})
    assert changed.json() == product | {"unit_price": 9_500_000, "version": 2}
    assert changed.headers["ETag"] == ali("GET", path).headers["ETag"] == '"2"'
    assert ali("PATCH", path, {"unit_price": None, "is_active": False}).json()["unit_price"] is None
    stale = ali("PATCH", path, {"name": "x"}, If_Match='"2"')
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"code": "BEAN-1", "name": "دیگر"}, "#/code"),
        ({"code": "", "name": "دیگر"}, "#/code"),
        ({"code": "B", "name": "x", "unit_price": -1}, "#/unit_price"),
        ({"code": "B", "name": "x", "currency": "ZZZ"}, "#/currency"),
        ({"code": "B", "name": "x", "colour": "red"}, "#/colour"),
    ],
)
def test_a_product_that_cannot_be_kept_is_answered_with_the_field_that_is_wrong(
    cast: Cast, body: dict[str, Any], where: str
) -> None:
    Product.objects.create(code="BEAN-1", name="دانهٔ برزیل")
    refused = Script(cast.ali)("POST", "/products", body)
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [where]
    assert Product.objects.count() == 1


def test_sara_records_an_order_with_a_product_of_the_catalogue_and_one_of_words(cast: Cast) -> None:
    Product.objects.create(code="BEAN-1", name="دانهٔ برزیل")
    sara = Script(cast.sara)
    body = {
        "customer_id": customer_of(sara), "number": "F-1", "placed_at": "2026-10-01T10:00:00+03:30",
        "lines": [{"product": "BEAN-1", "quantity": 2.5, "unit_price": 1_000_001}, {"product": "ارسال", "quantity": "۱", "unit_price": 50}],
    }  # fmt: skip
    made = sara("POST", "/orders", body)
    assert made.status_code == 201, made.content
    order = made.json()
    assert [order["total"], order["currency"], order["kind"]] == [2_500_003 + 50, "IRR", "sale"]
    assert [(line["product"], line["description"]) for line in order["lines"]] == [
        ("BEAN-1", "دانهٔ برزیل"),
        (None, "ارسال"),
    ]
    assert order["placed_at"] == "2026-10-01T10:00:00+03:30"
    assert sara("POST", "/orders", body).json()["errors"][0]["pointer"] == "#/number"
    assert sara("GET", f"/orders?customer_id={body['customer_id']}").json()["items"] == [order]
    assert sara("DELETE", f"/orders/{order['id']}").status_code == 204
    assert sara("GET", f"/orders/{order['id']}").status_code == 404
    assert sara("POST", f"/orders/{order['id']}/restore").status_code == 200


def test_nima_orders_nothing_for_a_customer_he_does_not_see(cast: Cast) -> None:
    customer = customer_of(Script(cast.sara))
    nima = Script(cast.nima)
    line = {"product": "x", "quantity": 1, "unit_price": 1}
    assert nima("POST", "/orders", {"customer_id": customer, "lines": [line]}).status_code == 422
    assert nima("POST", "/interactions", {"customer_id": customer, "kind": "call"}).status_code == 422
    assert nima("GET", f"/customers/{customer}/timeline").status_code == 404
    assert nima("GET", f"/relationships/{customer}").status_code == 404


def test_a_call_stands_on_the_timeline_and_is_corrected(cast: Cast) -> None:
    sara = Script(cast.sara)
    customer = customer_of(sara)
    body = {"customer_id": customer, "kind": "call", "direction": "in", "subject": "قیمت تازه",
            "occurred_at": "2026-10-02T09:00:00Z", "next_step": "ارسال پیش‌فاکتور", "next_step_on": "1405-09-10"}  # fmt: skip
    made = sara("POST", "/interactions", body)
    assert made.status_code == 201, made.content
    call = made.json()
    assert sara("GET", f"/customers/{customer}").json()["next_step_on"] == "2026-12-01"
    changed = sara("PATCH", f"/interactions/{call['id']}", {"body": "یک فنجان", "minutes": 5})
    assert [changed.json()["body"], changed.json()["version"]] == ["یک فنجان", call["version"] + 1]
    sara("POST", "/interactions", {"customer_id": customer, "kind": "note", "body": "یادداشت"})
    first = sara("GET", f"/customers/{customer}/timeline?limit=1").json()
    rest = sara("GET", f"/customers/{customer}/timeline?limit=1&cursor={first['next']}").json()
    assert [entry["kind"] for entry in first["items"] + rest["items"]] == ["note", "call"]
    assert sara("PATCH", f"/interactions/{call['id']}", {"occurred_at": None}).status_code == 422


def test_a_relationship_and_today_are_told_with_reasons(cast: Cast) -> None:
    ali = Script(cast.ali)
    customer = customer_of(ali)
    line = {"product": "x", "quantity": 1, "unit_price": 1_000_000}
    for day in ("2025-01-01", "2025-01-11", "2025-01-21", "2025-02-01"):
        ali("POST", "/orders", {"customer_id": customer, "placed_at": f"{day}T10:00:00Z", "lines": [line]})
    review(ids=[customer])
    told = ali("GET", f"/relationships/{customer}").json()
    assert told["stage"] == "separation"
    assert told["evidence"][0]["text"]
    assert told["history"][0]["stage"] == "separation"
    assert {"from", "to", "stage"} <= set(told["history"][0])
    assert ali("GET", f"/customers/{customer}").json()["stage"] == "separation"
    assert [one["id"] for one in ali("GET", "/customers?stage=separation").json()["items"]] == [customer]
    assert ali("GET", "/customers?stage=account").json()["items"] == []
    today = ali("GET", "/today")
    assert today.status_code == 200
    entries = today.json() if isinstance(today.json(), list) else today.json()["items"]
    assert {"customer_id", "why", "since", "at_stake", "do"} <= set(entries[0])


def test_a_file_is_sent_mapped_run_and_taken_back(cast: Cast) -> None:
    ali = Script(cast.ali)
    file = SimpleUploadedFile("c.csv", "نام,تلفن\nمریم کاظمی,09121234567\nبی‌تلفن,abc\n".encode())
    sent = ali.client.post(f"{ROOT}/imports", {"table": "customers", "file": file})
    assert sent.status_code == 201, sent.content
    run = sent.json()
    path = f"/imports/{run['id']}"
    assert ali("PATCH", path, {"mapping": {"name": "نام", "phone": 2}, "policy": "update"}).status_code == 200
    assert ali("PATCH", path, {"mapping": {"name": "نیست"}}).json()["errors"][0]["pointer"] == "#/mapping/name"
    assert ali("POST", f"{path}/run").status_code == 202
    work_on(run["id"])
    done = ali("GET", path).json()
    assert done["status"] == "done"
    assert done["created"] + done["updated"] + done["skipped"] + done["rejected"] == done["rows"] == 2
    assert ali("GET", "/customers?search=09121234567").json()["items"][0]["name"] == "مریم کاظمی"
    if done["errors_file"]:
        assert ali("GET", f"{path}/errors").status_code == 200
    assert ali("POST", f"{path}/undo").status_code == 202
    work_on(run["id"])
    assert ali("GET", path).json()["status"] == "undone"
    assert Script(cast.sara)("GET", path).status_code == 404


def test_a_wrong_guess_about_a_file_is_seen_and_corrected(cast: Cast) -> None:
    ali = Script(cast.ali)
    file = SimpleUploadedFile("c.csv", "گزارش\nنام;شهر\nکافه, نو;قم\n".encode())
    path = f"/imports/{ali.client.post(f'{ROOT}/imports', {'table': 'customers', 'file': file}).json()['id']}"
    read = ali("PATCH", path, {"reading": {"delimiter": ";", "header_row": 2}}).json()
    assert [read["header"], read["mapping"], read["status"]] == [["نام", "شهر"], {"name": 1, "city": 2}, "draft"]
    assert read["reading"]["encoding"] == "utf-8"
    assert ali("GET", f"{path}/preview").json()["rows"] == [{"line": 3, "cells": ["کافه, نو", "قم"], "flaw": ""}]
    assert ali("PATCH", path, {"reading": {"header_row": 9}}).status_code == 422
    assert (
        ali("PATCH", path, {"reading": {"encoding": "klingon"}}).json()["errors"][0]["pointer"] == "#/reading/encoding"
    )
    chosen = ali("PATCH", path, {"reading": {"delimiter": ";"}, "mapping": {"name": "نام"}}).json()
    assert [chosen["mapping"], chosen["status"]] == [{"name": 1}, "ready"]


def test_what_is_no_table_is_refused_in_a_sentence(cast: Cast) -> None:
    ali = Script(cast.ali)
    file = SimpleUploadedFile("c.csv", b"")
    answer = ali.client.post(f"{ROOT}/imports", {"table": "customers", "file": file})
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] == "#/file"
    answer = ali.client.post(f"{ROOT}/imports", {"table": "cats"})
    assert answer.status_code == 422


def test_everything_is_searched_at_once(cast: Cast) -> None:
    sara = Script(cast.sara)
    customer = customer_of(sara, "کافه ياس")
    hits = sara("GET", "/search?q=یاس").json()["items"]
    assert ("customers", customer) in [(hit["kind"], hit["id"]) for hit in hits]
    assert Script(cast.nima)("GET", "/search?q=یاس").json()["items"] == []


def test_a_refused_script_hears_whether_its_token_or_its_owners_role_is_short(cast: Cast) -> None:
    cafe = customer_of(Script(cast.sara))
    reader, all_hers = (Script(cast.sara, scopes, "fa") for scopes in (["customer:view"], None))
    for method, path, scope in (
        ("POST", "/customers", "customer:add"),
        ("PATCH", f"/customers/{cafe}", "customer:change"),
        ("GET", f"/relationships/{cafe}", "relationship:view"),
    ):
        refused = reader(
            method, path, {} if method == "PATCH" else None if method == "GET" else {"kind": "person", "name": "هما"}
        )
        assert (refused.status_code, scope in refused.json()["detail"]) == (403, True)
    assert "نقش شما" in all_hers("POST", "/users", {"name": "x", "email": "x@x.ir", "role": "seller"}).json()["detail"]


def test_a_token_knows_whose_it_is(cast: Cast) -> None:
    me = Script(cast.sara)("GET", "/users/me").json()
    assert [me["name"], me["role"], "customer:add" in me["scopes"], "user:add" in me["scopes"]] == [
        "Sara",
        "seller",
        True,
        False,
    ]
    names = [user["name"] for user in Script(cast.sara)("GET", "/users").json()["items"]]
    assert names == sorted(names) and "Nima" in names
    assert Script(cast.sara)("GET", "/products").json() == {"items": [], "next": None}


def test_the_board_is_told_as_its_page_shows_it(cast: Cast) -> None:
    sara = Script(cast.sara)
    cafe = customer_of(sara)
    sara("POST", "/orders", {"customer_id": cafe, "lines": [{"description": "قهوه", "quantity": 1, "unit_price": 500}]})
    review(ids=[cafe])
    board = sara("GET", "/reports/relationships").json()
    assert sum(stage["count"] for stage in board["stages"]) == 1
    assert [stage["stage"] for stage in board["stages"] if stage["values"]] == ["welcome"]
    past = sara("GET", "/reports/relationships?on=2020-01-01").json()
    assert (past["on"], sum(stage["count"] for stage in past["stages"]), past["moves"]) == ("2020-01-01", 0, [])
    assert Script(cast.nima)("GET", "/reports/relationships").json()["stages"][0]["count"] == 0
