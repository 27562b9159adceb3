"""Making two customers one, and parting them again exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people import custom
from peyvand.people.actions.customers import named, refresh_reach
from peyvand.people.actions.repointing import move
from peyvand.people.choices import Kind, PairState
from peyvand.people.events import CustomersMerged
from peyvand.people.models import ContactPoint, CoOwner, Customer, DuplicatePair, Merge
from peyvand.people.policies import require_for
from peyvand.people.rules.uniting import UNITS, united
from peyvand.platform import audit
from peyvand.platform.audit import plain
from peyvand.platform.fields.values import columns_of, put, value_of
from peyvand.platform.models import User
from peyvand.platform.versions import require_same

FIELDS = tuple(name for names in UNITS.values() for name in names)
# Worked out by the merge itself: the earlier beginning, the later touch, the text she is found by.
DERIVED = ("created_at", "last_touch_at", "reach")
ADDED = "people.coowner"


@dataclass(frozen=True)
class Union:
    """Who becomes one: `lose` goes into `keep`. `choices` say per unit which side holds ("keep", "lose", notes also
    "both"); what is not said is as proposed. `versions` refuses it when one of the two changed since."""

    keep_id: int
    lose_id: int
    choices: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[int, int] = field(default_factory=dict)


def record_of(customer: Customer) -> dict[str, Any]:
    """Return the fields of a customer that a merge chooses from."""
    return {name: value_of(customer, name) for name in (*FIELDS, *custom.names(customer.kind))}


def merge(*, actor: User, union: Union) -> Merge:
    """Make two customers one in one transaction; `unmerge` parts them again.

    Raises ValidationError for what cannot be one, PermissionDenied without the right to merge and change both,
    Conflict for an old version, Customer.DoesNotExist when one of them is not there any more.
    """
    with transaction.atomic():
        keep, lose = _lock_both(union)
        for customer in (keep, lose):
            require_for(actor, customer, "merge")
            require_for(actor, customer, "change")
        if keep.kind != lose.kind:
            raise ValidationError(_("A person and an organisation cannot be one customer."))
        newer = lose.updated_at > keep.updated_at
        fields = united(record_of(keep), record_of(lose), union.choices, lose_is_newer=newer)
        if keep.kind == Kind.PERSON and "name" in fields:
            fields = named(keep.kind, fields)
        done = Merge.objects.create(keep=keep, lose=lose, actor=actor, at=timezone.now())
        _unite_rows(done, keep, lose, fields)
        _unite_fields(done, keep, lose, fields)
        done.save()
        settle_pair(actor, keep, lose, PairState.MERGED)
        record_deed(actor, "merge", done, list(done.before))
        publish(CustomersMerged(merge_id=done.pk, customer_id=keep.pk, merged_id=lose.pk))
    return done


def _lock_both(union: Union) -> tuple[Customer, Customer]:
    """Lock both, the lower id first, so that two merges never wait for each other."""
    if union.keep_id == union.lose_id:
        raise ValidationError(_("A customer cannot be merged with herself."))
    ids = [union.keep_id, union.lose_id]
    living = Customer.objects.filter(pk__in=ids, deleted_at=None).order_by("pk")
    locked = {customer.pk: customer for customer in living.select_for_update(of=("self",))}
    if len(locked) < 2:
        raise Customer.DoesNotExist
    for customer in locked.values():
        require_same(customer, union.versions.get(customer.pk))
    return locked[union.keep_id], locked[union.lose_id]


def _unite_rows(done: Merge, keep: Customer, lose: Customer, fields: Mapping[str, Any]) -> None:
    """Move what hangs on the one to the other; of a kind of contact one stays the primary, and both owners stay on."""
    firsts = set(keep.contact_points.filter(is_primary=True).values_list("kind", flat=True))
    done.moved, done.rows = move(lose.pk, keep.pk)
    points = ContactPoint.objects.filter(pk__in=done.moved.get("people.contactpoint.customer", ()), kind__in=firsts)
    points.update(is_primary=False)
    owner = fields.get("owner_id", keep.owner_id)
    owners = {pk for pk in (keep.owner_id, lose.owner_id) if pk and pk != owner}
    for other in User.objects.active().filter(pk__in=owners):
        share, added = CoOwner.objects.get_or_create(customer=keep, user=other)
        if added:
            done.moved.setdefault(ADDED, []).append(share.pk)


def _unite_fields(done: Merge, keep: Customer, lose: Customer, fields: dict[str, Any]) -> None:
    done.lost = {"external_id": lose.external_id}
    was = {name: value_of(keep, name) for name in (*fields, *DERIVED)}
    lose.deleted_at, lose.merged_into = done.at, keep
    lose.version += 1
    if "external_id" in fields:  # her number in other systems still leads to her
        Customer.objects.filter(pk=lose.pk).update(external_id=None)
        lose.external_id = keep.external_id
    touches = [at for at in (keep.last_touch_at, lose.last_touch_at) if at]
    fields |= {"created_at": min(keep.created_at, lose.created_at), "last_touch_at": max(touches, default=None)}
    write_fields(keep, fields)
    refresh_reach(keep)
    lose.save(update_fields=["deleted_at", "merged_into", "external_id", "version"])
    done.before = {name: plain(value) for name, value in was.items()}
    done.after = {name: plain(value_of(keep, name)) for name in was}


def write_fields(customer: Customer, fields: Mapping[str, Any]) -> None:
    """Save fields of a customer, one version further."""
    for name, value in fields.items():
        put(customer, name, value)
    customer.version += 1
    customer.save(update_fields=[*columns_of(fields), "version", "updated_at"])


def settle_pair(actor: User, keep: Customer, lose: Customer, state: str) -> None:
    """Remember what somebody decided about two customers, if they were ever found alike."""
    low, high = sorted((keep.pk, lose.pk))
    pair = DuplicatePair.objects.filter(low=low, high=high)
    pair.update(state=state, decided_by=actor, decided_at=timezone.now())


def record_deed(actor: User, deed: str, done: Merge, fields: Iterable[str]) -> None:
    """Write into the audit of both that they became one ("merge") or were parted ("unmerge")."""
    keep, lose = done.keep, done.lose
    told = {name: [done.before[name], done.after[name]] for name in fields if name not in DERIVED}
    back = {name: [after, before] for name, (before, after) in told.items()}
    names = ["", lose.name] if deed == "merge" else [lose.name, ""]
    audit.record(
        actor=actor, action=f"customer.{deed}", subject=keep,
        changes={"merged": names} | (told if deed == "merge" else back),
    )  # fmt: skip
    into = ["", keep.name] if deed == "merge" else [keep.name, ""]
    audit.record(actor=actor, action=f"customer.{deed}", subject=lose, changes={"merged_into": into})


def remember_part(merge_id: int, context: str, part: Mapping[str, Any]) -> None:
    """Keep what a context changed of its own when it heard of a merge, for its undoing."""
    done = Merge.objects.get(pk=merge_id)
    done.parts[context] = dict(part)
    done.save(update_fields=["parts"])


def part_of(merge_id: int, context: str) -> dict[str, Any]:
    """Return what a context kept with `remember_part`."""
    part: dict[str, Any] = Merge.objects.get(pk=merge_id).parts.get(context, {})
    return part
