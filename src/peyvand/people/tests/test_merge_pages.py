"""Merging through the pages and the API: found, looked at, decided, undone; old addresses lead on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.exact import begin_exact_run, work_on_exact_run
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.merging import Union, merge
from peyvand.people.imports.matching import Who, gather
from peyvand.people.models import Customer, DuplicatePair, Merge
from peyvand.people.tests.making import browser, person
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SARAS = "09121112233"


@pytest.fixture
def two(cast: Cast) -> tuple[Customer, Customer]:
    """Two records of one man, found alike."""
    both = person(cast.sara, phone=SARAS, external_id="A-1"), person(cast.nima, phone=SARAS, external_id="B-2")
    find_duplicates()
    return both


def machine(user: User) -> Client:
    return Client(headers={"Authorization": f"Bearer {create_token(actor=user, owner=user, name='x')[1]}"})


def send(client: Client, path: str, body: Any) -> Any:
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_mina_looks_chooses_merges_and_undoes(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mina = browser(cast.mina)
    page = mina.get(reverse("people:duplicates")).content.decode()
    assert page.count(two[0].name) >= 2
    place = mina.get(reverse("people:duplicate_merge", args=[DuplicatePair.objects.get().pk])).headers["Location"]
    assert place == reverse("people:merge", args=[two[0].pk, two[1].pk])
    assert 'name="pick-external_id"' in mina.get(place).content.decode()
    answer = mina.post(place, {"pick-external_id": "lose", "pick-owner": "keep"})
    assert (answer.status_code, Customer.objects.get(pk=two[0].pk).external_id) == (303, "B-2")
    old = mina.get(reverse("people:customer", args=[two[1].pk]))
    assert (old.status_code, old.headers["Location"]) == (308, reverse("people:customer", args=[two[0].pk]))
    assert old.headers["Cache-Control"] == "no-store"
    undo = reverse("people:merge_undo", args=[Merge.objects.get().pk])
    assert mina.post(undo).status_code == 303
    assert Customer.objects.filter(deleted_at=None).count() == 2


def test_what_changed_since_is_said_before_it_is_undone(cast: Cast, two: tuple[Customer, Customer]) -> None:
    update_customer(actor=cast.nima, customer_id=two[1].pk, profile={"city": "یزد"})
    done = merge(actor=cast.mina, union=Union(two[0].pk, two[1].pk))
    update_customer(actor=cast.mina, customer_id=two[0].pk, profile={"city": "ری"})
    mina, undo = browser(cast.mina), reverse("people:merge_undo", args=[done.pk])
    assert mina.post(undo).headers["Location"] == undo
    assert "شهر" in mina.get(undo).content.decode()
    assert Merge.objects.standing().exists()
    assert mina.post(undo, {"seen": "1"}).status_code == 303
    assert not Merge.objects.standing().exists()


def test_two_people_at_one_pair(cast: Cast, two: tuple[Customer, Customer]) -> None:
    place = reverse("people:merge", args=[two[0].pk, two[1].pk])
    old = {f"version-{customer.pk}": str(customer.version) for customer in two}
    update_customer(actor=cast.sara, customer_id=two[0].pk, profile={"city": "ری"})
    assert browser(cast.mina).post(place, old).status_code == 409
    assert not Merge.objects.exists()


def test_not_the_same_and_back(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mina, pair = browser(cast.mina, part=True), DuplicatePair.objects.get()
    answer = mina.post(reverse("people:duplicate_dismiss", args=[pair.pk]))
    told = json.loads(answer.headers["HX-Trigger"])["toast"]
    assert DuplicatePair.objects.get().state == "dismissed"
    mina.post(told["undo"])
    assert DuplicatePair.objects.get().state == "open"


def test_all_that_are_sure_at_once(cast: Cast, two: tuple[Customer, Customer]) -> None:
    third = person(cast.reza, phone=SARAS)
    person(cast.reza, "زهرا", phone=SARAS)
    find_duplicates()
    run = begin_exact_run(actor=cast.mina)
    assert run.total == 3
    while run.state != "done":
        run = work_on_exact_run(run.pk)
    assert (run.merged, Customer.objects.filter(deleted_at=None).count()) == (2, 2)
    assert Customer.objects.get(pk=third.pk).merged_into == two[0]


def test_a_machine_finds_merges_and_undoes(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mina = machine(cast.mina)
    pair = mina.get("/api/v1/customers/duplicates").json()["items"][0]
    assert (pair["low_id"], pair["high_id"], pair["surety"]) == (two[0].pk, two[1].pk, "exact")
    assert {reason["code"] for reason in pair["reasons"]} >= {"same_phone", "same_name"}
    wrong = send(mina, f"/customers/{two[0].pk}/merge", {"lose_id": two[1].pk, "choices": {"shoes": "keep"}})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/shoes")
    done = send(mina, f"/customers/{two[0].pk}/merge", {"lose_id": two[1].pk, "choices": {"owner": "lose"}})
    assert done.status_code == 201
    old = mina.get(f"/api/v1/customers/{two[1].pk}")
    assert (old.status_code, old.headers["Location"]) == (308, f"/api/v1/customers/{two[0].pk}")
    assert machine(cast.sara).get(f"/api/v1/customers/{two[1].pk}").status_code == 308
    assert machine(cast.reza).get("/api/v1/customers/999999").status_code == 404
    update_customer(actor=cast.mina, customer_id=two[0].pk, profile={"notes": "تازه"})
    undone = send(mina, f"/merges/{done.json()['id']}/undo", {})
    assert undone.json()["undone_at"]
    assert send(mina, f"/merges/{done.json()['id']}/undo", {}).status_code in {404, 422}


def test_an_import_that_means_a_merged_customer_lands_on_her_keeper(cast: Cast, two: tuple[Customer, Customer]) -> None:
    merge(actor=cast.mina, union=Union(two[0].pk, two[1].pk))
    whos = [Who(external_id="B-2"), Who(external_id="A-1"), Who(phones=("+989121112233",))]
    directory = gather(whos, match_by="auto", run_id=0)
    assert [known.id for who in whos if (known := directory.find(who, "auto"))] == [two[0].pk] * 3
