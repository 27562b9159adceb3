"""Customers pass from one colleague to another: what goes along, who signs, what is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from peyvand.core.manifest import Ask, Portion
from peyvand.people.actions.bulk import marked, undo_bulk
from peyvand.people.actions.care import set_next_step
from peyvand.people.actions.handover import Transfer, carry_out_due, hand_over, hand_over_portfolio, take_back
from peyvand.people.actions.owners import assign_owner, assign_owner_in_bulk
from peyvand.people.actions.signing import introduce, sign
from peyvand.people.arriving import HANDOVERS
from peyvand.people.models import Customer, HandOver
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform import organisation as office
from peyvand.platform.models import AuditEntry, User
from tests.cast import Cast
from tests.script import Script


def to(user: User, **more: Any) -> Transfer:
    return Transfer(user.pk, **more)


def test_an_owner_changes_with_her_next_step_and_a_brief_to_sign(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    set_next_step(actor=cast.sara, customer_id=cafe.pk, what="تماس", on=office.today())
    assign_owner(actor=cast.mina, customer_id=cafe.pk, transfer=to(cast.reza, reason="مرخصی"))
    cafe.refresh_from_db()
    assert (cafe.owner, cafe.next_step, cafe.next_step_by) == (cast.reza, "تماس", cast.reza)
    one = HandOver.objects.get()
    assert (one.giver, one.taker, one.state, one.reason) == (cast.sara, cast.reza, "proposed", "مرخصی")


def test_who_has_nothing_planned_is_to_be_introduced_in_the_takers_language(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    cafe.refresh_from_db()
    assert "معرفی" in cafe.next_step
    assert cafe.next_step_by == cast.reza
    assert cafe.next_step_on is not None


def test_only_the_taker_signs_and_only_after_that_she_is_introduced(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    (one,) = hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    with pytest.raises(PermissionDenied):
        sign(actor=cast.mina, handover_ids=[one.pk])
    with pytest.raises(ValidationError):
        introduce(actor=cast.reza, handover_id=one.pk)
    assert sign(actor=cast.reza, handover_ids=[one.pk]) == 1
    assert sign(actor=cast.reza, handover_ids=[one.pk]) == 0
    one.refresh_from_db()
    assert (one.state, one.signed_as) == ("accepted", "Reza")
    assert one.signed_at is not None
    introduce(actor=cast.reza, handover_id=one.pk)
    one.refresh_from_db()
    assert (one.state, one.introduced_on) == ("introduced", office.today())
    assert Customer.objects.get(pk=cafe.pk).next_step == ""


def test_today_asks_for_the_signature_and_then_for_the_hello(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    (one,) = hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    ask = Ask(cast.reza, office.today())
    (item,) = HANDOVERS.find(ask, Portion(5)).items
    assert item.customer_id == cafe.pk
    assert reverse("people:brief", args=[cafe.pk]) in item.verbs[0].url
    assert not HANDOVERS.find(Ask(cast.sara, office.today()), Portion(5)).items
    assert not HANDOVERS.find(ask, Portion(5, frozenset([item.key]))).items
    sign(actor=cast.reza, handover_ids=[one.pk])
    assert HANDOVERS.count(ask) == 0  # the hello is the next step now
    set_next_step(actor=cast.reza, customer_id=cafe.pk, what="", on=None)
    assert HandOver.objects.get().state == "introduced"


def test_where_something_else_is_planned_the_hello_stays_on_today(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    set_next_step(actor=cast.sara, customer_id=cafe.pk, what="تماس", on=office.today())
    (one,) = hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    sign(actor=cast.reza, handover_ids=[one.pk])
    ask = Ask(cast.reza, office.today())
    (item,) = HANDOVERS.find(ask, Portion(5)).items
    assert item.verbs[0].method == "post"
    introduce(actor=cast.reza, handover_id=one.pk)
    assert HANDOVERS.count(ask) == 0
    assert Customer.objects.get(pk=cafe.pk).next_step == "تماس"


def test_what_is_planned_waits_for_its_day(cast: Cast) -> None:
    cafe, gone = organisation(cast.sara), person(cast.sara)
    day = office.today() + timedelta(days=3)
    hand_over_portfolio(actor=cast.mina, giver_id=cast.sara.pk, transfer=to(cast.nima, on=day))
    assign_owner(actor=cast.mina, customer_id=gone.pk, transfer=to(cast.reza))
    assert carry_out_due(day=day - timedelta(days=1)) == 0
    assert Customer.objects.get(pk=cafe.pk).owner == cast.sara
    assert carry_out_due(day=day) == 1
    assert carry_out_due(day=day) == 0
    cafe.refresh_from_db()
    assert (cafe.owner, cafe.team) == (cast.nima, cast.south)
    assert Customer.objects.get(pk=gone.pk).owner == cast.reza


def test_a_plan_dies_with_its_taker(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    day = office.today() + timedelta(days=3)
    hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.nima, on=day))
    cast.nima.is_active = False
    cast.nima.save()
    assert carry_out_due(day=day) == 0
    assert HandOver.objects.get().state == "off"


def test_yesterday_is_no_day_to_hand_over(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    with pytest.raises(ValidationError):
        hand_over(
            actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza, on=office.today() - timedelta(days=1))
        )
    assert Customer.objects.get(pk=cafe.pk).owner == cast.sara


def test_taking_back_gives_everything_back_until_it_is_signed(cast: Cast) -> None:
    cafe, other = organisation(cast.sara), person(cast.sara)
    set_next_step(actor=cast.sara, customer_id=cafe.pk, what="تماس", on=office.today())
    made = hand_over(actor=cast.sara, customer_ids=[cafe.pk, other.pk], transfer=to(cast.reza))
    assert len(take_back(actor=cast.sara, handover_ids=[one.pk for one in made])) == 2
    cafe.refresh_from_db()
    other.refresh_from_db()
    assert (cafe.owner, cafe.next_step_by) == (cast.sara, cast.sara)
    assert (other.owner, other.next_step) == (cast.sara, "")
    (again,) = hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    sign(actor=cast.reza, handover_ids=[again.pk])
    assert take_back(actor=cast.sara, handover_ids=[again.pk]) == []
    assert Customer.objects.get(pk=cafe.pk).owner == cast.reza


def test_nobody_hands_over_whom_she_may_not(cast: Cast) -> None:
    cafe = organisation(cast.nima)
    assert hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.sara)) == []
    with pytest.raises(PermissionDenied):
        hand_over(actor=cast.omid, customer_ids=[cafe.pk], transfer=to(cast.sara))
    assert Customer.objects.get(pk=cafe.pk).owner == cast.nima


def test_many_are_handed_over_and_taken_back_at_once(cast: Cast) -> None:
    mine, alone = organisation(cast.sara), person(cast.nima)
    assign_owner(actor=cast.nima, customer_id=alone.pk, transfer=Transfer(None))
    ids = [mine.pk, alone.pk]
    done = marked(lambda: assign_owner_in_bulk(actor=cast.mina, customer_ids=ids, transfer=to(cast.reza)))
    assert done.count == 2
    assert set(Customer.objects.filter(pk__in=ids).values_list("owner", flat=True)) == {cast.reza.pk}
    assert HandOver.objects.filter(state="proposed").count() == 1
    assert undo_bulk(actor=cast.mina, act="owner", done=done) == 2
    assert Customer.objects.get(pk=mine.pk).owner == cast.sara
    assert Customer.objects.get(pk=alone.pk).owner is None


def test_the_brief_is_read_signed_and_printed(cast: Cast) -> None:
    cafe = organisation(cast.sara, city="تهران", notes="صبح‌ها نیست")
    hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza, reason="سفر"))
    visit = browser(cast.reza)
    page = visit.get(reverse("people:brief", args=[cafe.pk])).content.decode()
    assert "صبح‌ها نیست" in page
    assert "سفر" in page
    assert "امضا" in page
    paper = visit.get(reverse("people:brief_paper", args=[cafe.pk]))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    one = HandOver.objects.get()
    visit.post(reverse("people:handover_sign"), {"ids": [one.pk]})
    assert HandOver.objects.get().signed_as == "Reza"
    listed = visit.get(reverse("people:handovers")).content.decode()
    assert "کافه نادری" in listed


def test_a_day_and_a_reason_are_typed_where_the_owner_is_chosen(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    url, day = reverse("people:owners", args=[cafe.pk]), office.today() + timedelta(days=2)
    browser(cast.sara).post(url, {"owner": cast.reza.pk, "on": day.isoformat(), "reason": "مرخصی"})
    one = HandOver.objects.get()
    assert (one.state, one.on, one.reason) == ("planned", day, "مرخصی")
    wrong = browser(cast.sara).post(url, {"owner": cast.reza.pk, "on": "2020-01-01"})
    assert wrong.status_code == 422
    history = browser(cast.sara).get(reverse("people:history", args=[cafe.pk])).content.decode()
    assert "Reza" in history


def test_a_script_that_takes_back_what_is_signed_hears_so(cast: Cast) -> None:
    (one,) = hand_over(actor=cast.sara, customer_ids=[organisation(cast.sara).pk], transfer=to(cast.reza))
    sign(actor=cast.reza, handover_ids=[one.pk])
    refused = Script(cast.sara, language="fa")("POST", f"/handovers/{one.pk}/undo")
    assert (refused.status_code, "امضا" in refused.json()["title"]) == (409, True)


def test_who_gives_a_customer_away_or_plans_goes_on_where_she_came_from(cast: Cast) -> None:
    sara, given = browser(cast.sara), {"owner": cast.nima.pk}
    first, second = (reverse("people:owners", args=[organisation(cast.sara).pk]) for _n in range(2))
    assert sara.post(first, given)["Location"] == reverse("people:customers")  # her page is not Sara's any more
    assert 'name="back" value="/"' in sara.get(second + "?back=/", headers={"X-Panel": "1"}).content.decode()
    assert sara.post(second, {**given, "back": "/"})["Location"] == "/"
    cafe = organisation(cast.sara)
    step, page = (reverse(name, args=[cafe.pk]) for name in ("people:next_step", "people:customer"))
    for back, led in (("/", "/"), ("", page), ("https://elsewhere.example/", page)):
        assert sara.post(step, {"what": "تماس", "on": "2030-01-05", "back": back})["Location"] == led


def test_every_step_is_in_the_audit(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    (one,) = hand_over(actor=cast.sara, customer_ids=[cafe.pk], transfer=to(cast.reza))
    sign(actor=cast.reza, handover_ids=[one.pk])
    introduce(actor=cast.reza, handover_id=one.pk)
    acts = set(AuditEntry.objects.of("customer", cafe.pk).values_list("action", flat=True))
    assert {"customer.assign", "customer.sign_handover", "customer.introduce"} <= acts
