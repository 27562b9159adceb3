"""How soon customers were answered for the first time, measured by what their group's treatment says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from peyvand.core.jalali import Period
from peyvand.core.keyset import BadCursor, Page, decode, page_of
from peyvand.core.sql import fetch_sql
from peyvand.interactions.models import Interaction
from peyvand.people.models import Group
from peyvand.people.policies import require_groups, seen_ids
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.workdays import LONGEST_WAIT, worked_spans

ANSWERS = Path(__file__).parent / "sql" / "answers.sql"
LOOKED_BACK = timedelta(days=90)
USUAL = timedelta(days=30)
NEWEST = ("occurred_at", "id")
LARGEST = 2**63


@dataclass(frozen=True)
class Wanted:
    """Which waits: those that began on the days [start, stop); of the late ones those of a group, behind a cursor."""

    start: date
    stop: date
    group: int | None = None
    cursor: str = ""
    limit: int = 50


@dataclass(frozen=True)
class Answered:
    """How customers of one group were answered who are promised an answer within so many working `hours`.

    `late` counts those who still wait for longer than that, too; `waiting` those whose time is not over yet.
    """

    group: Group
    hours: int
    kept: int
    late: int
    waiting: int

    @property
    def asked(self) -> int:
        """Return how often somebody asked for an answer."""
        return self.kept + self.late + self.waiting

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred answers came in time, None while none was due."""
        due = self.kept + self.late
        return 100 * self.kept // due if due else None


@dataclass(frozen=True)
class LateWait:
    """What a customer said first, or first after our last word, and got no answer to within the promised `hours` of work.

    `seconds` of work passed until `answered_at`, or until now (None).
    """

    id: int
    interaction: Interaction
    group_id: int
    hours: int
    occurred_at: datetime
    answered_at: datetime | None
    seconds: float


def days_of(period: Period | None) -> tuple[date, date]:
    """Return the first day of the period that is asked about, and the day after its last; by default thirty days."""
    today = organisation.today()
    return (period.start, period.stop) if period else (today - USUAL, today + timedelta(days=1))


def answered(user: User, wanted: Wanted) -> tuple[list[Answered], Page[LateWait]]:
    """Return how the waits ended of the customers whom `user` may see, group by group, and a page of the late ones,
    the newest first. Raises BadCursor for a cursor that is not ours, PermissionDenied for who may not see this."""
    require(user, "interaction", "view")
    require_groups(user)
    rows = fetch_sql(ANSWERS, _params(wanted, seen_ids(user)))
    tallies = _gathered(user, json.loads(rows[0]["tallies"]))
    found = [row for row in rows if row["id"] is not None]
    return tallies, _page(user, found, wanted.limit)


def _params(wanted: Wanted, seen: Sequence[int] | None) -> dict[str, Any]:
    zone, now = organisation.zone(), organisation.now()
    after_at, after_id = _after(wanted.cursor)
    until = min(wanted.stop + timedelta(days=LONGEST_WAIT), now.astimezone(zone).date())
    opens, lasts, worked = _stretches(wanted.start, until)
    return {
        "first": datetime.combine(wanted.start, time(), zone), "last": datetime.combine(wanted.stop, time(), zone),
        "now": now, "looked_back": LOOKED_BACK, "seen": seen, "group": wanted.group, "most": wanted.limit + 1,
        "after_at": after_at, "after_id": after_id, "opens": opens, "lasts": lasts, "worked": worked,
    }  # fmt: skip


def _after(cursor: str) -> tuple[datetime | None, int | None]:
    if not cursor:
        return None, None
    at, pk = decode(cursor, len(NEWEST))
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        raise BadCursor from None
    if not (isinstance(pk, int) and 0 < pk < LARGEST and moment.tzinfo):
        raise BadCursor
    return moment, pk


def _stretches(first: date, last: date) -> tuple[list[float], list[float], list[float]]:
    """Return of each stretch of work when it opens, how long it lasts, and how much was worked before, in seconds."""
    opens, lasts, worked, before = [], [], [], 0.0
    for begin, end in worked_spans(first, last):
        opens.append(begin.timestamp())
        lasts.append((end - begin).total_seconds())
        worked.append(before)
        before += lasts[-1]
    return opens, lasts, worked


def _gathered(user: User, counted: Sequence[tuple[int, int, int, int, int]]) -> list[Answered]:
    ends = {group: counts for group, *counts in counted}
    return [Answered(group, *ends[group.pk]) for group in Group.objects.visible_to(user) if group.pk in ends]


def _page(user: User, rows: Sequence[dict[str, Any]], limit: int) -> Page[LateWait]:
    spoken = Interaction.objects.visible_to(user).select_related("customer").in_bulk([row["id"] for row in rows])
    names = ("id", "group_id", "hours", "occurred_at", "answered_at", "seconds")
    waits = [
        LateWait(interaction=spoken[row["id"]], **{name: row[name] for name in names})
        for row in rows
        if row["id"] in spoken
    ]
    return page_of(waits, NEWEST, limit)
