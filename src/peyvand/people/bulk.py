"""Many customers at once: adding them, and remembering the newest contact with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import PROFILE, NewCustomer, named, plan
from peyvand.people.events import CustomersChanged
from peyvand.people.models import ContactPoint, Customer
from peyvand.people.rules.naming import reach_text
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require

BATCH = 1000


def create_customers(*, actor: User, news: Sequence[NewCustomer]) -> list[Customer]:
    """Add many customers with their contact points, a statement per table; return them in the given order.

    Raises ValidationError for what cannot be stored; nothing is added then.
    """
    require(actor, "customer", "add")
    require_writing(actor, "customer", {name for new in news for name in new.filled()})
    owners = User.objects.active().in_bulk({new.owner_id for new in news if new.owner_id})
    customers = [_customer(actor, new, owners) for new in news]
    points = [point for customer, new in zip(customers, news, strict=True) for point in _points(customer, new)]
    with transaction.atomic():
        Customer.objects.bulk_create(customers, batch_size=BATCH)
        ContactPoint.objects.bulk_create(points, batch_size=BATCH)
        _date_back(customers, news)
        AuditEntry.objects.bulk_create(
            (_entry(actor, customer, new) for customer, new in zip(customers, news, strict=True)), batch_size=BATCH
        )
        publish(CustomersChanged(customer_ids=[customer.pk for customer in customers]))
    return customers


def _customer(actor: User, new: NewCustomer, owners: Mapping[int, User]) -> Customer:
    if unknown := set(new.profile) - PROFILE:
        raise ValidationError({name: _("Unknown field.") for name in unknown})
    if new.owner_id and new.owner_id not in owners:
        raise ValidationError({"owner": _("This colleague does not work here any more.")})
    owner = owners[new.owner_id] if new.owner_id else None
    customer = Customer(
        kind=new.kind,
        created_by=actor,
        owner=owner,
        team_id=owner.team_id if owner else None,
        is_demo=new.is_demo,
        **named(new.kind, dict(new.profile)),
    )
    plan(customer, new, actor)
    customer.reach = reach_text(
        [(given.kind, given.value) for given in new.contacts], [customer.external_id, customer.national_id]
    )
    customer.clean_fields(exclude=["owner", "team", "made_by_import", "created_by", "next_step_by"])
    return customer


def _points(customer: Customer, new: NewCustomer) -> list[ContactPoint]:
    """Return her contact points; the first of a kind is the primary one."""
    firsts = {given.kind: given for given in reversed(new.contacts)}
    return [
        ContactPoint(customer=customer, is_primary=firsts[given.kind] is given, **vars(given))
        for given in dict.fromkeys(new.contacts)
    ]


def _date_back(customers: Sequence[Customer], news: Sequence[NewCustomer]) -> None:
    late = []
    for customer, new in zip(customers, news, strict=True):
        if new.created_at:
            customer.created_at = new.created_at
            late.append(customer)
    Customer.objects.bulk_update(late, ["created_at"], batch_size=BATCH)


def _entry(actor: User, customer: Customer, new: NewCustomer) -> AuditEntry:
    changes: dict[str, Any] = {"name": customer.name} | dict(new.profile)
    return AuditEntry(
        actor=actor, actor_name=actor.name, action="customer.add", model="customer", object_id=customer.pk,
        title=customer.name[:300], changes=changes,
    )  # fmt: skip


def touch_all(newest: Mapping[int, datetime]) -> None:
    """Remember the newest contact with each customer, where it is newer than what is known."""
    rows = Customer.objects.filter(pk__in=list(newest)).only("pk", "last_touch_at")
    late = [row for row in rows if row.last_touch_at is None or row.last_touch_at < newest[row.pk]]
    for row in late:
        row.last_touch_at = newest[row.pk]
    Customer.objects.bulk_update(late, ["last_touch_at"], batch_size=BATCH)
