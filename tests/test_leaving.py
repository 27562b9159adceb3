"""A seller leaves, and her customers lose nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.interactions.models import Interaction, Promise
from peyvand.people.actions.care import set_next_step
from peyvand.people.actions.handover import Transfer, hand_over, take_back
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.models import Customer, HandOver
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform import organisation as office
from peyvand.platform.actions.leaving import let_go
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.actions.users import change_user
from peyvand.platform.duties import held_by
from peyvand.platform.models import Session, Token, User
from peyvand.relationship.actions.care import NewProblem, open_problem
from peyvand.relationship.models import Problem
from tests.cast import Cast


@pytest.fixture
def busy(cast: Cast) -> Customer:
    """A customer of Sara with a promise, a next step, a note and a problem; and one of Nima whom she has promised something."""
    cafe, other = organisation(cast.sara), person(cast.nima)
    soon = office.today() + timedelta(days=2)
    for customer in (cafe, other):
        Customer.objects.filter(pk=customer.pk).update(team=cast.north)
        make_promise(actor=cast.sara, customer_id=customer.pk, new=NewPromise("آسیاب تازه", soon))
    set_next_step(actor=cast.sara, customer_id=cafe.pk, what="تماس", on=soon)
    log_interaction(actor=cast.sara, customer_id=cafe.pk, new=NewInteraction("note", body="چای دوست دارد"))
    open_problem(actor=cast.sara, customer_id=cafe.pk, new=NewProblem("other", "دیر رسید"))
    set_co_owners(actor=cast.nima, customer_id=other.pk, user_ids=[cast.sara.pk])
    create_token(actor=cast.sara, owner=cast.sara, name="گوشی")
    browser(cast.sara)
    return cafe


def test_nobody_leaves_while_somebody_counts_on_her(cast: Cast, busy: Customer) -> None:
    assert {one.key for one in held_by(cast.sara.pk)} == {
        "customers",
        "next_steps",
        "co_owners",
        "promises",
        "problems",
    }
    with pytest.raises(ValidationError) as refused:
        change_user(actor=cast.ali, user_id=cast.sara.pk, values={"is_active": False})
    assert "۲ قول باز" in refused.value.messages[0]
    page = browser(cast.ali).get(reverse("platform:leaving", args=[cast.sara.pk])).content.decode()
    assert "۲ قول باز" in page
    assert page.index("Reza") < page.index("Nima")  # her own team first
    assert User.objects.get(pk=cast.sara.pk).is_active


def test_everything_finds_somebody_and_the_new_owner_reaches_it(cast: Cast, busy: Customer) -> None:
    url = reverse("platform:leaving", args=[cast.sara.pk])
    answer = browser(cast.ali).post(url, {"heir": cast.reza.pk})
    assert answer.status_code == 302
    assert not User.objects.get(pk=cast.sara.pk).is_active
    assert not Session.objects.filter(user=cast.sara).exists()
    assert not Token.objects.filter(user=cast.sara, revoked_at=None).exists()
    assert held_by(cast.sara.pk) == []
    busy.refresh_from_db()
    assert (busy.owner, busy.next_step, busy.next_step_by) == (cast.reza, "تماس", cast.reza)
    promises = Promise.objects.visible_to(cast.reza).open()
    assert {promise.by for promise in promises} == {cast.reza}
    assert len(promises) == 2
    assert Interaction.objects.visible_to(cast.reza).get(customer=busy).by == cast.sara  # what was said stays hers
    assert Problem.objects.visible_to(cast.reza).open().get().owner == cast.reza
    brief = browser(cast.reza).get(reverse("people:brief", args=[busy.pk])).content.decode()
    for word in ("آسیاب تازه", "تماس", "چای دوست دارد", "دیر رسید"):
        assert word in brief
    assert HandOver.objects.get(customer=busy).state == "proposed"


def test_who_may_not_take_over_is_refused_and_nothing_has_passed(cast: Cast, busy: Customer) -> None:
    for heir in (cast.sara.pk, 999_999):
        with pytest.raises(ValidationError):
            let_go(actor=cast.ali, user_id=cast.sara.pk, heir_id=heir)
    assert Customer.objects.get(pk=busy.pk).owner == cast.sara
    assert Promise.objects.filter(by=cast.sara).count() == 2


def test_taking_a_hand_over_back_gives_promises_and_problems_back_too(cast: Cast, busy: Customer) -> None:
    (one,) = hand_over(actor=cast.mina, customer_ids=[busy.pk], transfer=Transfer(cast.reza.pk))
    assert Promise.objects.get(customer=busy).by == cast.reza
    assert Promise.objects.exclude(customer=busy).get().by == cast.sara  # hangs on another customer
    take_back(actor=cast.mina, handover_ids=[one.pk])
    assert Promise.objects.get(customer=busy).by == cast.sara
    assert Problem.objects.get().owner == cast.sara
