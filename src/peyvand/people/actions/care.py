"""Who answers for a customer and what comes next with her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import lock
from peyvand.people.events import CustomerChanged, CustomersChanged
from peyvand.people.models import CoOwner, Customer, Group, GroupMember
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require


def _colleague(user_id: int | None) -> User | None:
    if user_id is None:
        return None
    found = User.objects.active().filter(pk=user_id).first()
    if found is None:
        raise ValidationError({"owner": _("This colleague does not work here any more.")})
    return found


def assign_owner(*, actor: User, customer_id: int, owner_id: int | None) -> Customer:
    """Give a customer to a colleague (None: to nobody); her team follows."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _give(actor, customer, owner_id)
    return customer


def set_co_owners(*, actor: User, customer_id: int, user_ids: Iterable[int]) -> Customer:
    """Replace the colleagues who answer for a customer beside her owner."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _share(actor, customer, user_ids)
    return customer


def set_owners(*, actor: User, customer_id: int, owner_id: int | None, co_owner_ids: Iterable[int]) -> Customer:
    """Say who answers for a customer, alone and beside; the right is asked once, so one may step back oneself."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "assign")
        _share(actor, customer, co_owner_ids)
        _give(actor, customer, owner_id)
    return customer


def _give(actor: User, customer: Customer, owner_id: int | None) -> None:
    owner = _colleague(owner_id)
    values = {"owner_id": owner_id, "team_id": owner.team_id if owner else customer.team_id}
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


def assign_owner_in_bulk(*, actor: User, customer_ids: Iterable[int], owner_id: int | None) -> int:
    """Give many customers to one colleague in one statement; return how many were within the actor's reach."""
    require(actor, "customer", "bulk")
    owner = _colleague(owner_id)
    with transaction.atomic():
        reachable = (
            Customer.objects.visible_to(actor, "assign").filter(pk__in=list(customer_ids)).exclude(owner=owner_id)
        )
        rows = list(reachable.select_for_update(of=("self",)).values_list("pk", "owner_id", "name"))
        ids = [pk for pk, _owner, _name in rows]
        Customer.objects.filter(pk__in=ids).update(
            owner=owner,
            team_id=owner.team_id if owner else None,
            version=F("version") + 1,
            updated_at=timezone.now(),
        )
        AuditEntry.objects.bulk_create(
            AuditEntry(
                actor=actor, actor_name=actor.name, action="customer.assign", model="customer", object_id=pk, title=name,
                changes={"owner_id": [before, owner_id]},
            )
            for pk, before, name in rows
        )  # fmt: skip
        publish(CustomersChanged(customer_ids=ids))
    return len(ids)


def set_groups(*, actor: User, customer_id: int, group_ids: Iterable[int]) -> Customer:
    """Replace the groups a customer is in."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_for(actor, customer, "change")
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
        doer = _colleague(by_id) if by_id else actor
        empty = not what.strip()
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
            publish(CustomerChanged(customer_id=customer.pk, fields=sorted(changes)))
    return customer


def touch(*, customer_id: int, at: datetime) -> None:
    """Remember the newest contact with a customer (called by the actions that record contacts)."""
    newer = Customer.objects.filter(pk=customer_id).exclude(last_touch_at__gte=at)
    newer.update(last_touch_at=at)
