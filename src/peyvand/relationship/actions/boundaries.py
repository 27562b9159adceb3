"""Boundary cases: the customer is not always right, and nobody has to let herself be abused."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.core.text import clean, clean_multiline
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.actions.settings import keep_whether
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.relationship.choices import Boundary, Eyes
from peyvand.relationship.events import BoundaryNoted
from peyvand.relationship.models import BoundaryCase

WAITING = "boundary_cases_waiting"  # whether a case waits for a second colleague: Today asks only then


def note_boundary(*, actor: User, customer_id: int, boundary: str, evidence: str) -> BoundaryCase:
    """Write down which line was crossed and what happened; it waits for a second colleague's word."""
    if boundary not in Boundary.values:
        raise ValidationError({"boundary": _("Choose one of the list.")})
    if not clean(evidence):
        raise ValidationError({"evidence": _("Write what happened.")})
    with transaction.atomic():
        customer = _customer(actor, customer_id)
        case = BoundaryCase.objects.create(
            customer=customer,
            boundary=boundary,
            evidence=clean_multiline(evidence),
            noted_on=organisation.today(),
            noted_by=actor,
        )
        _settle(actor, "boundary.add", case)
    return case


def answer_boundary(*, actor: User, case_id: int, agreed: bool, answer: str = "") -> BoundaryCase:
    """Confirm a case as the second pair of eyes, or set it aside.

    Raises PermissionDenied for who noted it, ValidationError when it is answered already.
    """
    with transaction.atomic():
        require(actor, "boundary", "change")
        seen = BoundaryCase.objects.visible_to(actor).select_related("customer")
        case: BoundaryCase = seen.select_for_update(of=("self",)).get(pk=case_id)
        require_for(actor, case.customer, "change", "boundary")
        if case.noted_by_id == actor.pk:
            raise PermissionDenied(_("The second pair of eyes is somebody else's."))
        if case.state != Eyes.WAITING:
            raise ValidationError(_("This has been answered already."))
        case.state = Eyes.STANDS if agreed else Eyes.SET_ASIDE
        case.second, case.answered_on, case.answer = actor, organisation.today(), clean(answer)[:300]
        case.save(update_fields=["state", "second", "answered_on", "answer"])
        _settle(actor, "boundary.answer", case)
    return case


def _settle(actor: User, action: str, case: BoundaryCase) -> None:
    """Write the act down about the case and not about the customer: her history is read by more than know of it."""
    audit.record(actor=actor, action=action, subject=case)
    note_cases()
    publish(BoundaryNoted(case_id=case.pk, customer_id=case.customer_id))


def note_cases() -> None:
    """Keep among the settings whether a case waits for a second colleague."""
    keep_whether(WAITING, BoundaryCase.objects.filter(state=Eyes.WAITING).exists)


def _customer(actor: User, customer_id: int) -> Customer:
    require(actor, "boundary", "change")
    customer: Customer = Customer.objects.visible_to(actor).get(pk=customer_id)
    require_for(actor, customer, "change", "boundary")
    return customer
