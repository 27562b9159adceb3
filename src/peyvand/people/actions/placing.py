"""Letting customers in and out of the groups that have a rule."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from peyvand.core.events import publish
from peyvand.core.manifest import Within
from peyvand.people.events import GroupFilled, MembersChanged
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.people.segments import Segment
from peyvand.platform import organisation
from peyvand.platform.lists.fields import ListError

SECTION = 20_000
FEW = 5_000
logger = logging.getLogger(__name__)


def place(customer_ids: Sequence[int]) -> None:
    """Let these customers in and out of every group with a rule, as they are now. Call it in a transaction."""
    groups = Group.objects.by_rule().order_by("pk").select_for_update(no_key=True)
    for group in groups if customer_ids else ():
        if moved := _place(group, ("in", list(customer_ids))):
            _tell(group, moved)


def fill(group_id: int) -> int:
    """Find all members of a group with a rule, a section of ids after the other; return how many came or went."""
    moved: list[int] = []
    for within in _sections():
        with transaction.atomic():
            group = Group.objects.by_rule().select_for_update(no_key=True).filter(pk=group_id).first()
            if group is None:
                return len(moved)
            moved += _place(group, within)
    with transaction.atomic():
        Group.objects.filter(pk=group_id).update(filled_at=timezone.now())
        if group := Group.objects.filter(pk=group_id).first():
            _tell(group, moved)
    return len(moved)


def fill_all() -> None:
    """Find the members of every group with a rule: what only time changes, and what nobody told."""
    for group_id in Group.objects.by_rule().order_by("pk").values_list("pk", flat=True):
        fill(group_id)


def _sections() -> Iterator[Within]:
    ends = Customer.objects.aggregate(low=Min("pk"), high=Max("pk"))
    for low in range(ends["low"] or 0, (ends["high"] or -1) + 1, SECTION):
        yield "range", (low, low + SECTION - 1)


def _place(group: Group, within: Within) -> list[int]:
    """Let in whom the rule means and out whom it does not; return who came or went. A rule that says nothing moves nobody."""
    try:
        wanted = set(_wanted(Segment.of(group.rule), within))
    except ListError as error:
        logger.warning("The rule of group %s cannot be applied: %s", group.pk, error)
        return []
    present = GroupMember.objects.filter(group=group, customer__deleted_at=None)
    members = set(present.filter(**{f"customer__pk__{within[0]}": within[1]}).values_list("customer_id", flat=True))
    come, gone = sorted(wanted - members), sorted(members - wanted)
    GroupMember.objects.filter(group=group, customer__in=gone).delete()
    today = organisation.today()
    news = [GroupMember(group=group, customer_id=pk, since=today) for pk in come]
    GroupMember.objects.bulk_create(news, ignore_conflicts=True)
    return come + gone


def _wanted(segment: Segment, within: Within) -> Iterator[int]:
    living = Customer.objects.filter(deleted_at=None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
    return segment.customers(living, within).order_by().values_list("pk", flat=True).iterator()


def _tell(group: Group, moved: list[int]) -> None:
    if group.measures and moved:
        publish(MembersChanged(customer_ids=moved) if len(moved) <= FEW else GroupFilled(group_id=group.pk))
