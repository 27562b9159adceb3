"""Who answers for a customer: the owner, and the colleagues beside her."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.actions.handover import Transfer, colleague, give, starts_later
from peyvand.people.events import CustomerChanged, CustomersChanged
from peyvand.people.models import CoOwner, Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require


def assign_owner(*, actor: User, customer_id: int, transfer: Transfer) -> Customer:
    """Give a customer to a colleague (or to nobody); her team follows. From one colleague to another it is a hand-over."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _give(actor, customer, transfer)
    return customer


def set_co_owners(*, actor: User, customer_id: int, user_ids: Iterable[int]) -> Customer:
    """Replace the colleagues who answer for a customer beside her owner."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _share(actor, customer, user_ids)
    return customer


def set_owners(*, actor: User, customer_id: int, transfer: Transfer, co_owner_ids: Iterable[int]) -> Customer:
    """Say who answers for a customer, alone and beside; the right is asked once, so one may step back oneself."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _share(actor, customer, co_owner_ids)
        _give(actor, customer, transfer)
    return customer


def _give(actor: User, customer: Customer, transfer: Transfer) -> None:
    owner = colleague(transfer.taker_id)
    if owner is not None and owner.pk != customer.owner_id and (customer.owner_id or starts_later(transfer)):
        give(actor, [customer], owner, transfer)
        customer.refresh_from_db()
        return
    values = {"owner_id": transfer.taker_id, "team_id": owner.team_id if owner else customer.team_id}
    changes = audit.apply(customer, values)
    if changes:
        customer.version += 1
        customer.save(update_fields=["owner", "team", "version", "updated_at"])
        audit.record(actor=actor, action="customer.assign", subject=customer, changes=changes)
        publish(CustomerChanged(customer_id=customer.pk, fields=sorted(changes)))


def _share(actor: User, customer: Customer, user_ids: Iterable[int]) -> None:
    wanted = set(User.objects.active().filter(pk__in=list(user_ids)).values_list("pk", flat=True))
    before = set(customer.co_ownerships.values_list("user_id", flat=True))
    if wanted != before:
        customer.co_ownerships.exclude(user_id__in=wanted).delete()
        CoOwner.objects.bulk_create([CoOwner(customer=customer, user_id=pk) for pk in wanted - before])
        changes = {"co_owners": [sorted(before), sorted(wanted)]}
        audit.record(actor=actor, action="customer.assign", subject=customer, changes=changes)
        publish(CustomerChanged(customer_id=customer.pk, fields=["co_owners"]))


def assign_owner_in_bulk(*, actor: User, customer_ids: Iterable[int], transfer: Transfer) -> int:
    """Give many customers to one colleague (or to nobody); return how many were within the actor's reach.

    Those somebody answered for before are handed over; the others simply have an owner now.
    """
    require(actor, "customer", "bulk")
    owner = colleague(transfer.taker_id)
    with transaction.atomic():
        reachable = Customer.objects.visible_to(actor, "assign").filter(pk__in=list(customer_ids))
        found = list(reachable.exclude(owner=transfer.taker_id).order_by("pk").select_for_update(of=("self",)))
        later = owner is not None and starts_later(transfer)
        passing = [one for one in found if owner is not None and (one.owner_id or later)]
        if owner is not None and passing:
            give(actor, passing, owner, transfer)
        _set_owner(actor, [one for one in found if owner is None or not (one.owner_id or later)], owner)
    return len(found)


def _set_owner(actor: User, customers: Sequence[Customer], owner: User | None) -> None:
    ids = [customer.pk for customer in customers]
    Customer.objects.filter(pk__in=ids).update(
        owner=owner, team_id=owner.team_id if owner else None, version=F("version") + 1, updated_at=timezone.now()
    )
    after = owner.pk if owner else None
    rows = [(one.pk, one.name, {"owner_id": [one.owner_id, after]}) for one in customers]
    audit.record_many(actor=actor, action="customer.assign", model="customer", rows=rows)
    publish(CustomersChanged(customer_ids=ids))
