"""What a broken promise does to a relationship: a problem that somebody takes care of."""

from __future__ import annotations

from django.db import transaction

from peyvand.core.events import publish
from peyvand.interactions.choices import PromiseState
from peyvand.interactions.models import Promise
from peyvand.platform import audit, organisation
from peyvand.relationship.actions.care import decide_one
from peyvand.relationship.choices import ProblemKind
from peyvand.relationship.engine import hold
from peyvand.relationship.events import ProblemClosed, ProblemOpened
from peyvand.relationship.models import Problem


def _held(promise_id: int) -> Promise | None:
    """Return a promise once the engine waits for us with her relationship; None when it is gone."""
    customer_id = Promise.objects.filter(pk=promise_id).values_list("customer_id", flat=True).first()
    if customer_id is None:
        return None
    hold([customer_id])
    return Promise.objects.select_related("customer", "settled_by", "by").filter(pk=promise_id).first()


def open_for_broken_promise(*, promise_id: int) -> Problem | None:
    """Open one problem for a promise that is broken: from now on the relationship is in intensive care.

    The break itself is the reason, so nobody's right is asked; None when it is not broken or has its problem already.
    """
    with transaction.atomic():
        promise = _held(promise_id)
        if promise is None or promise.deleted_at is not None or promise.customer.deleted_at is not None:
            return None
        if promise.state != PromiseState.BROKEN or promise.settled_at is None:
            return None
        if Problem.objects.filter(promise=promise).exists():
            return None
        problem = Problem.objects.create(
            customer=promise.customer, kind=ProblemKind.PROMISE, summary=promise.what, promise=promise,
            owner_id=promise.customer.owner_id or promise.by_id, opened_by=promise.settled_by,
            opened_on=promise.settled_at.astimezone(organisation.zone()).date(),
        )  # fmt: skip
        changes = {"problem": problem.pk, "promise": promise.pk}
        audit.record(actor=promise.settled_by, action="problem.open", subject=promise.customer, changes=changes)
        decide_one(promise.customer_id)
        publish(ProblemOpened(problem_id=problem.pk, customer_id=promise.customer_id))
    return problem


def withdraw_for_mended_promise(*, promise_id: int) -> bool:
    """Take back the open problem of a promise that is not broken after all; return whether there was one."""
    with transaction.atomic():
        promise = _held(promise_id)
        still = promise is not None and promise.state == PromiseState.BROKEN and promise.deleted_at is None
        known = Problem.objects.select_related("customer", "opened_by")
        problem = known.filter(promise=promise_id, closed_on=None).first()
        if problem is None or still:
            return False
        customer, pk, actor = problem.customer, problem.pk, problem.opened_by
        problem.delete()
        changes = {"problem": pk, "promise": promise_id}
        audit.record(actor=actor, action="problem.withdraw", subject=customer, changes=changes)
        decide_one(customer.pk)
        publish(ProblemClosed(problem_id=pk, customer_id=customer.pk, confirmed=False))
    return True
