"""Views over HTTP: kept by a script, found on the page, and nobody else's to change."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from peyvand.core.manifest import manifests, offers
from peyvand.people.models import Customer
from peyvand.platform.lists.fields import ListSpec
from peyvand.platform.models import SavedView, User
from tests.cast import Cast
from tests.script import ROOT, Script

pytestmark = pytest.mark.django_db
CAFES: dict[str, Any] = {"list_key": "people:customers", "name": "کافه‌های قم", "f": ["city:is:قم", "owner:any:me"]}


def page_of(user: User, address: str) -> str:
    browser = Client()
    browser.force_login(user)
    return browser.get(address).content.decode()


def made_by(script: Script, **about: Any) -> Any:
    answer = script("POST", "/views", CAFES | about)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_mina_keeps_a_view_over_the_api_and_finds_it_on_her_page(cast: Cast) -> None:
    for name, city in (("کافه یاس", "قم"), ("کافه بید", "یزد")):
        Customer.objects.create(kind="organisation", name=name, city=city, owner=cast.mina)
    mina = Script(cast.mina)
    shows = {"sort": "-city,name", "columns": ["city", "owner"], "search": "کافه"}
    answer = mina("POST", "/views", CAFES | shows | {"is_pinned": True}, Idempotency_Key="view-1")
    view = answer.json()
    assert answer.headers["Location"] == f"{ROOT}/views/{view['id']}"
    assert {name: view[name] for name in (*CAFES, *shows)} == CAFES | shows
    assert (view["is_shared"], view["is_pinned"], view["user_id"], view["problem"]) == (
        False,
        True,
        cast.mina.pk,
        None,
    )
    assert mina("POST", "/views", CAFES | shows | {"is_pinned": True}, Idempotency_Key="view-1").json() == view
    kept = f"?{SavedView.objects.get().query}&view={view['id']}"
    assert escape(kept) in page_of(cast.mina, "/customers/")
    found = page_of(cast.mina, f"/customers/{kept}")
    assert "کافه یاس" in found and "کافه بید" not in found


def test_a_view_kept_on_the_page_is_told_in_the_words_that_the_list_takes(cast: Cast) -> None:
    Customer.objects.create(kind="organisation", name="کافه یاس", city="قم", owner=cast.sara)
    Customer.objects.create(kind="organisation", name="کافه بید", city="یزد", owner=cast.sara)
    browser = Client()
    browser.force_login(cast.sara)
    browser.post("/views/save/", {"list": "people:customers", "query": "city=قم&sort=-name", "name": "قم"})
    sara = Script(cast.sara)
    [view] = sara("GET", "/views?mine=true&list_key=people:customers").json()["items"]
    assert (view["f"], view["sort"]) == (["city:has:قم"], "-name")
    found = sara("GET", f"/customers?f={view['f'][0]}&sort={view['sort']}").json()["items"]
    assert [one["name"] for one in found] == ["کافه یاس"]


def test_what_is_not_sent_of_a_view_stays(cast: Cast) -> None:
    mina = Script(cast.mina)
    view = made_by(mina, sort="name", columns=["city"])
    renamed = mina("PATCH", f"/views/{view['id']}", {"name": "قمی‌ها", "is_shared": True}).json()
    assert renamed == view | {"name": "قمی‌ها", "is_shared": True}
    turned = mina("PATCH", f"/views/{view['id']}", {"sort": "-name", "f": []}).json()
    assert turned == renamed | {"sort": "-name", "f": []}
    assert mina("PATCH", f"/views/{view['id']}", {"name": "x"}, If_Match='"1"').status_code == 412
    assert mina("DELETE", f"/views/{view['id']}").status_code == 204
    assert mina("GET", f"/views/{view['id']}").status_code == 404


def test_a_view_is_its_owners_until_she_shares_it_and_hers_to_change_always(cast: Cast) -> None:
    mina, sara = Script(cast.mina), Script(cast.sara)
    view = made_by(mina)
    path = f"/views/{view['id']}"
    for method, body in (("GET", None), ("PATCH", {"name": "مال من"}), ("DELETE", None)):
        assert sara(method, path, body).status_code == 404
    assert mina("PATCH", path, {"is_shared": True}).status_code == 200
    assert sara("GET", path).json()["name"] == CAFES["name"]
    assert [one["id"] for one in sara("GET", "/views?mine=false").json()["items"]] == [view["id"]]
    assert sara("PATCH", path, {"name": "مال من"}).status_code == 403
    assert sara("DELETE", path).status_code == 403
    assert sara("GET", "/views?mine=true").json()["items"] == []


@pytest.mark.parametrize(
    ("wrong", "place", "sentence"),
    [
        ({"f": ["nobodys_field:is:1"]}, "#/f", "nobodys_field"),
        ({"f": ["city:above:1"]}, "#/f", "cannot be compared that way"),
        ({"f": ["city:has:"]}, "#/f", "Say what"),
        ({"f": [f"city:has:{'x' * 290}|city:has:{'y' * 290}"] * 16}, "#/f", "too many filters"),
        ({"sort": "phone"}, "#/sort", "cannot be sorted"),
        ({"columns": ["city", "nonsense"]}, "#/columns", "no column “nonsense”"),
        ({"list_key": "platform:jobs"}, "#/list_key", "people:customers"),
        ({"name": " "}, "#/name", "name"),
        ({"query": "f=city:has:x"}, "#/query", "Unknown field"),
    ],
)
def test_a_view_that_nobody_could_open_is_refused(cast: Cast, wrong: dict[str, Any], place: str, sentence: str) -> None:
    answer = Script(cast.mina)("POST", "/views", CAFES | wrong)
    assert answer.status_code == 422, answer.content
    [error] = answer.json()["errors"]
    assert error["pointer"] == place
    assert sentence in error["detail"]
    assert not SavedView.objects.exists()


def test_two_views_of_one_list_have_two_names(cast: Cast) -> None:
    mina = Script(cast.mina, language="fa")
    made_by(mina)
    refused = mina("POST", "/views", CAFES)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/name")
    assert "«کافه‌های قم»" in refused.json()["detail"]
    assert mina("POST", "/views", CAFES | {"list_key": "sales:orders", "f": []}).status_code == 201


def test_a_shared_view_tells_nobody_by_what_she_may_not_filter(cast: Cast) -> None:
    """Omid sees no national numbers: a view that asks for them cannot be opened by him, and its filter is not told."""
    view = made_by(Script(cast.mina), f=["national_id:has:0499370899"], is_shared=True)
    told = Script(cast.omid)("GET", f"/views/{view['id']}")
    assert (told.json()["name"], told.json()["f"]) == (CAFES["name"], [])
    assert "national_id" in told.json()["problem"]
    assert "0499370899" not in told.content.decode()


def test_a_view_of_a_list_that_is_not_for_her_is_not_there(cast: Cast) -> None:
    case = made_by(Script(cast.mina), list_key="relationship:cases", f=[], is_shared=True)
    leila = Script(cast.leila)
    assert leila("GET", f"/views/{case['id']}").status_code == 404
    assert leila("GET", "/views").json()["items"] == []
    assert leila("POST", "/views", CAFES | {"list_key": "relationship:cases", "f": []}).status_code == 422


def test_a_token_that_only_reads_customers_keeps_no_views(cast: Cast) -> None:
    view = made_by(Script(cast.mina))
    made_by(Script(cast.mina), list_key="sales:orders", f=[])
    narrow = Script(cast.mina, ["customer:view"])
    assert [one["id"] for one in narrow("GET", "/views").json()["items"]] == [view["id"]]
    assert narrow("POST", "/views", CAFES | {"name": "دیگر"}).status_code == 403
    assert narrow("PATCH", f"/views/{view['id']}", {"name": "دیگر"}).status_code == 403
    assert narrow("DELETE", f"/views/{view['id']}").status_code == 403


def test_every_list_that_has_a_page_keeps_views() -> None:
    rooms = [import_module(f"peyvand.{name}.tables") for name in manifests() if name != "platform"]
    lists = {one.url_name for room in rooms for one in vars(room).values() if isinstance(one, ListSpec)}
    assert lists == {spec.url_name for spec in offers("lists")}
