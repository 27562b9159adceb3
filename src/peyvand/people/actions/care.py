"""The groups of a customer, and what comes next with her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.actions.handover import colleague
from peyvand.people.actions.signing import introduce_by_step
from peyvand.people.events import CustomerChanged, CustomersChanged
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require


def set_groups(*, actor: User, customer_id: int, group_ids: Iterable[int]) -> Customer:
    """Replace the groups a customer is in."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "change")
        require_writing(actor, "customer", ["groups"])
        before = set(customer.memberships.values_list("group_id", flat=True))
        wanted = _choosable(set(group_ids), before)
        if wanted != before:
            customer.memberships.exclude(group_id__in=wanted).delete()
            GroupMember.objects.bulk_create([GroupMember(customer=customer, group_id=pk) for pk in wanted - before])
            changes = {"groups": [sorted(before), sorted(wanted)]}
            audit.record(actor=actor, action="customer.change", subject=customer, changes=changes)
            publish(CustomerChanged(customer_id=customer.pk, fields=["groups"]))
    return customer


def _choosable(wanted: set[int], before: set[int]) -> set[int]:
    """Return the groups somebody is in afterwards: a group with a rule is neither chosen nor left by hand."""
    by_rule = set(Group.objects.by_rule().values_list("pk", flat=True))
    if wanted & by_rule - before:
        raise ValidationError({"groups": _("The members of this group follow from its rule.")})
    return set(Group.objects.by_hand().filter(pk__in=wanted).values_list("pk", flat=True)) | before & by_rule


def add_to_group_in_bulk(*, actor: User, customer_ids: Iterable[int], group_id: int) -> int:
    """Put many customers into a group; return how many were within the actor's reach and new to it."""
    require(actor, "customer", "bulk")
    require_writing(actor, "customer", ["groups"])
    with transaction.atomic():
        group = _by_hand(group_id)
        reachable = Customer.objects.visible_to(actor, "change").filter(pk__in=list(customer_ids)).exclude(groups=group)
        ids = list(reachable.values_list("pk", flat=True))
        GroupMember.objects.bulk_create([GroupMember(customer_id=pk, group=group) for pk in ids], ignore_conflicts=True)
        _record_groups(actor, ids, [None, group.pk])
        publish(CustomersChanged(customer_ids=ids))
    return len(ids)


def remove_from_group_in_bulk(*, actor: User, customer_ids: Iterable[int], group_id: int) -> int:
    """Take many customers out of a group; return how many were within the actor's reach and in it."""
    require(actor, "customer", "bulk")
    with transaction.atomic():
        group = _by_hand(group_id)
        reachable = Customer.objects.visible_to(actor, "change").filter(pk__in=list(customer_ids), groups=group)
        ids = list(reachable.values_list("pk", flat=True))
        GroupMember.objects.filter(group=group, customer__in=ids).delete()
        _record_groups(actor, ids, [group.pk, None])
        publish(CustomersChanged(customer_ids=ids))
    return len(ids)


def _by_hand(group_id: int) -> Group:
    group = Group.objects.get(pk=group_id)
    if group.rule is not None:
        raise ValidationError({"group": _("The members of this group follow from its rule.")})
    return group


def _record_groups(actor: User, ids: Iterable[int], change: list[int | None]) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=actor, actor_name=actor.name, action="customer.change", model="customer", object_id=pk,
            changes={"groups": change},
        )
        for pk in ids
    )  # fmt: skip


def set_next_step(*, actor: User, customer_id: int, what: str, on: date | None, by_id: int | None = None) -> Customer:
    """Say what comes next, when, and who does it (the actor unless said). An empty `what` clears it."""
    if what.strip() and on is None:
        raise ValidationError({"next_step_on": _("Say when.")})
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "change")
        doer = colleague(by_id) if by_id else actor
        empty, before = not what.strip(), customer.next_step
        changes = audit.apply(
            customer,
            {
                "next_step": what.strip(),
                "next_step_on": None if empty else on,
                "next_step_by_id": None if empty or doer is None else doer.pk,
            },
        )
        if changes:
            customer.version += 1
            customer.save(update_fields=["next_step", "next_step_on", "next_step_by", "version", "updated_at"])
            audit.record(actor=actor, action="customer.next_step", subject=customer, changes=changes)
            if empty:
                introduce_by_step(actor=actor, customer=customer, step=before)
            publish(CustomerChanged(customer_id=customer.pk, fields=sorted(changes)))
    return customer


def touch(*, customer_id: int, at: datetime) -> None:
    """Remember the newest contact with a customer (called by the actions that record contacts)."""
    newer = Customer.objects.filter(pk=customer_id).exclude(last_touch_at__gte=at)
    newer.update(last_touch_at=at)
