"""What can be done with promises: give, change, settle, tell, take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.interactions.choices import OUTCOMES, PromiseState, ToldHow
from peyvand.interactions.events import PromiseBroken, PromiseMade, PromiseMended, PromiseSettled
from peyvand.interactions.models import Promise
from peyvand.interactions.policies import require_keep
from peyvand.people.models import Affiliation, Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import require_same
from peyvand.platform.workdays import after_working_days

UNCHECKED = ["by", "recorded_by", "settled_by", "interaction", "person"]


@dataclass(frozen=True)
class NewPromise:
    """What is promised and the day it is due. `by_id` None is the actor; `made_at` None is now.

    `person_id` is one of the organisation's people, `interaction_id` the interaction in which the word was given.
    """

    what: str
    due_on: date
    by_id: int | None = None
    person_id: int | None = None
    interaction_id: int | None = None
    made_at: datetime | None = None


def make_promise(*, actor: User, customer_id: int, new: NewPromise) -> Promise:
    """Write down what was promised to a customer. Raises ValidationError by field; a promise is due no earlier than made."""
    require(actor, "promise", "add")
    with transaction.atomic():
        customer = Customer.objects.get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "view")
        promise = Promise(
            customer=customer, what=new.what.strip(), due_on=new.due_on, made_at=new.made_at or timezone.now(),
            by_id=_colleague(new.by_id) or actor.pk, person_id=_person(customer, new.person_id),
            interaction_id=new.interaction_id, recorded_by=actor,
        )  # fmt: skip
        _check(promise)
        promise.save()
        changes = {"customer": customer.pk, "due_on": promise.due_on}
        audit.record(actor=actor, action="promise.add", subject=promise, changes=changes)
        publish(PromiseMade(promise_id=promise.pk, customer_id=customer.pk))
    return promise


def _colleague(user_id: int | None) -> int | None:
    if user_id is not None and not User.objects.active().filter(pk=user_id).exists():
        raise ValidationError({"by": _("This colleague does not work here any more.")})
    return user_id


def _person(customer: Customer, person_id: int | None) -> int | None:
    if person_id is not None and not Affiliation.objects.filter(pk=person_id, organisation=customer).exists():
        raise ValidationError({"person": _("This person does not belong to the organisation.")})
    return person_id


def _check(promise: Promise) -> None:
    """Refuse what cannot be a promise."""
    if not promise.what.strip():
        raise ValidationError({"what": _("Write what was promised.")})
    promise.full_clean(exclude=UNCHECKED, validate_constraints=False)
    if promise.due_on < promise.made_at.astimezone(organisation.zone()).date():
        raise ValidationError({"due_on": _("It would be due before it was given.")})


def _lock(actor: User, promise_id: int, action: str = "change", version: int | None = None) -> Promise:
    promise = Promise.objects.select_for_update(of=("self",)).select_related("customer").get(pk=promise_id)
    require_keep(actor, promise, action)
    require_same(promise, version)
    return promise


def _save(actor: User | None, promise: Promise, action: str, changes: Mapping[str, Any]) -> None:
    promise.version += 1
    promise.save()
    audit.record(actor=actor, action=action, subject=promise, changes=changes)


def change_promise(*, actor: User, promise_id: int, values: Mapping[str, Any], version: int | None = None) -> Promise:
    """Correct what was promised, by whom (`by_id`), for whom (`person_id`) or when it is due.

    Raises Conflict when `version` is not the promise's any more.
    """
    with transaction.atomic():
        promise = _lock(actor, promise_id, version=version)
        changes = audit.apply(promise, values)
        if changes:
            _check(promise)
            _colleague(promise.by_id if "by_id" in changes else None)
            _person(promise.customer, promise.person_id if "person_id" in changes else None)
            _save(actor, promise, "promise.change", changes)
            publish(PromiseMade(promise_id=promise.pk, customer_id=promise.customer_id))
    return promise


def settle_promise(
    *, actor: User, promise_id: int, outcome: str, note: str = "", at: datetime | None = None
) -> Promise:
    """Say what became of a promise: kept, exceeded, broken, or released by the customer herself."""
    if outcome not in OUTCOMES:
        raise ValidationError({"outcome": _("Choose one of the list.")})
    with transaction.atomic():
        promise = _lock(actor, promise_id)
        if not promise.is_open:
            raise ValidationError(_("It is already said what became of this promise."))
        _settle(actor, promise, outcome, note, at)
    return promise


def _settle(actor: User | None, promise: Promise, outcome: str, note: str = "", at: datetime | None = None) -> None:
    promise.state, promise.settled_note, promise.settled_by = outcome, note.strip(), actor
    promise.settled_at = max(at or timezone.now(), promise.made_at)
    _save(actor, promise, "promise.settle", {"state": [PromiseState.OPEN.value, outcome]})
    publish(PromiseSettled(promise_id=promise.pk, customer_id=promise.customer_id, state=outcome))
    if outcome == PromiseState.BROKEN:
        publish(PromiseBroken(promise_id=promise.pk, customer_id=promise.customer_id))


def reopen_promise(*, actor: User, promise_id: int) -> Promise:
    """Take back what was said of a promise: it is open again."""
    with transaction.atomic():
        promise = _lock(actor, promise_id)
        before = promise.state
        if before != PromiseState.OPEN:
            promise.state, promise.settled_at, promise.settled_note, promise.settled_by = (
                PromiseState.OPEN,
                None,
                "",
                None,
            )
            _save(actor, promise, "promise.reopen", {"state": [before, promise.state]})
            publish(PromiseSettled(promise_id=promise.pk, customer_id=promise.customer_id, state=promise.state))
            _mend(promise, before)
    return promise


def _mend(promise: Promise, state: str) -> None:
    if state == PromiseState.BROKEN:
        publish(PromiseMended(promise_id=promise.pk, customer_id=promise.customer_id))


def tell_customer(*, actor: User, promise_id: int, how: str, on: date | None = None) -> Promise:
    """Record that the customer heard how it stands, on a day (None: today) and by which way; "" takes it back."""
    if how not in (*ToldHow.values, ""):
        raise ValidationError({"how": _("Choose one of the list.")})
    with transaction.atomic():
        promise = _lock(actor, promise_id)
        changes = audit.apply(promise, {"told_how": how, "told_on": (on or organisation.today()) if how else None})
        if changes:
            _save(actor, promise, "promise.tell", changes)
    return promise


def remove_promise(*, actor: User, promise_id: int, version: int | None = None) -> Promise:
    """Take away a promise that was written down by mistake; `restore_promise` brings it back.

    Raises Conflict when `version` is not the promise's any more.
    """
    with transaction.atomic():
        promise = _lock(actor, promise_id, "delete", version)
        promise.deleted_at = timezone.now()
        _save(actor, promise, "promise.delete", {})
        publish(PromiseMade(promise_id=promise.pk, customer_id=promise.customer_id))
        _mend(promise, promise.state)
    return promise


def restore_promise(*, actor: User, promise_id: int) -> Promise:
    """Bring a removed promise back."""
    with transaction.atomic():
        promise = _lock(actor, promise_id, "delete")
        promise.deleted_at = None
        _save(actor, promise, "promise.restore", {})
        publish(PromiseMade(promise_id=promise.pk, customer_id=promise.customer_id))
        if promise.state == PromiseState.BROKEN:
            publish(PromiseBroken(promise_id=promise.pk, customer_id=promise.customer_id))
    return promise


def break_overdue(*, day: date) -> int:
    """Call broken what nobody settled so many working days after it was due, if the organisation wants it so.

    Returns how many. The setting `promise_silence` says whether silence breaks a promise or is only asked about.
    """
    if organisation.get("promise_silence") != "break":
        return 0
    before = after_working_days(day, -organisation.get("promise_patience"))
    with transaction.atomic():
        late = list(Promise.objects.open().filter(due_on__lt=before).select_for_update(of=("self",)))
        for promise in late:
            _settle(None, promise, PromiseState.BROKEN)
    return len(late)
