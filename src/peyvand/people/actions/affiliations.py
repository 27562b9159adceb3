"""The people of an organisation: adding, changing, removing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.choices import Kind
from peyvand.people.events import CustomerChanged
from peyvand.people.models import Affiliation, Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import User


@dataclass(frozen=True)
class Somebody:
    """Who she is in the organisation: a customer of ours (`person_id`), or a name with a phone (E.164)."""

    person_id: int | None = None
    name: str = ""
    role: str = ""
    decides: bool = False
    phone: str = ""
    email: str = ""


def add_affiliation(*, actor: User, organisation_id: int, somebody: Somebody) -> Affiliation:
    """Add somebody to an organisation. Raises ValidationError for nobody, a stranger or the same person twice."""
    with transaction.atomic():
        organisation = lock(organisation_id)
        require_for(actor, organisation, "change")
        if organisation.kind != Kind.ORGANISATION:
            raise ValidationError(_("Only an organisation has people."))
        require_writing(actor, "customer", [name for name in ("phone", "email") if getattr(somebody, name)])
        affiliation = Affiliation(organisation=organisation, **vars(_checked(actor, organisation, somebody)))
        _save(affiliation)
        audit.record(
            actor=actor,
            action="customer.people",
            subject=organisation,
            changes={"people": ["", str(affiliation)]},
        )
        publish(CustomerChanged(customer_id=organisation.pk, fields=["people"]))
    return affiliation


def change_affiliation(*, actor: User, affiliation_id: int, somebody: Somebody) -> Affiliation:
    """Correct who somebody is in an organisation; whom it is about stays when she is a customer of her own."""
    with transaction.atomic():
        affiliation = Affiliation.objects.select_for_update(of=("self",)).get(pk=affiliation_id)
        organisation = lock(affiliation.organisation_id)
        require_for(actor, organisation, "change")
        wanted = _checked(actor, organisation, replace(somebody, person_id=affiliation.person_id))
        changes = audit.apply(affiliation, vars(wanted))
        require_writing(actor, "customer", {"phone", "email"} & set(changes))
        if changes:
            _save(affiliation)
            audit.record(actor=actor, action="customer.people", subject=organisation, changes=changes)
            publish(CustomerChanged(customer_id=organisation.pk, fields=["people"]))
    return affiliation


def remove_affiliation(*, actor: User, affiliation_id: int) -> tuple[Customer, Somebody]:
    """Take somebody off an organisation; return the organisation and what `add_affiliation` needs to undo it."""
    with transaction.atomic():
        affiliation = Affiliation.objects.select_related("person").get(pk=affiliation_id)
        organisation = lock(affiliation.organisation_id)
        require_for(actor, organisation, "change")
        was = Somebody(
            person_id=affiliation.person_id,
            name=affiliation.name,
            role=affiliation.role,
            decides=affiliation.decides,
            phone=affiliation.phone,
            email=affiliation.email,
        )
        audit.record(
            actor=actor,
            action="customer.people",
            subject=organisation,
            changes={"people": [str(affiliation), ""]},
        )
        affiliation.delete()
        publish(CustomerChanged(customer_id=organisation.pk, fields=["people"]))
    return organisation, was


def _checked(actor: User, organisation: Customer, somebody: Somebody) -> Somebody:
    if somebody.person_id is not None:
        persons = Customer.objects.visible_to(actor).filter(kind=Kind.PERSON)
        if somebody.person_id == organisation.pk or not persons.filter(pk=somebody.person_id).exists():
            raise ValidationError({"person_id": _("This person was not found among your customers.")})
    elif not somebody.name.strip():
        raise ValidationError({"name": _("Write a name.")})
    return somebody


def _save(affiliation: Affiliation) -> None:
    affiliation.full_clean(exclude=["organisation", "person"], validate_constraints=False)
    try:
        with transaction.atomic():
            affiliation.save()
    except IntegrityError:
        raise ValidationError({"person_id": _("This person is already in the organisation.")}) from None
