"""Decisions about customers who cost more than we gave ourselves for them: keep, renegotiate, or let go respectfully."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.core.text import clean, clean_multiline
from peyvand.interactions.actions.consent import NewConsent, note_consent
from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.interactions.choices import ConsentSource, Purpose
from peyvand.people.choices import Channel
from peyvand.people.models import Customer
from peyvand.people.policies import may_do, require_for
from peyvand.platform import audit, organisation
from peyvand.platform.actions.settings import keep_whether
from peyvand.platform.field_classes import require_writing, writes_field
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.relationship.actions.care import record_farewell
from peyvand.relationship.choices import DecisionKind, ExitStep, Eyes, LeaveReason
from peyvand.relationship.engine import hold
from peyvand.relationship.events import DecisionMade
from peyvand.relationship.models import Decision

DECIDED = "decisions_made"  # whether anything was ever decided: Today asks only then


@dataclass(frozen=True)
class NewDecision:
    """What is decided, why, and the day on which it is looked at again.

    `promised` becomes a promise of ours when it has a day (`due_on`). `second_id` is the colleague who is asked to look
    at it as well. Letting go asks for her, for a letter, for alternatives and for what becomes of data and account.
    """

    kind: str
    reason: str
    review_on: date
    second_id: int | None = None
    promised: str = ""
    due_on: date | None = None
    letter: str = ""
    alternatives: str = ""
    handling: str = ""


def decide_about(*, actor: User, customer_id: int, new: NewDecision) -> Decision:
    """Record a decision; with a second colleague named it waits for her word, and the one before holds until then.

    Raises ValidationError by field for what is missing.
    """
    with transaction.atomic():
        return _record(actor, "decision.add", _lock(actor, customer_id), new)


def review_decision(
    *, actor: User, decision_id: int, reason: str, review_on: date, second_id: int | None = None
) -> Decision:
    """Look again and stay with the decision in force: it is written down anew, with its reason and next day of review.

    A promise that was made and steps that were taken go along, a second colleague's word does not.
    """
    with transaction.atomic():
        known = _held(actor, decision_id)
        if not Decision.objects.in_force().filter(pk=known.pk).exists():
            raise ValidationError(_("Only the decision in force is looked at again."))
        words = (known.letter, known.alternatives, known.handling)
        new = NewDecision(known.kind, reason, review_on, second_id, known.promised, None, *words)
        return _record(
            actor, "decision.review", known.customer, new, promise_id=known.promise_id, steps=dict(known.steps)
        )


def _record(actor: User, action: str, customer: Customer, new: NewDecision, **carried: Any) -> Decision:
    _check(new)
    second = _second(actor, customer, new.second_id)
    decision = Decision.objects.create(
        customer=customer, kind=new.kind, reason=clean_multiline(new.reason), review_on=new.review_on, decided_by=actor,
        decided_on=organisation.today(), state=Eyes.WAITING if second else Eyes.STANDS, watcher=second or actor,
        promised=clean(new.promised), due_on=new.due_on, letter=clean_multiline(new.letter),
        alternatives=clean_multiline(new.alternatives), handling=clean_multiline(new.handling), **carried,
    )  # fmt: skip
    if second is None:
        _take_hold(actor, decision)
    _settle(actor, action, decision)
    return decision


def _check(new: NewDecision) -> None:
    if new.kind not in DecisionKind.values:
        raise ValidationError({"kind": _("Choose one of the list.")})
    if not clean(new.reason):
        raise ValidationError({"reason": _("Say why.")})
    if new.review_on <= organisation.today():
        raise ValidationError({"review_on": _("Choose a day to come.")})
    if new.due_on and not clean(new.promised):
        raise ValidationError({"promised": _("Write what was promised.")})
    if new.due_on and new.due_on < organisation.today():
        raise ValidationError({"due_on": _("It would be due before it was given.")})
    if new.kind == DecisionKind.LET_GO:
        _check_exit(new)


def _check_exit(new: NewDecision) -> None:
    if new.second_id is None:
        raise ValidationError({"second": _("Nobody lets a customer go alone: name a second colleague.")})
    for name in ("letter", "alternatives", "handling"):
        if not clean(getattr(new, name)):
            raise ValidationError({name: _("Letting go respectfully needs this.")})


def _lock(actor: User, customer_id: int) -> Customer:
    """Return the customer, if `actor` may decide about her, while nobody else does."""
    require(actor, "relationship", "change")
    hold([customer_id])
    customer: Customer = Customer.objects.visible_to(actor).get(pk=customer_id)
    require_for(actor, customer, "change", "relationship")
    require_writing(actor, "customer", ["decision"])
    return customer


def _held(actor: User, decision_id: int) -> Decision:
    """Return a decision as it is while nobody else decides about its customer."""
    require(actor, "relationship", "change")
    seen = Decision.objects.visible_to(actor)
    _lock(actor, seen.get(pk=decision_id).customer_id)
    decision: Decision = seen.select_related("customer", "decided_by").get(pk=decision_id)
    return decision


def _second(actor: User, customer: Customer, second_id: int | None) -> User | None:
    if second_id is None:
        return None
    second = User.objects.active().filter(pk=second_id).exclude(pk=actor.pk).first()
    if second is None or not _may_decide(second, customer):
        raise ValidationError({"second": _("Name another colleague who may decide about this customer.")})
    return second


def _may_decide(user: User, customer: Customer) -> bool:
    return may_do(user, customer, "change", "relationship") and writes_field(user, "customer", "decision")


def _take_hold(actor: User, decision: Decision) -> None:
    """Do what a decision that stands means: what it promises is a promise, a letting go her farewell."""
    if decision.due_on is not None:
        by = decision.decided_by
        new = NewPromise(decision.promised, decision.due_on, by.pk if by and by.is_active else None)
        decision.promise = make_promise(actor=actor, customer_id=decision.customer_id, new=new)
        decision.save(update_fields=["promise"])
    if decision.kind == DecisionKind.LET_GO:
        record_farewell(
            actor=actor, customer_id=decision.customer_id, reason=LeaveReason.LET_GO, calm_until=decision.review_on
        )


def _settle(actor: User, action: str, decision: Decision) -> None:
    audit.record(actor=actor, action=action, subject=decision.customer, changes={"decision": decision.pk})
    note_decided()
    publish(DecisionMade(decision_id=decision.pk, customer_id=decision.customer_id))


def note_decided() -> None:
    """Keep among the settings whether anything was ever decided."""
    keep_whether(DECIDED, Decision.objects.exists)


def answer_decision(*, actor: User, decision_id: int, agreed: bool) -> Decision:
    """Say as the second pair of eyes whether a decision stands; from then on its day of review is its maker's.

    Raises PermissionDenied for who decided, ValidationError when it is answered already or has been followed.
    """
    with transaction.atomic():
        decision = _held(actor, decision_id)
        if decision.decided_by_id == actor.pk:
            raise PermissionDenied(_("The second pair of eyes is somebody else's."))
        if decision.state != Eyes.WAITING:
            raise ValidationError(_("This has been answered already."))
        if not Decision.objects.unfollowed().filter(pk=decision.pk).exists():
            raise ValidationError(_("A newer decision has followed this one."))
        decision.state = Eyes.STANDS if agreed else Eyes.SET_ASIDE
        decision.second, decision.answered_on = actor, organisation.today()
        decision.watcher = decision.decided_by if decision.decided_by and decision.decided_by.is_active else actor
        decision.save(update_fields=["state", "second", "answered_on", "watcher"])
        if agreed:
            _take_hold(actor, decision)
        _settle(actor, "decision.answer", decision)
    return decision


def take_exit_step(*, actor: User, decision_id: int, step: str) -> Decision:
    """Tick a step of a respectful exit; "peace" refuses marketing in her name on every channel."""
    if step not in ExitStep.values:
        raise ValidationError(_("Choose one of the list."))
    with transaction.atomic():
        decision = _held(actor, decision_id)
        exits = Decision.objects.in_force().filter(kind=DecisionKind.LET_GO)
        if not exits.filter(pk=decision.pk).exists():
            raise ValidationError(_("These steps belong to a letting go that is in force."))
        if step not in decision.steps:
            decision.steps |= {step: organisation.today().isoformat()}
            decision.save(update_fields=["steps"])
            if step == ExitStep.PEACE:
                _leave_in_peace(actor, decision)
            _settle(actor, "decision.step", decision)
    return decision


def _leave_in_peace(actor: User, decision: Decision) -> None:
    for channel in Channel.values:
        new = NewConsent(channel, Purpose.MARKETING, False, ConsentSource.OTHER, _("We let her go respectfully."))
        note_consent(actor=actor, customer_id=decision.customer_id, new=new)
