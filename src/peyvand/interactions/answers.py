"""How soon customers were answered for the first time, measured by what their group's treatment says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from peyvand.interactions.choices import Direction
from peyvand.interactions.models import Interaction
from peyvand.people.models import Group
from peyvand.people.treatments import holding
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.workdays import LONGEST_WAIT, worked_spans

LOOKED_BACK = timedelta(days=90)
AN_HOUR = 3600
LATE, WAITING, KEPT = "late", "waiting", "kept"
MOMENTS = ArrayField(DateTimeField())


class Worked(Func):
    """The seconds of working time from one moment to another: those within the spans from `opens` to `closes`."""

    template = (
        "(SELECT coalesce(extract(epoch FROM sum("
        "least(span.closes, wait.stop) - greatest(span.opens, wait.start))), 0)::float"
        " FROM (SELECT %(expressions)s) AS wait (start, stop, opens, closes),"
        " unnest(wait.opens, wait.closes) AS span (opens, closes)"
        " WHERE span.opens < wait.stop AND span.closes > wait.start)"
    )
    arity = 4
    output_field = FloatField()


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


def waits(user: User, start: date, stop: date) -> QuerySet[Any]:
    """Return with what customers, whom `user` may see and to whom a first answer is promised, began to wait for one
    on the days [start, stop): who spoke first, or first again after our last word.

    Each has `answered_at` (None: not yet), the `promised` hours, the `group` that promises them, the `worked` seconds
    of the wait until now, and a `verdict`: LATE, WAITING or KEPT.
    """
    zone = organisation.zone()
    first, last = (datetime.combine(day, time(), zone) for day in (start, stop))
    rows = (
        Interaction.objects.visible_to(user)
        .spoken()
        .filter(direction=Direction.INBOUND, occurred_at__gte=first, occurred_at__lt=last)
    )
    held = holding("first_response")
    rows = rows.annotate(group=Subquery(held.values("group")[:1])).filter(group__isnull=False)
    rows = rows.alias(before=Coalesce(Subquery(_before()), Value(""))).exclude(before=Direction.INBOUND)
    rows = rows.annotate(promised=Subquery(held.values("first_response")[:1]), answered_at=Subquery(_answer()))
    return rows.annotate(worked=_worked(start, stop)).annotate(
        verdict=Case(
            When(worked__gt=F("promised") * AN_HOUR, then=Value(LATE)),
            When(answered_at=None, then=Value(WAITING)),
            default=Value(KEPT),
        )
    )


def _before() -> QuerySet[Any, Any]:
    """Return who spoke last before an outer interaction."""
    moment = OuterRef("occurred_at")
    earlier = Interaction.objects.spoken().filter(
        customer=OuterRef("customer"), occurred_at__lte=moment, occurred_at__gt=moment - LOOKED_BACK
    )
    earlier = earlier.filter(Q(occurred_at__lt=moment) | Q(pk__lt=OuterRef("pk")))
    return earlier.order_by("-occurred_at", "-id").values("direction")[:1]


def _answer() -> QuerySet[Any, Any]:
    """Return when we first spoke after an outer interaction."""
    later = Interaction.objects.spoken().filter(customer=OuterRef("customer"), occurred_at__gte=OuterRef("occurred_at"))
    return later.filter(direction=Direction.OUTBOUND).order_by("occurred_at", "id").values("occurred_at")[:1]


def _worked(start: date, stop: date) -> Worked:
    last = min(stop + timedelta(days=LONGEST_WAIT), organisation.today())
    spans = worked_spans(start, last)
    opens, closes = (Value([span[side] for span in spans], output_field=MOMENTS) for side in (0, 1))
    return Worked(F("occurred_at"), Coalesce(F("answered_at"), Value(organisation.now())), opens, closes)


def by_group(user: User, rows: QuerySet[Any]) -> list[Answered]:
    """Return how these waits ended, group by group, in their order."""
    counted = rows.order_by().values_list("group", "promised", "verdict").annotate(n=Count("pk"))
    return _gathered(Group.objects.visible_to(user), counted)


def _gathered(groups: Iterable[Group], counted: Iterable[tuple[int, int, str, int]]) -> list[Answered]:
    ends: dict[int, dict[str, int]] = {}
    promised: dict[int, int] = {}
    for group, hours, verdict, n in counted:
        ends.setdefault(group, {})[verdict] = n
        promised[group] = hours
    return [
        Answered(group, promised[group.pk], *(ends[group.pk].get(verdict, 0) for verdict in (KEPT, LATE, WAITING)))
        for group in groups
        if group.pk in ends
    ]
