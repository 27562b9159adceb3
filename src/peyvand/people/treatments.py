"""Which treatment holds for whom, and whose does not happen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from django.db.models import Exists, OuterRef, Q

from peyvand.core.manifest import ContactLog, GroupTerm, Measure, Text, offers
from peyvand.core.sql import fetch_planned
from peyvand.people.models import Group, GroupMember, Treatment
from peyvand.people.peace import in_peace
from peyvand.people.rules.treatment import BY_KEY, TERMS, said, value_of
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.workdays import after_working_days

NOBODY = Q(pk__in=[])
ALL = Path(__file__).parent / "sql" / "treatments.sql"


def treatments() -> list[Treatment]:
    """Return all treatments, those of the lowest rank first."""
    kept = Treatment.objects.select_related("group", "owner_role", "approver")
    return list(kept.order_by("group__rank", "group__name"))


def of_customer(customer_id: int) -> list[Treatment]:
    """Return the treatments of the groups that a customer is in, those of the lowest rank first."""
    kept = Treatment.objects.filter(group__memberships__customer=customer_id)
    return list(kept.select_related("group", "owner_role", "approver").order_by("group__rank", "group__name"))


@dataclass(frozen=True)
class Cell:
    """What is said of a group about one term; `url` leads to where another context changes it."""

    key: str
    label: Text
    text: str
    url: str = ""


def matrix(user: User) -> list[tuple[Group, list[Cell]]]:
    """Return how each group is treated as `user` may see it: the terms of ours, then those that higher contexts keep."""
    groups = list(Group.objects.visible_to(user))
    kept = {one.group_id: one for one in treatments()}
    theirs = _offered(user, [group.pk for group in groups])
    return [
        (
            group,
            [Cell(term.key, term.label, said(kept.get(group.pk, Treatment()), term)) for term in TERMS]
            + theirs[group.pk],
        )
        for group in groups
    ]


def _offered(user: User, groups: Sequence[int]) -> dict[int, list[Cell]]:
    """Return the terms that higher contexts keep of each group; of what is not said yet, where one begins."""
    cells: dict[int, list[Cell]] = {pk: [] for pk in groups}
    shown: list[GroupTerm] = [one for one in offers("group_terms") if may(user, *one.need)]
    for term in shown:
        words, begins = term.said(groups), may(user, *term.begin_need)
        for pk, row in cells.items():
            row.append(Cell(term.key, term.label, *words.get(pk, ("", term.begin(pk) if begins else ""))))
    return cells


def governed(key: str) -> list[tuple[Treatment, Q]]:
    """Return each treatment that says something about a term, with the customers for whom it is the one that holds."""
    speaking = [one for one in _all() if value_of(one, BY_KEY[key]) is not None]
    return [
        (one, _members([one]) & ~_members(speaking[:place]) if place else _members([one]))
        for place, one in enumerate(speaking)
    ]


def _all() -> list[Treatment]:
    """Return all treatments as `treatments` does, without what they belong to: pages ask for them all the time."""
    return [Treatment(**row) for row in fetch_planned(ALL, {})]


def _members(kept: Sequence[Treatment]) -> Q:
    groups = [one.group_id for one in kept]
    return Q(Exists(GroupMember.objects.filter(group__in=groups, customer=OuterRef("pk"))))


def contact_overdue(cadences: Sequence[tuple[Treatment, Q]] | None = None) -> Q:
    """Return who has not been in touch with us for longer than her treatment says (`cadences`, when they are known).

    Whoever is left in peace is not among them.
    """
    overdue = NOBODY
    for one, whom in governed("contact_every") if cadences is None else cadences:
        last = after_working_days(organisation.today(), -(one.contact_every or 0))
        before = datetime.combine(last, time(), organisation.zone())
        silent = Q(last_touch_at__lt=before) | Q(last_touch_at=None, created_at__lt=before)
        if one.contact_by:
            silent |= Q(created_at__lt=before) & ~contacted(one.contact_by, before)
        overdue |= whom & silent
    return overdue & ~in_peace() if overdue is not NOBODY else NOBODY


def contacted(way: str, since: datetime) -> Q:
    """Return whom somebody reached in one of these ways (see `ContactWay`) since a moment."""
    found = NOBODY
    logs: list[ContactLog] = offers("contact_logs")
    for log in logs:
        found |= log.contacted(way, since)
    return found


def last_contacts(way: str, ids: Collection[int]) -> dict[int, datetime]:
    """Return when these customers were last reached in one of these ways; who never was is not in it."""
    newest: dict[int, datetime] = {}
    logs: list[ContactLog] = offers("contact_logs")
    for log in logs:
        for pk, at in log.latest(way, ids).items():
            newest[pk] = max(newest.get(pk, at), at)
    return newest


def owner_of_another_role() -> Q:
    """Return who is not answered for by a colleague of the role that her treatment says."""
    wrong = NOBODY
    for one, whom in governed("owner_role"):
        wrong |= whom & ~Q(owner__role=one.owner_role_id)
    return wrong


def measures() -> list[Measure]:
    """Return every context's way to tell that a treatment does not happen."""
    return list(offers("measures"))


def unfollowed(key: str) -> Q:
    """Return the customers of one measure; an empty key means of any."""
    found = NOBODY
    for measure in measures():
        if key in ("", measure.key):
            found |= measure.broken()
    return found
