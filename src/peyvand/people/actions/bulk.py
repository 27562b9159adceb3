"""What is done with many customers at once, and how it is taken back.

Every bulk act leaves one audit row per customer; the span of those rows is all that is needed to take it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from peyvand.core.events import publish
from peyvand.people.actions.handover import REVOCABLE, take_back
from peyvand.people.events import CustomersChanged
from peyvand.people.models import Customer, Group, GroupMember, HandOver
from peyvand.platform import audit
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require


@dataclass(frozen=True)
class Done:
    """How many customers an act reached, and the audit rows it wrote: ids in (after, until]."""

    count: int
    after: int
    until: int


def marked(act: Callable[[], int]) -> Done:
    """Run a bulk action and remember which audit rows it wrote."""
    with transaction.atomic():
        after = _last_entry()
        count = act()
        return Done(count, after, _last_entry())


def _last_entry() -> int:
    return int(AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0)


def delete_in_bulk(*, actor: User, customer_ids: Iterable[int]) -> int:
    """Put many customers away; return how many were within the actor's reach."""
    require(actor, "customer", "bulk")
    with transaction.atomic():
        reachable = Customer.objects.visible_to(actor, "delete").filter(pk__in=list(customer_ids))
        rows = list(reachable.select_for_update(of=("self",)).values_list("pk", "name"))
        ids = [pk for pk, _name in rows]
        now = timezone.now()
        Customer.objects.filter(pk__in=ids).update(deleted_at=now, version=F("version") + 1, updated_at=now)
        _record(actor, "customer.delete", rows)
        publish(CustomersChanged(customer_ids=ids))
    return len(ids)


def _record(actor: User, action: str, rows: Iterable[tuple[int, str]]) -> None:
    changed: list[tuple[int, str, dict[str, object]]] = [(pk, name, {}) for pk, name in rows]
    audit.record_many(actor=actor, action=action, model="customer", rows=changed)


def undo_bulk(*, actor: User, act: str, done: Done) -> int:
    """Take one's own bulk act back (a key of UNDO) where nothing happened since; return how many."""
    entries = AuditEntry.objects.filter(actor=actor, model="customer", pk__gt=done.after, pk__lte=done.until)
    with transaction.atomic():
        ids = UNDO[act](actor, list(entries.values_list("object_id", "changes")))
        publish(CustomersChanged(customer_ids=ids))
    return len(ids)


def _give_back(actor: User, rows: list[tuple[int, dict[str, list[int | None]]]]) -> list[int]:
    ids = [pk for pk, _changes in rows]
    made = HandOver.objects.filter(customer__in=ids, by=actor, state__in=REVOCABLE)
    back = [one.customer_id for one in take_back(actor=actor, handover_ids=made.values_list("pk", flat=True))]
    alone = [(pk, changes) for pk, changes in rows if pk not in back]
    return back + _leave_alone_again(actor, alone)


def _leave_alone_again(actor: User, rows: list[tuple[int, dict[str, list[int | None]]]]) -> list[int]:
    """Undo the owner of customers that nobody answered for before, or that nobody was to answer for."""
    moves: dict[tuple[int | None, int | None], list[int]] = {}
    for pk, changes in rows:
        before, after = changes.get("owner_id", [None, None])
        if before is None or after is None:
            moves.setdefault((before, after), []).append(pk)
    teams = dict(User.objects.values_list("pk", "team_id"))
    given: list[int] = []
    for (before, after), ids in moves.items():
        still = Customer.objects.filter(pk__in=ids, owner=after, deleted_at=None)  # the audit row is the right to undo
        back = list(still.select_for_update(of=("self",)).values_list("pk", "name"))
        team = teams.get(before) if before else None
        found = [pk for pk, _name in back]
        Customer.objects.filter(pk__in=found).update(
            owner=before, team=team, version=F("version") + 1, updated_at=timezone.now()
        )
        _record(actor, "customer.assign", back)
        given += found
    return given


def _take_out(actor: User, rows: list[tuple[int, dict[str, list[int | None]]]]) -> list[int]:
    ids: list[int] = []
    for pk, changes in rows:
        group = changes.get("groups", [None, None])[1]
        if GroupMember.objects.filter(customer=pk, group=group).delete()[0]:
            ids.append(pk)
    _record(actor, "customer.change", Customer.objects.filter(pk__in=ids).values_list("pk", "name"))
    return ids


def _bring_back(actor: User, rows: list[tuple[int, dict[str, list[int | None]]]]) -> list[int]:
    gone = Customer.objects.deleted_visible_to(actor).filter(pk__in=[pk for pk, _changes in rows])
    back = list(gone.select_for_update(of=("self",)).values_list("pk", "name"))
    ids = [pk for pk, _name in back]
    Customer.objects.filter(pk__in=ids).update(deleted_at=None, version=F("version") + 1, updated_at=timezone.now())
    _record(actor, "customer.restore", back)
    return ids


def _put_in(actor: User, rows: list[tuple[int, dict[str, list[int | None]]]]) -> list[int]:
    left = {pk: changes.get("groups", [None])[0] or 0 for pk, changes in rows}
    groups = set(Group.objects.by_hand().filter(pk__in=set(left.values())).values_list("pk", flat=True))
    living = Customer.objects.filter(pk__in=[pk for pk, group in left.items() if group in groups], deleted_at=None)
    back = list(living.values_list("pk", "name"))
    GroupMember.objects.bulk_create(
        [GroupMember(customer_id=pk, group_id=left[pk]) for pk, _name in back], ignore_conflicts=True
    )
    _record(actor, "customer.change", back)
    return [pk for pk, _name in back]


UNDO = {"owner": _give_back, "group": _take_out, "ungroup": _put_in, "delete": _bring_back}
