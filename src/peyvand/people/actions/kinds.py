"""A person was recorded as an organisation, or the other way round."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from peyvand.people.actions.customers import lock, save_changes
from peyvand.people.choices import Kind
from peyvand.people.models import Affiliation, Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import User

# What only one kind has; a national number is another one for the other kind.
ONLY = {
    Kind.PERSON: ("title", "given_name", "family_name", "birthday", "national_id"),
    Kind.ORGANISATION: ("legal_name", "registration_number", "national_id"),
}
NULLABLE = {"birthday", "national_id"}


class WouldLose(Exception):
    """What the other kind cannot hold would be lost; `names` are the fields."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def lost_with_kind(customer: Customer) -> list[str]:
    """Return the names of what is known of a customer and has no place in the other kind; `people` are affiliations."""
    names = [name for name in ONLY[Kind(customer.kind)] if getattr(customer, name)]
    kept_in_name = {"given_name", "family_name"}
    lost = [name for name in names if name not in kept_in_name]
    return [*lost, "people"] if _affiliations(customer.pk).exists() else lost


def change_kind(
    *, actor: User, customer_id: int, kind: str, confirmed: bool = False, version: int | None = None
) -> Customer:
    """Make a person an organisation or the other way round; her name stays, the history keeps what is lost.

    Raises WouldLose unless that is `confirmed`, and Conflict when `version` is not hers any more.
    """
    with transaction.atomic():
        customer = lock(customer_id, version)
        require_for(actor, customer, "change")
        if customer.kind == Kind(kind):
            return customer
        lost = lost_with_kind(customer)
        if lost and not confirmed:
            raise WouldLose(lost)
        values: dict[str, Any] = {name: None if name in NULLABLE else "" for name in ONLY[Kind(customer.kind)]}
        if kind == Kind.PERSON:
            values["family_name"] = customer.name[:100]
        changes = audit.apply(customer, values | {"kind": Kind(kind).value})
        require_writing(actor, "customer", changes)
        known = ", ".join(map(str, _affiliations(customer_id)))
        save_changes(actor, customer, changes)
        if known:
            _affiliations(customer_id).delete()
            audit.record(actor=actor, action="customer.people", subject=customer, changes={"people": [known, ""]})
    return customer


def _affiliations(customer_id: int) -> Any:
    return Affiliation.objects.filter(Q(organisation=customer_id) | Q(person=customer_id)).select_related("person")
