"""What the new owner does: she signs that she has read the brief, and says when the customer knows her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.people.actions.handover import introduction_of
from peyvand.people.choices import HandOverState
from peyvand.people.models import Customer, HandOver
from peyvand.people.policies import may_do
from peyvand.platform import audit, organisation
from peyvand.platform.models import User


def sign(*, actor: User, handover_ids: Iterable[int]) -> int:
    """Sign, in one's own name, the briefs of customers that one has taken over; return how many were still unsigned."""
    with transaction.atomic():
        asked = HandOver.objects.visible_to(actor).filter(pk__in=list(handover_ids))
        found = list(asked.select_related("customer").select_for_update(of=("self",)))
        if any(one.taker_id != actor.pk for one in found):
            raise PermissionDenied(_("Only who takes a customer over signs for it."))
        unsigned = [one for one in found if one.state == HandOverState.PROPOSED]
        for one in unsigned:
            one.state, one.signed_at, one.signed_as = HandOverState.ACCEPTED, timezone.now(), actor.name
        HandOver.objects.bulk_update(unsigned, ["state", "signed_at", "signed_as"])
        _record(actor, "customer.sign_handover", unsigned, {"signed_as": ["", actor.name]})
    return len(unsigned)


def introduce(*, actor: User, handover_id: int) -> HandOver:
    """Say that the customer knows her new person; where that was the next step, it is done.

    Raises ValidationError before the brief is signed.
    """
    with transaction.atomic():
        asked = HandOver.objects.visible_to(actor).filter(pk=handover_id)
        one = asked.select_related("customer", "taker").select_for_update(of=("self",)).get()
        if one.taker_id != actor.pk and not may_do(actor, one.customer, "assign"):
            raise PermissionDenied(_("You can see this customer, but your role does not allow this."))
        if one.state != HandOverState.ACCEPTED:
            raise ValidationError(_("The brief has to be signed first."))
        one.state, one.introduced_on = HandOverState.INTRODUCED, organisation.today()
        one.save(update_fields=["state", "introduced_on"])
        if one.taker is not None and one.customer.next_step == introduction_of(one.taker):
            Customer.objects.filter(pk=one.customer_id).update(next_step="", next_step_on=None, next_step_by=None)
        _record(actor, "customer.introduce", [one], {"introduced_on": ["", str(one.introduced_on)]})
    return one


def introduce_by_step(*, actor: User, customer: Customer, step: str) -> None:
    """Notice that the step which was taken was to say hello (called by the action that takes a step off)."""
    if step == introduction_of(actor):
        known = HandOver.objects.filter(customer=customer, taker=actor, state=HandOverState.ACCEPTED)
        known.update(state=HandOverState.INTRODUCED, introduced_on=organisation.today())


def _record(actor: User, action: str, handovers: Iterable[HandOver], changes: Mapping[str, object]) -> None:
    rows = [(one.customer_id, one.customer.name, changes) for one in handovers]
    audit.record_many(actor=actor, action=action, model="customer", rows=rows)
