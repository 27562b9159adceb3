"""Lists over HTTP are asked as their pages are: the same filters, sorts and rights over fields."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from peyvand.config.tests.test_api import customer_of
from peyvand.people.models import Customer
from tests.cast import Cast
from tests.script import Script

pytestmark = pytest.mark.django_db


def named(script: Script, asked: str) -> list[str]:
    answer = script("GET", f"/customers?{asked}")
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


@pytest.fixture
def sara(cast: Cast) -> Script:
    script = Script(cast.sara)
    for name, city in (("کافه یاس", "قم"), ("کافه بید", "یزد"), ("کافه تاک", "یزد"), ("کافه سرو", "")):
        script("POST", "/customers", {"kind": "organisation", "name": name, "city": city})
    return script


def test_sara_asks_for_customers_as_their_page_does(sara: Script, cast: Cast) -> None:
    assert named(sara, "f=city:is:یزد&sort=-name") == ["کافه تاک", "کافه بید"]
    assert named(sara, "f=city:is:قم|city:empty:&sort=name") == ["کافه سرو", "کافه یاس"]
    assert named(sara, "f=city:is:یزد&f=name:has:تاک") == ["کافه تاک"]
    assert named(sara, "sort=-city,name") == ["کافه بید", "کافه تاک", "کافه یاس", "کافه سرو"]
    assert len(named(sara, "f=owner:any:me")) == 4
    assert named(Script(cast.nima), "f=city:is:یزد") == []


def test_filtered_pages_follow_each_other(sara: Script) -> None:
    first = sara("GET", "/customers?f=city:known:&sort=-city,name&limit=2").json()
    rest = sara("GET", f"/customers?f=city:known:&sort=-city,name&limit=2&cursor={first['next']}").json()
    assert [item["name"] for item in first["items"] + rest["items"]] == ["کافه بید", "کافه تاک", "کافه یاس"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("asked", "parameter", "sentence"),
    [
        ("f=nonsense:is:1", "f", "nonsense"),
        ("f=city:above:1", "f", "cannot be compared that way"),
        ("f=city:has:", "f", "Say what"),
        ("sort=phone", "sort", "one of"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(sara: Script, asked: str, parameter: str, sentence: str) -> None:
    answer = sara("GET", f"/customers?{asked}")
    assert answer.status_code == 422, answer.content
    [error] = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert sentence in error["detail"]


def test_who_may_not_see_a_field_cannot_filter_by_it(sara: Script, cast: Cast) -> None:
    """Omid only reads: what is personal about a customer is neither told to him nor to be guessed by filters."""
    omid = Script(cast.omid)
    known = {field["key"] for field in sara("GET", "/customers/fields").json()}
    hidden = known - {field["key"] for field in omid("GET", "/customers/fields").json()}
    assert "national_id" in hidden
    assert omid("GET", "/customers?f=national_id:known:").status_code == 422


@pytest.mark.parametrize("path", ["customers", "orders", "promises", "facts", "products"])
def test_every_comparison_that_is_told_can_be_made(path: str, cast: Cast) -> None:
    ali = Script(cast.ali)
    samples = {"number": "1", "money": "1", "date": "2026-03-21", "person": "me", "text": "x", "phone": "0912"}
    wrong = []
    for field in ali("GET", f"/{path}/fields").json():
        for way in field["comparisons"]:
            one = samples.get(field["kind"]) or next((choice["key"] for choice in field["choices"]), "1")
            values = ["1405" if way["key"] == "period" else "7" if way["key"] in {"within", "ahead", "older"} else one]
            if field["kind"] in {"sum", "tally"}:
                values = ["1"] * (way["values"] - 1) + ["30d"]
            elif way["values"] == 2:
                values *= 2
            told = "" if way["values"] == 0 else ",".join(values)
            if field["kind"] in {"choice", "stage", "many"} and not field["choices"]:
                continue
            answer = ali("GET", f"/{path}?f={field['key']}:{way['key']}:{told}")
            if answer.status_code != 200:
                wrong.append(f"{field['key']}:{way['key']}: {answer.content.decode()}")
        if field["sortable"] and ali("GET", f"/{path}?sort=-{field['key']}").status_code != 200:
            wrong.append(f"sort by {field['key']}")
    assert wrong == []


def test_a_line_of_today_is_put_off_and_brought_back(sara: Script, cast: Cast) -> None:
    customer = customer_of(sara, "کافه چنار")
    sara("PATCH", f"/customers/{customer}", {"next_step": "تماس", "next_step_on": timezone.localdate().isoformat()})
    [line] = [line for line in sara("GET", "/today?limit=300").json() if line["customer_id"] == customer]
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    put_off = {"key": line["key"], "until": until, "reason": "تعطیل‌اند"}
    assert sara("POST", "/today/later", put_off).status_code == 201
    assert line["key"] not in {one["key"] for one in sara("GET", "/today?limit=300").json()}
    assert sara("POST", "/today/back", {"key": line["key"]}).status_code == 204
    assert line["key"] in {one["key"] for one in sara("GET", "/today?limit=300").json()}
    assert sara("POST", "/today/later", {**put_off, "until": "1400-01-01"}).status_code == 422
    assert sara("GET", "/today?scope=nonsense").status_code == 422


def test_days_to_come_and_jalali_days_are_read_as_the_pages_read_them(sara: Script) -> None:
    """A call of next year has not happened, an order of tomorrow is no exchange; 1450 is a Jalali year."""
    customer = customer_of(sara, "کافه نارون")
    later = (timezone.now() + timedelta(days=2)).isoformat()
    called = sara("POST", "/interactions", {"customer_id": customer, "kind": "call", "occurred_at": later})
    line = {"description": "قهوه", "quantity": 1, "unit_price": 5}
    ordered = sara("POST", "/orders", {"customer_id": customer, "placed_at": later, "lines": [line]})
    assert [called.status_code, ordered.status_code] == [422, 422]
    assert called.json()["errors"][0]["pointer"] == "#/occurred_at"
    assert ordered.json()["errors"][0]["pointer"] == "#/placed_at"
    assert Customer.objects.get(pk=customer).last_touch_at is None
    override = {"stage": "account", "reason": "می‌شناسمش", "until": "1450-01-01"}
    decided = sara("POST", f"/relationships/{customer}/override", override)
    assert decided.json()["override"]["until"] == "2071-03-21"
    long = sara("POST", f"/relationships/{customer}/override", {**override, "reason": "x" * 301})
    assert long.json()["errors"] == [{"pointer": "#/reason", "detail": "Write at most 300 letters."}]
