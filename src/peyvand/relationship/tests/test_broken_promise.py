"""A broken promise moves the relationship into intensive care; one that was broken only by mistake does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from peyvand.interactions.actions.promises import NewPromise, make_promise, reopen_promise, settle_promise
from peyvand.interactions.events import PromiseBroken
from peyvand.interactions.models import Promise
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.relationship.actions.promises import open_for_broken_promise, withdraw_for_mended_promise
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Problem, Relationship
from peyvand.relationship.receivers import care_for_broken_promise
from peyvand.relationship.rules.evidence import sentences
from peyvand.relationship.tests.people import customer
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(cast: Cast) -> Promise:
    """A promise of Sara's to her café, which orders every ten days, that she had to call broken."""
    today = organisation.today()
    cafe = customer("کافه نادری", [today - timedelta(days=days) for days in (33, 23, 13, 3)], owner=cast.sara)
    decide(Scope(today))
    made = make_promise(actor=cast.sara, customer_id=cafe.pk, new=NewPromise("آسیاب امانی", today))
    return settle_promise(actor=cast.sara, promise_id=made.pk, outcome="broken")


def stage(who: Customer) -> str:
    return str(Relationship.objects.get(pk=who.pk).stage)


def test_a_broken_promise_brings_the_customer_into_intensive_care_and_says_why(broken: Promise) -> None:
    event = PromiseBroken(promise_id=broken.pk, customer_id=broken.customer_id)
    for _delivery in range(2):
        care_for_broken_promise(event)
    problem = Problem.objects.get(customer=broken.customer)
    assert (problem.kind, problem.summary, problem.owner) == ("promise", "آسیاب امانی", broken.customer.owner)
    assert stage(broken.customer) == "intensive_care"
    evidence = Relationship.objects.get(pk=broken.customer_id).evidence
    assert "قول شکسته" in sentences(evidence, organisation.today())[0].text


def test_what_was_called_broken_by_mistake_leaves_no_problem(cast: Cast, broken: Promise) -> None:
    before = stage(broken.customer)
    open_for_broken_promise(promise_id=broken.pk)
    reopen_promise(actor=cast.sara, promise_id=broken.pk)
    assert withdraw_for_mended_promise(promise_id=broken.pk)
    assert not withdraw_for_mended_promise(promise_id=broken.pk)
    assert not Problem.objects.exists()
    assert stage(broken.customer) == before


def test_a_promise_that_was_opened_again_before_the_message_came_makes_no_problem(cast: Cast, broken: Promise) -> None:
    reopen_promise(actor=cast.sara, promise_id=broken.pk)
    assert open_for_broken_promise(promise_id=broken.pk) is None
