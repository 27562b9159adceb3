"""Relationships and moves counted without reading them: what the database keeps counted, and the few one shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Sum

from peyvand.core.sql import at_most, fetch_sql
from peyvand.people.models import CoOwner, Customer
from peyvand.people.policies import lent_to, within_reach
from peyvand.platform import organisation
from peyvand.platform.choices import Level
from peyvand.platform.policies import level
from peyvand.platform.questions import Question
from peyvand.relationship.models import MoveTally, Relationship, StageMove, Tally

if TYPE_CHECKING:
    from peyvand.platform.models import User

VALUES = Path(__file__).parent / "sql" / "values.sql"
PATIENCE = 5.0  # seconds that adding up all orders until a past day may take


@dataclass(frozen=True)
class Total:
    """How many relationships are in a stage, and what they exchange in a year, in the smallest unit of `currency`."""

    stage: str
    currency: str
    count: int
    value: int


@dataclass(frozen=True)
class Moves:
    """How many moved from `previous` (empty: they were new) to `stage`."""

    previous: str
    stage: str
    count: int


def totals(user: User, *, scope: str = "all", day: date | None = None) -> list[Total]:
    """Return the relationships that `user` may see and answers for in `scope`, by stage and currency.

    With `day`, only those that need somebody on that day.
    """
    rows = KEPT.ask(user, {"day": day}, scope=scope) + SHARED.ask(user, {"day": day}, scope=scope)
    return [Total(row.stage, row.currency, row.count, row.total or 0) for row in rows if row.count]


def moves(user: User, *, start: date | None = None, stop: date) -> list[Moves]:
    """Return the moves and arrivals that `user` may see from `start` (None: ever) until before `stop`."""
    period = {"start": start, "stop": stop}
    rows = KEPT_MOVES.ask(user, period) + SHARED_MOVES.ask(user, period)
    return [Moves(row.previous, row.stage, row.count) for row in rows if row.count]


def totals_on(user: User, day: date) -> list[Total]:
    """Return those of past `day` who had exchanged something by then, as `user` may see them, by stage and currency.

    Nothing of this is kept: the orders until then are added up. Raises TookTooLong where they are too many.
    """
    reach = within_reach(user, "view")
    if reach is None or level(user, "relationship", "view") == Level.NONE:
        return []
    everybody = reach == Q()
    ids = [] if everybody else list(Customer.objects.visible_to(user).values_list("pk", flat=True))
    params = {"day": day, "everybody": everybody, "ids": ids, "currency": organisation.get("currency")}
    with at_most(PATIENCE):
        return [Total(**row) for row in fetch_sql(VALUES, params)]


def _within(user: Any, scope: str) -> Q | None:
    """Return whose relationships are counted by owner and team; None for nobody's, an empty Q for everybody's."""
    reach = level(user, "customer", "view")
    if Level.NONE in (reach, level(user, "relationship", "view")):
        return None
    within = _belonging(user, own=reach != Level.ALL, team=reach == Level.TEAM)
    return within & _belonging(user, own=scope != "all", team=scope == "team")


def _kept(reader: Any, day: Any, scope: str) -> QuerySet[Any]:
    within = _within(reader, scope)
    kept = Tally.objects.none() if within is None else Tally.objects.filter(within)
    if day is not None:
        kept = kept.filter(needs_from__lte=day)
    return kept.values("stage", "currency").annotate(count=Sum("n"), total=Sum("value")).order_by()


def _belonging(user: Any, *, own: bool, team: bool) -> Q:
    if not own:
        return Q()
    mine = Q(owner_id=user.pk)
    return mine | Q(team_id=user.team_id) if team and user.team_id else mine


def _shared_customers(reader: Any, scope: str) -> QuerySet[Customer]:
    """Return the customers of which one is a co-owner, or (in scope "all") that are lent to one: as far as they are not
    counted by owner or team."""
    within = _within(reader, scope)
    if within is None or within == Q():
        return Customer.objects.none()
    shared = Q(pk__in=CoOwner.objects.filter(user=reader.pk).values("customer"))
    if scope == "all":
        shared |= Q(pk__in=lent_to(reader, "view").values("customer"))
    counted = Customer.objects.filter(shared, within)
    return Customer.objects.filter(shared, deleted_at=None).exclude(pk__in=counted)


def _shared(reader: Any, day: Any, scope: str) -> QuerySet[Any]:
    rows = Relationship.objects.filter(customer__in=_shared_customers(reader, scope))
    if day is not None:
        rows = rows.needing_somebody(day)
    grouped: QuerySet[Any] = rows.values("stage", "currency").annotate(count=Count("pk"), total=Sum("value"))
    return grouped.order_by()


def _kept_moves(reader: Any, start: Any, stop: Any) -> QuerySet[Any]:
    within = _within(reader, "all")
    kept = MoveTally.objects.none() if within is None else MoveTally.objects.filter(within, day__lt=stop)
    if start is not None:
        kept = kept.filter(day__gte=start)
    return kept.values("previous", "stage").annotate(count=Sum("n")).order_by()


def _shared_moves(reader: Any, start: Any, stop: Any) -> QuerySet[Any]:
    rows = StageMove.objects.filter(customer__in=_shared_customers(reader, "all"), from_on__lt=stop)
    if start is not None:
        rows = rows.filter(from_on__gte=start)
    grouped: QuerySet[Any] = rows.values("previous", "stage").annotate(count=Count("pk"))
    return grouped.order_by()


COLUMNS = ("stage", "currency", "count", "total")
KEPT, SHARED = Question(_kept, COLUMNS), Question(_shared, COLUMNS)
MOVED = ("previous", "stage", "count")
KEPT_MOVES, SHARED_MOVES = Question(_kept_moves, MOVED), Question(_shared_moves, MOVED)
