"""The customer's page: who sees it, what it says, how it is changed in place."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from peyvand.people.actions.affiliations import Somebody, add_affiliation
from peyvand.people.actions.care import set_groups, set_next_step
from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.attention import due
from peyvand.people.models import Affiliation, Customer, Group
from peyvand.people.rules.places import Place
from peyvand.people.tests.making import browser, organisation, person
from peyvand.people.web.around import HOLE
from peyvand.platform.models import AuditEntry
from tests.cast import Cast

BUDGET = json.loads((Path(__file__).parent / "query_counts.json").read_text(encoding="utf-8"))


def url(name: str, customer: Customer, *more: object) -> str:
    return reverse(f"people:{name}", args=[customer.pk, *more])


def test_sara_sees_her_customer_with_names_numbers_and_places(cast: Cast) -> None:
    customer = organisation(cast.sara, city="تهران", industry="کافه")
    update_customer(
        actor=cast.sara,
        customer_id=customer.pk,
        profile={},
        places=[Place("work", "IR-23", "تهران", "جمهوری", "1134834567")],
    )
    page = browser(cast.sara).get(url("customer", customer)).content.decode()
    assert "کافه نادری" in page
    assert "جمهوری" in page
    assert "۱۱۳۴۸۳۴۵۶۷" in page


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_that_no_customer_can_have_is_not_found(cast: Cast, number: int) -> None:
    assert browser(cast.sara).get(reverse("people:customer", args=[number])).status_code == 404


def test_a_stranger_does_not_even_learn_that_the_customer_exists(cast: Cast) -> None:
    customer = person(cast.sara)
    for name in ("customer", "edit", "next_step", "history", "head", "owners", "memberships"):
        assert browser(cast.nima).get(url(name, customer)).status_code == 404


def test_a_colleague_of_the_team_sees_but_may_not_change(cast: Cast) -> None:
    customer = person(cast.sara)
    assert browser(cast.reza).get(url("customer", customer)).status_code == 200
    assert browser(cast.reza).get(url("edit", customer)).status_code == 403
    assert browser(cast.reza).post(url("delete", customer)).status_code == 403
    assert browser(cast.reza).post(url("fact", customer, "city"), {"value": "قم", "version": "1"}).status_code == 403


def test_a_co_owner_changes_as_the_owner_does(cast: Cast) -> None:
    customer = person(cast.sara)
    set_co_owners(actor=cast.sara, customer_id=customer.pk, user_ids=[cast.nima.pk])
    answer = browser(cast.nima, part=True).post(url("fact", customer, "city"), {"value": "شیراز", "version": "1"})
    assert answer.status_code == 200
    customer.refresh_from_db()
    assert customer.city == "شیراز"


def test_what_stands_around_a_customer_is_hers_and_her_readers(cast: Cast) -> None:
    first, second = (person(cast.sara, name) for name in ("Ali", "Reza"))
    for reader, customer, other in ((cast.sara, first, second), (cast.sara, second, first), (cast.omid, first, second)):
        page = browser(reader).get(url("customer", customer)).content.decode()
        assert reverse("interactions:timeline", args=[customer.pk]) in page
        assert reverse("interactions:timeline", args=[other.pk]) not in page
        assert str(HOLE) not in page
        assert (reverse("interactions:log", args=[customer.pk]) in page) == (reader == cast.sara)
    wanted = browser(cast.sara).get(url("customer", first), {"tab": "history"}).content.decode()
    assert 'href="' + url("history", first) + '" aria-controls="panel-history" aria-selected="true"' in wanted
    assert 'aria-selected="true"' in browser(cast.sara).get(url("customer", first), {"tab": "none"}).content.decode()


def test_one_fact_is_changed_where_it_stands_and_the_history_says_so(cast: Cast) -> None:
    customer = person(cast.sara, city="تهران")
    browser(cast.sara, part=True).post(url("fact", customer, "city"), {"value": "كرج", "version": "1"})
    customer.refresh_from_db()
    assert (customer.city, customer.version) == ("کرج", 2)
    page = browser(cast.sara, part=True).get(url("history", customer)).content.decode()
    assert "تهران" in page
    assert "کرج" in page


def test_a_fact_that_is_wrong_keeps_what_was_typed_and_says_why(cast: Cast) -> None:
    customer = person(cast.sara)
    answer = browser(cast.sara, part=True).post(
        url("fact", customer, "national_id"), {"value": "0013542418", "version": "1"}
    )
    assert answer.status_code == 422
    assert "۰۰۱۳۵۴۲۴۱۸" in answer.content.decode() or "0013542418" in answer.content.decode()


def test_a_fact_changed_by_somebody_else_in_the_meantime_is_shown_first(cast: Cast) -> None:
    customer = person(cast.sara, city="تهران")
    update_customer(actor=cast.mina, customer_id=customer.pk, profile={"city": "تبریز"})
    answer = browser(cast.sara, part=True).post(url("fact", customer, "city"), {"value": "قم", "version": "1"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "تبریز" in text
    assert "قم" in text
    assert Customer.objects.get(pk=customer.pk).city == "تبریز"


def test_a_birthday_says_how_many_days_are_left(cast: Cast) -> None:
    born = timezone.localdate() - timedelta(days=365 * 30)
    customer = person(cast.sara, birthday=born)
    page = browser(cast.sara).get(url("customer", customer)).content.decode()
    assert "زادروزش" in page or "birthday" in page


def test_the_next_step_is_planned_done_and_put_back(cast: Cast) -> None:
    customer = person(cast.sara)
    sara = browser(cast.sara, part=True)
    assert sara.post(url("next_step", customer), {"what": "تماس", "on": "فردا"}).status_code == 200
    customer.refresh_from_db()
    assert customer.next_step == "تماس"
    assert customer.next_step_by == cast.sara
    answer = sara.post(url("next_step_done", customer))
    customer.refresh_from_db()
    assert customer.next_step_on is None
    undo = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert sara.post(undo).status_code == 204
    customer.refresh_from_db()
    assert customer.next_step == "تماس"


def test_a_step_without_a_name_is_of_who_answers_and_of_her_team(cast: Cast) -> None:
    today = timezone.localdate()
    nobodys, named = person(cast.sara), person(cast.sara, "مریم")
    step = {"next_step": "زنگ", "next_step_on": today}
    Customer.objects.filter(pk=nobodys.pk).update(**step)  # as an import leaves it
    Customer.objects.filter(pk=named.pk).update(**step, next_step_by=cast.nima)
    for who, scope, theirs in (
        (cast.sara, "mine", {nobodys}),
        (cast.nima, "mine", set()),  # her own right reaches no customer of another team
        (cast.mina, "team", {nobodys}),
        (cast.ali, "mine", set()),
        (cast.ali, "all", {nobodys, named}),
    ):
        assert set(due(who, scope, today)) == theirs, (who.name, scope)


def test_a_next_step_without_a_day_is_not_taken(cast: Cast) -> None:
    customer = person(cast.sara)
    answer = browser(cast.sara, part=True).post(url("next_step", customer), {"what": "تماس", "on": ""})
    assert answer.status_code == 422
    assert "تماس" in answer.content.decode()


def test_a_customer_is_put_away_and_brought_back(cast: Cast) -> None:
    customer = person(cast.sara)
    sara = browser(cast.sara)
    assert sara.post(url("delete", customer)).status_code == 303
    assert sara.get(url("customer", customer)).status_code == 404
    assert "کاظمی" in sara.get(reverse("people:deleted")).content.decode()
    assert "کاظمی" not in browser(cast.nima).get(reverse("people:deleted")).content.decode()
    assert browser(cast.nima).post(url("restore", customer)).status_code == 404
    assert sara.post(url("restore", customer)).status_code == 204
    assert sara.get(url("customer", customer)).status_code == 200


def test_people_of_an_organisation_come_go_and_come_back(cast: Cast) -> None:
    customer, boss = organisation(cast.sara), person(cast.sara)
    sara = browser(cast.sara)
    sara.post(url("affiliation_new", customer), {"person": str(boss.pk), "role": "مدیر", "decides": "on"})
    sara.post(url("affiliation_new", customer), {"name": "خانم رضایی", "phone": "۰۹۱۲ ۲۲۲ ۳۳۴۴"})
    page = sara.get(url("customer", customer)).content.decode()
    assert "خانم رضایی" in page
    assert "+989122223344" in page
    found = Affiliation.objects.get(person=boss)
    sara.post(reverse("people:affiliation_remove", args=[found.pk]))
    assert not Affiliation.objects.filter(person=boss).exists()
    shown = sara.get(url("customer", customer)).content.decode()
    undo = shown.split('data-undo="')[1].split('"')[0]
    assert sara.post(undo).status_code == 204
    assert Affiliation.objects.get(person=boss).decides


def test_nobody_joins_a_strangers_person_to_her_organisation(cast: Cast) -> None:
    customer, strange = organisation(cast.sara), person(cast.nima)
    answer = browser(cast.sara).post(url("affiliation_new", customer), {"person": str(strange.pk)})
    assert answer.status_code == 422
    assert not Affiliation.objects.exists()


def test_the_person_of_a_strange_organisation_does_not_show_it(cast: Cast) -> None:
    boss, strange = person(cast.sara), organisation(cast.nima, "شرکت پنهان")
    Affiliation.objects.create(organisation=strange, person=boss)
    assert "شرکت پنهان" not in browser(cast.sara).get(url("customer", boss)).content.decode()


@pytest.mark.parametrize("part", ["customer", "head", "next_step", "history"])
def test_a_rich_customer_costs_no_more_questions_than_agreed(cast: Cast, part: str) -> None:
    customer = organisation(cast.sara, city="تهران")
    group = Group.objects.create(name="طلایی")
    set_groups(actor=cast.sara, customer_id=customer.pk, group_ids=[group.pk])
    set_co_owners(actor=cast.sara, customer_id=customer.pk, user_ids=[cast.reza.pk, cast.nima.pk])
    set_next_step(actor=cast.sara, customer_id=customer.pk, what="تماس", on=timezone.localdate())
    for number in range(5):
        add_affiliation(actor=cast.sara, organisation_id=customer.pk, somebody=Somebody(name=f"همکار {number}"))
    sara = browser(cast.sara)
    sara.get(url(part, customer))
    with CaptureQueriesContext(connection) as questions:
        assert sara.get(url(part, customer)).status_code == 200
    assert len(questions) <= BUDGET[part]


def test_the_audit_of_a_change_holds_before_and_after(cast: Cast) -> None:
    customer = person(cast.sara, city="تهران")
    update_customer(actor=cast.sara, customer_id=customer.pk, profile={"city": "یزد"})
    entry = AuditEntry.objects.of("customer", customer.pk).first()
    assert entry is not None
    assert entry.changes == {"city": ["تهران", "یزد"]}


@pytest.mark.parametrize(
    "name", ["people:parties", "people:owners", "interactions:consent", "interactions:promise_new", "knowledge:card"]
)
def test_a_part_of_her_page_says_whose_it_is_when_opened_by_itself(cast: Cast, name: str) -> None:
    cafe = organisation(cast.sara)
    back = f'class="back-link" href="/customers/{cafe.pk}/"'
    address = reverse(name, args=[cafe.pk])
    assert back in browser(cast.sara).get(address).content.decode()
    assert back not in browser(cast.sara, part=True).get(address).content.decode()
