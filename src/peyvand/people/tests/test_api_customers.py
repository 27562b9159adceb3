"""Customers over HTTP, told by Sara's script, Nima's script and a script that guesses."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from peyvand.people.actions.gathering import write_file
from peyvand.people.models import Customer
from peyvand.platform.models import AuditEntry
from tests.cast import Cast
from tests.script import ROOT, Script

pytestmark = pytest.mark.django_db
BASE = "/customers"


def test_sara_adds_a_customer_and_gets_her_back_as_she_spelled_her(cast: Cast) -> None:
    made = Script(cast.sara)("POST", BASE, {
        "given_name": "مريم", "family_name": "كاظمي", "phones": ["۰۹۱۲ ۱۲۳ ۴۵۶۷"], "emails": ["M@Example.ir"], "external_id": "A-1",
    })  # fmt: skip
    assert made.status_code == 201, made.content
    customer = made.json()
    assert customer["name"] == "مریم کاظمی"
    assert customer["phones"] == ["+989121234567"]
    assert customer["emails"] == ["m@example.ir"]
    assert customer["owner_id"] == cast.sara.pk
    assert customer["version"] >= 1
    assert made.headers["ETag"] == f'"{customer["version"]}"'
    assert Script(cast.sara)("GET", f"{BASE}/{customer['id']}").json() == customer


def test_a_customer_is_found_by_any_spelling_and_paged_by_cursor(cast: Cast) -> None:
    sara = Script(cast.sara)
    for number in range(5):
        sara("POST", BASE, {"kind": "organisation", "name": f"کافه یاس {number}"})
    first = sara("GET", f"{BASE}?search=كافه ياس&limit=3&sort=-name").json()
    assert [len(first["items"]), first["next"] is None] == [3, False]
    rest = sara("GET", f"{BASE}?search=كافه ياس&limit=3&sort=-name&cursor={first['next']}").json()
    assert [item["name"] for item in first["items"] + rest["items"]] == [f"کافه یاس {n}" for n in (4, 3, 2, 1, 0)]
    assert rest["next"] is None


def test_a_stranger_and_a_missing_customer_look_the_same(cast: Cast) -> None:
    made = Script(cast.sara)("POST", BASE, {"name": "Canary"}).json()
    nima = Script(cast.nima)
    for method, body in (("GET", None), ("PATCH", {"city": "قم"}), ("DELETE", None)):
        foreign = nima(method, f"{BASE}/{made['id']}", body)
        missing = nima(method, f"{BASE}/{made['id'] + 1000}", body)
        assert foreign.status_code == missing.status_code == 404
        assert foreign.content == missing.content
    assert Customer.objects.get(pk=made["id"]).city == ""


def test_reza_sees_sara_s_customer_but_may_not_change_her(cast: Cast) -> None:
    made = Script(cast.sara)("POST", BASE, {"name": "Canary"}).json()
    reza = Script(cast.reza)
    assert reza("GET", f"{BASE}/{made['id']}").status_code == 200
    answer = reza("PATCH", f"{BASE}/{made['id']}", {"city": "قم"})
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_reaches_no_further_than_its_scopes_and_its_owner_now(cast: Cast) -> None:
    made = Script(cast.sara)("POST", BASE, {"name": "Canary"}).json()
    reader = Script(cast.sara, ["customer:view"])
    assert reader("GET", f"{BASE}/{made['id']}").status_code == 200
    assert reader("PATCH", f"{BASE}/{made['id']}", {"city": "قم"}).status_code == 403
    assert Script(cast.sara, ["order:view"])("GET", BASE).status_code == 403
    cast.sara.is_active = False
    cast.sara.save()
    assert reader("GET", BASE).status_code == 401


def test_without_a_token_nobody_enters(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ali)
    answer = client.get(ROOT + BASE)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["type"] == "urn:peyvand:problem:unauthenticated"


def test_wrong_values_are_pointed_at_in_the_reader_s_language(cast: Cast) -> None:
    body = {"name": "x", "phones": ["hello"], "colour": "red"}
    english = Script(cast.sara)("POST", BASE, body)
    assert english.status_code == 422
    assert english.json()["errors"] == [{"pointer": "#/colour", "detail": "Unknown field."}]
    persian = Script(cast.sara, language="fa")("POST", BASE, {"name": "x", "phones": ["hello"]})
    error = persian.json()["errors"][0]
    assert error["pointer"] == "#/phones/0"
    assert any("\u0600" <= letter <= "\u06ff" for letter in error["detail"])
    assert Script(cast.sara)("GET", f"{BASE}?colour=red").status_code == 422
    assert Script(cast.sara)("GET", f"{BASE}?cursor=nonsense").status_code == 422


def test_a_retry_with_the_same_key_is_one_customer(cast: Cast) -> None:
    sara = Script(cast.sara)
    first = sara("POST", BASE, {"name": "Once"}, Idempotency_Key="k-1")
    again = sara("POST", BASE, {"name": "Once"}, Idempotency_Key="k-1")
    other = sara("POST", BASE, {"name": "Twice"}, Idempotency_Key="k-1")
    assert [first.status_code, again.status_code, other.status_code] == [201, 201, 422]
    assert first.json() == again.json()
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Customer.objects.filter(name__in=["Once", "Twice"]).count() == 1


def test_a_failed_try_does_not_use_up_its_key(cast: Cast) -> None:
    sara = Script(cast.sara)
    assert sara("POST", BASE, {"name": ""}, Idempotency_Key="k-2").status_code == 422
    assert sara("POST", BASE, {"name": "Now"}, Idempotency_Key="k-2").status_code == 201


def test_a_change_for_an_older_version_is_refused(cast: Cast) -> None:
    sara = Script(cast.sara)
    made = sara("POST", BASE, {"name": "Canary", "phones": ["09121234567"]})
    path, version = f"{BASE}/{made.json()['id']}", made.headers["ETag"]
    changed = sara("PATCH", path, {"city": "یزد", "next_step": "call", "next_step_on": "1405-10-01"}, If_Match=version)
    assert changed.status_code == 200, changed.content
    assert changed.json()["phones"] == ["+989121234567"]
    assert changed.json()["next_step_on"] == "2026-12-22"
    assert sara("PATCH", path, {"city": "قم"}, If_Match=version).status_code == 412
    assert sara("DELETE", path, If_Match=version).status_code == 412
    assert sara("DELETE", path, If_Match=changed.headers["ETag"]).status_code == 204
    assert sara("GET", path).status_code == 404
    assert sara("POST", f"{path}/restore").json()["city"] == "یزد"


def test_all_ways_to_reach_her_are_sent_read_and_changed(cast: Cast) -> None:
    sara = Script(cast.sara)
    made = sara("POST", BASE, {
        "name": "کافه", "kind": "organisation",
        "contact_points": [
            {"kind": "phone", "value": "۰۲۱ ۸۸۷۷ ۶۶۵۵", "label": "work", "note": "داخلی ۱۲"},
            {"kind": "phone", "value": "09121234567"}, {"kind": "social", "value": "https://t.me/naderi"},
        ],
        "addresses": [{"province": "تهران", "city": "تهران", "street": "جمهوری ۵۲۴", "postal_code": "۱۱۳۴۸۳۴۵۶۷"}],
    })  # fmt: skip
    assert made.status_code == 201, made.content
    told, path = made.json(), f"{BASE}/{made.json()['id']}"
    assert [(one["value"], one["label"], one["network"], one["note"], one["is_primary"]) for one in told["contact_points"]] == [
        ("+982188776655", "work", "", "داخلی ۱۲", True), ("naderi", "", "telegram", "", True), ("+989121234567", "mobile", "", "", False),
    ]  # fmt: skip
    assert told["addresses"] == [
        {"label": "", "province": "IR-23", "city": "تهران", "street": "جمهوری ۵۲۴", "postal_code": "1134834567"}
    ]
    assert told["city"] == "تهران"
    relabelled = [{**one, "label": "home"} for one in told["contact_points"]]
    for one in relabelled:
        del one["is_primary"]
    changed = sara("PATCH", path, {"contact_points": relabelled}).json()
    assert {one["label"] for one in changed["contact_points"]} == {"home"}
    assert changed["version"] == told["version"] + 1
    assert sara("PATCH", path, {"contact_points": relabelled}).json()["version"] == changed["version"]
    assert sara("PATCH", path, {"addresses": []}).json()["addresses"] == []


@pytest.mark.parametrize(("body", "place"), [
    ({"contact_points": [{"kind": "phone", "value": "09121234567"}, {"kind": "email", "value": "x"}]}, "#/contact_points/1/value"),
    ({"contact_points": [{"kind": "fax", "value": "1"}]}, "#/contact_points/0/kind"),
    ({"contact_points": [], "phones": []}, "#/phones"),
    ({"addresses": [{"city": "قم"}, {"postal_code": "12"}]}, "#/addresses/1/postal_code"),
    ({"addresses": [{"province": "آتلانتیس"}]}, "#/addresses/0/province"),
    ({"addresses": [{}]}, "#/addresses/0/street"),
])  # fmt: skip
def test_a_wrong_way_to_reach_her_is_pointed_at(cast: Cast, body: dict[str, Any], place: str) -> None:
    answer = Script(cast.sara)("POST", BASE, {"name": "x"} | body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [place]


def test_in_bulk_each_one_stands_for_itself(cast: Cast) -> None:
    mina = Script(cast.mina)
    answer = mina("POST", f"{BASE}/bulk", {"items": [{"name": "A"}, {"name": ""}, {"name": "C", "external_id": "7"}]})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert [item["status"] for item in told["items"]] == [201, 422, 201]
    assert [told["done"], told["failed"]] == [2, 1]
    ids = [item.get("id") for item in told["items"]]
    changed = mina("PATCH", f"{BASE}/bulk", {"items": [{"id": ids[0], "city": "قم"}, {"id": 99999999, "city": "قم"}]})
    assert [item["status"] for item in changed.json()["items"]] == [200, 404]


def test_a_refusal_writes_nothing(cast: Cast) -> None:
    before = AuditEntry.objects.count()
    assert Script(cast.omid)("POST", BASE, {"name": "Canary"}).status_code == 403
    assert AuditEntry.objects.filter(model="customer").count() == 0
    assert AuditEntry.objects.count() == before + 1  # Omid's token


@pytest.mark.parametrize("body", ["", "[]", "{", '{"name": "a\\u0000b"}', '{"name": "\\ud800"}', '{"name": 7}',
                                  '{"name": "x", "owner_id": 99999999999999999999}', '{"name": "x", "birthday": "0001-01-01"}',
                                  '{"name": "x", "owner_id": 999999}', '{"name": "x", "next_step_on": "2026-01-01T10"}'])  # fmt: skip
def test_nonsense_is_answered_with_a_sentence(cast: Cast, body: str) -> None:
    script = Script(cast.ali)
    answer = script.client.post(ROOT + BASE, body, content_type="application/json")
    assert answer.status_code in {400, 422}, answer.content
    assert answer.json()["detail"]


def test_a_script_filters_by_the_conditions_of_the_page(cast: Cast) -> None:
    sara = Script(cast.sara)
    for name, city in (("کافه یاس", "تهران"), ("کافه نرگس", "قم"), ("هتل سرو", "تهران")):
        sara("POST", BASE, {"kind": "organisation", "name": name, "city": city})
    asked = urlencode([("f", "city:is:تهران|city:is:قم"), ("f", "name:begins:کافه"), ("sort", "name")])
    assert [item["name"] for item in sara("GET", f"{BASE}?{asked}").json()["items"]] == ["کافه نرگس", "کافه یاس"]
    assert sara("GET", f"{BASE}?f=owner:any:me&limit=1").json()["next"]
    assert Script(cast.nima)("GET", f"{BASE}?f=city:is:{quote('تهران')}").json()["items"] == []


@pytest.mark.parametrize("condition", ["shoe_size:above:40", "city:louder:قم", "city:has:" + "a" * 400])
def test_a_condition_that_cannot_be_is_refused_in_a_sentence(cast: Cast, condition: str) -> None:
    answer = Script(cast.sara)("GET", f"{BASE}?f={quote(condition)}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "f"


def test_her_history_says_who_changed_what_without_what_the_reader_does_not_see(cast: Cast) -> None:
    sara = Script(cast.sara)
    made = sara("POST", BASE, {"name": "کافه یاس", "kind": "organisation", "economic_code": "411335678912"}).json()
    path = f"{BASE}/{made['id']}"
    assert sara("PATCH", path, {"city": "قم", "economic_code": "411335678913"}).status_code == 200
    latest, first = sara("GET", f"{path}/history?limit=2").json()["items"]
    assert (latest["user_id"], latest["action"], first["action"]) == (cast.sara.pk, "customer.change", "customer.add")
    changed = {one["field"]: (one["before"], one["after"]) for one in latest["changes"]}
    assert changed == {"city": ("", "قم"), "economic_code": ("411335678912", "411335678913")}
    seen = Script(cast.leila)("GET", f"{path}/history").json()["items"][0]["changes"]
    assert [one["field"] for one in seen] == ["city"], "special fields are not for marketers"
    assert Script(cast.nima)("GET", f"{path}/history").status_code == 404


def test_all_we_know_of_her_is_gathered_and_fetched_by_whom_it_is_for(cast: Cast) -> None:
    made = Script(cast.sara)("POST", BASE, {"name": "Canary"}).json()
    mina, path = Script(cast.mina), f"{BASE}/{made['id']}/personal-data"
    asked = mina("POST", path)
    assert (asked.status_code, asked.json()["state"], asked.json()["file"]) == (202, "waiting", None)
    write_file(asked.json()["id"], {})
    [ready] = mina("GET", path).json()
    assert ready["state"] == "done"
    fetched = mina.client.get(ready["file"])
    assert zipfile.is_zipfile(io.BytesIO(b"".join(fetched.streaming_content)))
    ali = Script(cast.ali)
    assert ali("GET", path).json()[0]["file"] is None
    assert ali.client.get(ready["file"]).status_code == 404
    assert Script(cast.sara)("GET", path).status_code == 403


def test_every_address_of_a_merged_customer_leads_on_and_no_other(cast: Cast) -> None:
    ali = Script(cast.ali)
    keep, lose = (ali("POST", BASE, {"name": name}).json()["id"] for name in ("کافه یاس", "کافه یاس ۲"))
    assert ali("POST", f"{BASE}/{keep}/merge", {"lose_id": lose}).status_code < 300
    for place in ("/customers/{}", "/customers/{}/card", "/customers/{}/history", "/relationships/{}"):
        moved = ali("GET", place.format(lose))
        assert (moved.status_code, moved.headers["Location"]) == (308, ROOT + place.format(keep))
    assert ali("GET", f"/interactions/{lose}").status_code == 404


def test_what_is_wrong_with_a_value_is_said_in_the_callers_language_throughout(cast: Cast) -> None:
    sara = Script(cast.sara, language="fa")
    kind = sara("POST", BASE, {"kind": "robot", "name": "کافه"}).json()["errors"][0]
    assert kind["detail"].endswith("person، organisation.")
    empty = sara("POST", "/jots", {"text": "", "key": ""}).json()["errors"][0]["detail"]
    assert "مورد" not in empty


def test_the_people_of_an_organisation_are_added_corrected_and_removed(cast: Cast) -> None:
    sara = Script(cast.sara)
    cafe = sara("POST", BASE, {"kind": "organisation", "name": "کافه یاس"}).json()["id"]
    maryam = sara("POST", BASE, {"given_name": "مریم", "family_name": "کاظمی"}).json()["id"]
    path = f"{BASE}/{cafe}/people"
    owner = sara("POST", path, {"person_id": maryam, "role": "صاحب کافه", "decides": True}).json()
    barista = sara("POST", path, {"name": "Nader", "phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}).json()
    assert (owner["name"], owner["person_id"], barista["phone"]) == ("مریم کاظمی", maryam, "+989121234567")
    assert [one["id"] for one in sara("GET", path).json()] == [owner["id"], barista["id"]]
    changed = sara("PATCH", f"/people/{barista['id']}", {"role": "باریستا"}).json()
    assert changed == barista | {"role": "باریستا"}
    twice = sara("POST", path, {"person_id": maryam})
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "#/person_id")
    assert sara("POST", path, {"name": "x", "phone": "hello"}).json()["errors"][0]["pointer"] == "#/phone"
    assert Script(cast.reza)("PATCH", f"/people/{barista['id']}", {"role": "x"}).status_code == 403
    assert Script(cast.nima)("GET", path).status_code == 404
    assert sara("DELETE", f"/people/{barista['id']}").status_code == 204
    assert [one["id"] for one in sara("GET", path).json()] == [owner["id"]]


def test_who_answers_for_her_beside_her_owner_is_sent_and_read(cast: Cast) -> None:
    sara = Script(cast.sara)
    made = sara("POST", BASE, {"name": "Canary", "co_owner_ids": [cast.reza.pk]}).json()
    path = f"{BASE}/{made['id']}"
    assert (made["owner_id"], made["co_owner_ids"]) == (cast.sara.pk, [cast.reza.pk])
    assert Script(cast.reza)("PATCH", path, {"city": "قم"}).status_code == 200
    both = sara("PATCH", path, {"owner_id": cast.reza.pk, "co_owner_ids": [cast.sara.pk]}).json()
    assert (both["owner_id"], both["co_owner_ids"]) == (cast.reza.pk, [cast.sara.pk])
    assert sara("PATCH", path, {"co_owner_ids": None}).json()["co_owner_ids"] == []
    wrong = Script(cast.ali)("PATCH", path, {"co_owner_ids": [99_999_999]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/co_owner_ids/0")
