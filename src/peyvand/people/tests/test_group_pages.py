"""Groups on their pages and over HTTP: writing a rule, seeing whom it means, changing one's mind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peyvand.people.actions.placing import fill
from peyvand.people.models import Customer, Group
from peyvand.people.tests.making import browser
from peyvand.platform.actions.tokens import create_token
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CITY = {"0.join": "all", "0.0.field": "city", "0.0.op": "is", "0.0.value": "یزد"}


@pytest.fixture
def group(cast: Cast) -> Group:
    Customer.objects.create(name="کافهٔ باغ", city="یزد", owner=cast.sara, team=cast.north)
    Customer.objects.create(name="کافهٔ ماه", city="قم", owner=cast.nima, team=cast.south)
    return Group.objects.create(name="ویژه", rank=3)


def test_mina_writes_a_rule_line_by_line_and_sees_whom_it_means(cast: Cast, group: Group) -> None:
    mina, place = browser(cast.mina), reverse("people:group_rule", args=[group.pk])
    assert mina.get(place).status_code == 200
    more = mina.post(place, CITY | {"act": "nest:0."}, headers={"HX-Request": "true"}).content.decode()
    assert 'name="0.1.1.field"' in more
    assert 'value="یزد"' in more
    less = mina.post(place, CITY | {"act": "remove:0.0."}, headers={"HX-Request": "true"}).content.decode()
    assert "0.0.field" not in less
    seen = mina.post(reverse("people:rule_preview"), CITY).content.decode()
    assert "۱" in seen
    assert "یزد" in seen
    assert mina.post(place, CITY | {"act": "save"}).status_code == 303
    assert "ذخیره شد" in mina.get(reverse("people:groups")).content.decode()
    fill(group.pk)
    assert list(group.customers.values_list("name", flat=True)) == ["کافهٔ باغ"]
    assert "کافهٔ باغ" in mina.get(reverse("people:stays", args=[group.pk])).content.decode()


def test_amounts_and_days_are_kept_whoever_writes_them(cast: Cast, group: Group) -> None:
    place = reverse("people:group_rule", args=[group.pk])
    rule = {"0.join": "all", "0.0.field": "bought", "0.0.op": "above", "0.0.value": "۵ میلیون", "0.0.period": "30d"}
    rule |= {"0.1.field": "created", "0.1.op": "since", "0.1.value": "۱۴۰۵/۱/۱"}
    browser(cast.mina).post(place, rule | {"act": "save"})
    kept = Group.objects.get(pk=group.pk).rule
    assert kept == {
        "all": [
            {"field": "bought", "op": "above", "values": ["50000000", "30d"]},
            {"field": "created", "op": "since", "values": ["2026-03-21"]},
        ]
    }
    page = browser(cast.mina).get(place).content.decode()
    assert 'value="۵٬۰۰۰٬۰۰۰"' in page
    assert 'value="۱۴۰۵/۰۱/۰۱"' in page


@pytest.mark.parametrize("value", ["", "x" * 400, "0\x00"])
def test_what_cannot_be_compared_is_said_beside_the_rule(cast: Cast, group: Group, value: str) -> None:
    mina = browser(cast.mina)
    typed = CITY | {"0.0.value": value}
    assert mina.post(reverse("people:group_rule", args=[group.pk]), typed | {"act": "save"}).status_code == 422
    assert "data-refused" in mina.post(reverse("people:rule_preview"), typed).content.decode()
    assert Group.objects.get(pk=group.pk).rule is None


def test_taking_customers_out_of_a_group_can_be_undone(cast: Cast, group: Group) -> None:
    garden = Customer.objects.get(city="یزد")
    group.memberships.create(customer=garden)
    mina = browser(cast.mina)
    mina.post(reverse("people:bulk"), {"act": "ungroup", "group": group.pk, "ids": garden.pk})
    assert not group.customers.exists()
    page = mina.get(reverse("people:customers"))
    undo = next(message.extra_tags for message in page.context["messages"]).removeprefix("undo:")
    mina.post(undo)
    assert list(group.customers.all()) == [garden]


def call(user: Any, method: str, path: str, body: Any = None) -> Any:
    _token, secret = create_token(actor=user, owner=user, name="script")
    given = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(Client(headers={"Authorization": f"Bearer {secret}"}), method)(f"/api/v1{path}", **given)


def test_a_rule_travels_as_json(cast: Cast, group: Group) -> None:
    rule = {"none": [{"field": "city", "op": "is", "values": ["یزد"]}]}
    looked = call(cast.mina, "post", "/groups/preview", {"rule": rule}).json()
    assert (looked["count"], looked["exact"]) == (1, True)
    made = call(cast.mina, "post", "/groups", {"name": "دیگران", "rule": rule}).json()
    fill(made["id"])
    moon = Customer.objects.get(city="قم")
    members = call(cast.mina, "get", f"/groups/{made['id']}/members").json()["items"]
    assert [member["customer_id"] for member in members] == [moon.pk]
    assert call(cast.sara, "get", f"/groups/{made['id']}/members").json()["items"] == []
    wrong = call(cast.mina, "patch", f"/groups/{made['id']}", {"rule": {"any": "یزد"}})
    assert wrong.status_code == 422
    dropped = call(cast.mina, "patch", f"/groups/{made['id']}", {"rule": None}).json()
    assert dropped["rule"] is None


def test_who_is_treated_in_no_special_way_is_said_to_be_so(cast: Cast, group: Group) -> None:
    hers = Customer.objects.get(owner=cast.sara)
    page = browser(cast.mina).get(reverse("people:treatment", args=[hers.pk])).content.decode()
    assert "سیاستی برای رفتار با این مشتری نیست" in page
    assert f'href="{reverse("people:treatments")}"' in page
