"""A customer's timeline: the dated facts of every context, woven into one line, the newest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from peyvand.core.addresses import address
from peyvand.core.jalali import Period, format_date
from peyvand.core.manifest import TimelineEntry, TimelineSource, offers
from peyvand.interactions.choices import PROMISE_ICONS, InteractionKind, PromiseState
from peyvand.interactions.models import Interaction, Promise
from peyvand.platform.models import User
from peyvand.platform.questions import Question

ICONS = {
    "note": "sticky-note",
    "call": "phone",
    "meeting": "users-round",
    "visit": "map-pin",
    "mail": "mail",
    "message": "message-circle",
}
PAGE = 30
# Facts of the same moment are never parted by a page: this many more are read from each source to find them.
SPARE = 20
MOST_PROMISES = 1000  # of one customer; each gives up to two lines


@dataclass(frozen=True)
class Window:
    """What part of the timeline is asked for: `kind` "" is everything, `before` is exclusive."""

    kind: str = ""
    before: datetime | None = None
    period: Period | None = None
    size: int = PAGE


@dataclass(frozen=True)
class Day:
    """The entries of one day of the reader."""

    day: date
    entries: Sequence[TimelineEntry]


@dataclass(frozen=True)
class Stretch:
    """One page of the timeline; `older` is the moment before which the next one begins, None at the end."""

    days: Sequence[Day]
    older: datetime | None


def read_interactions(user: User, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's interactions as timeline entries, the newest first, strictly before a moment."""
    return _interactions(user, customer_id, Window(before=before), limit)


def _interactions(user: User, customer_id: int, window: Window, limit: int) -> list[TimelineEntry]:
    kind = window.kind if window.kind in InteractionKind.values else None
    asked = {"customer": customer_id, "before": window.before, "kind": kind}
    return [_entry(row) for row in PASSED.ask(user, asked, most=limit)]


def _passed(reader: Any, customer: Any, before: Any, kind: Any, most: int) -> QuerySet[Any]:
    rows = Interaction.objects.visible_to(reader).of(customer)
    if before is not None:
        rows = rows.filter(occurred_at__lt=before)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows[:most]


PASSED = Question(_passed, ("pk", "kind", "direction", "reached", "occurred_at", "subject", "body", "by__name"))


def _entry(row: Any) -> TimelineEntry:
    """Return a row of PASSED as a line of the timeline."""
    icon = ICONS[row.kind]
    if row.kind == InteractionKind.CALL:
        icon = "phone-missed" if not row.reached else "phone-incoming" if row.direction == "in" else "phone-outgoing"
    return TimelineEntry(
        kind=row.kind,
        id=row.pk,
        at=row.occurred_at,
        title=row.subject,
        icon=icon,
        body=row.body,
        by=row.by__name or "",
        url=address("interactions:interaction", row.pk),
        direction=row.direction if row.reached else "missed",
    )


def read_promises(user: User, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return when promises were given and when they were settled, the newest first, strictly before a moment."""
    newest = PROMISED.ask(user, {"customer": customer_id, "before": before})
    entries = [entry for row in newest for entry in _promise_entries(row) if before is None or entry.at < before]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


def _promised(reader: Any, customer: Any, before: Any) -> QuerySet[Any]:
    rows = Promise.objects.visible_to(reader).filter(customer=customer)
    if before is not None:
        rows = rows.filter(made_at__lt=before)
    return rows.order_by(Coalesce("settled_at", "made_at").desc())[:MOST_PROMISES]


PROMISED = Question(
    _promised,
    ("pk", "what", "due_on", "state", "made_at", "settled_at", "settled_note", "by__name", "settled_by__name"),
)


def _promise_entries(row: Any) -> list[TimelineEntry]:
    settled = [] if row.settled_at is None else [_promise_entry(row, PromiseState(row.state), row.settled_at)]
    return [_promise_entry(row, PromiseState.OPEN, row.made_at), *settled]


def _promise_entry(row: Any, state: PromiseState, at: datetime) -> TimelineEntry:
    given = state == PromiseState.OPEN
    due = format_date(row.due_on, style="day")
    words = _("Promised by %(due)s: %(what)s") if given else _("Promise %(state)s: %(what)s")
    return TimelineEntry(
        kind="promise",
        id=row.pk,
        at=at,
        title=words % {"due": due, "state": state.label, "what": row.what},
        icon=PROMISE_ICONS[state],
        body="" if given else row.settled_note,
        by=(row.by__name if given else row.settled_by__name) or "",
        url=address("interactions:promise", row.pk),
    )


def weave(user: User, customer_id: int, window: Window, zone: ZoneInfo) -> Stretch:
    """Return one page of the timeline from every source that the window lets through."""
    before = _earliest(window, zone)
    start = datetime.combine(window.period.start, time(), zone) if window.period else None
    limit = window.size + SPARE
    lines: list[Iterable[TimelineEntry]]
    if window.kind in InteractionKind.values:
        lines = [_interactions(user, customer_id, Window(window.kind, before), limit)]
    else:
        sources: list[TimelineSource] = offers("timeline")
        asked = [source for source in sources if not window.kind or source.kind == window.kind]
        lines = [source.read(user, customer_id, before, limit) for source in asked]
    merged = list(heapq.merge(*lines, key=lambda entry: entry.at, reverse=True))
    if start is not None:
        merged = [entry for entry in merged if entry.at >= start]
    page = merged[: window.size]
    page += [entry for entry in merged[window.size :] if entry.at == page[-1].at]
    older = page[-1].at if len(merged) > len(page) else None
    days = groupby(page, key=lambda entry: entry.at.astimezone(zone).date())
    return Stretch([Day(day, list(entries)) for day, entries in days], older)


def _earliest(window: Window, zone: ZoneInfo) -> datetime | None:
    stop = datetime.combine(window.period.stop, time(), zone) if window.period else None
    known = [moment for moment in (window.before, stop) if moment is not None]
    return min(known) if known else None


def read_moment(text: str | None) -> datetime | None:
    """Return the moment of a page marker; None for none or one that is not ours."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def read_period(text: str | None) -> Period | None:
    """Return the period of a filter (1405-09, 2026-q4); None for none or nonsense."""
    try:
        return Period.parse(text) if text else None
    except ValueError:
        return None


def period_choices(today: date, *asked: Period | None) -> list[tuple[str, str]]:
    """Return what to choose from, (value, label): what is asked for, and this and the last month, season and year."""
    present = [Period.of(today, "month"), Period.of(today, "season"), Period.of(today, "year")]
    usual = [one for period in present for one in (period, period.previous())]
    further = [one for one in asked if one is not None and one not in usual]
    return [(str(one), one.label()) for one in (*further, *usual)]
