"""Saving a whole record at once: the full form of a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from peyvand.people.actions.care import set_groups
from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.handover import Transfer
from peyvand.people.actions.owners import set_owners
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import Contact
from peyvand.people.rules.places import Place
from peyvand.platform.models import User


@dataclass(frozen=True)
class Edit:
    """Everything the full form holds. None leaves that part as it is (the person may not change it)."""

    profile: Mapping[str, Any]
    contacts: Sequence[Contact] | None
    places: Sequence[Place] | None
    group_ids: Sequence[int] | None = None
    owner_id: int | None = None
    co_owner_ids: Sequence[int] | None = None
    assigns: bool = False


def edit_customer(*, actor: User, customer_id: int, edit: Edit, version: int) -> Customer:
    """Save the full form in one transaction. Conflict, ValidationError, PermissionDenied: nothing is saved."""
    with transaction.atomic():
        customer = update_customer(
            actor=actor,
            customer_id=customer_id,
            profile=edit.profile,
            contacts=edit.contacts,
            places=edit.places,
            version=version,
        )
        if edit.group_ids is not None:
            set_groups(actor=actor, customer_id=customer_id, group_ids=edit.group_ids)
        if edit.assigns:
            owner, others = Transfer(edit.owner_id), edit.co_owner_ids or ()
            set_owners(actor=actor, customer_id=customer_id, transfer=owner, co_owner_ids=others)
    return customer
