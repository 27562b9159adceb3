"""Relationships counted without reading them: what the database keeps counted, and the few that one shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from peyvand.platform.choices import Level
from peyvand.platform.policies import level
from peyvand.relationship.models import Relationship, Tally

if TYPE_CHECKING:
    from peyvand.platform.models import User


@dataclass(frozen=True)
class Total:
    """How many relationships are in a stage, and what they exchange in a year, in the smallest unit of `currency`."""

    stage: str
    currency: str
    count: int
    value: int


def totals(user: User, *, scope: str = "all", day: date | None = None) -> list[Total]:
    """Return the relationships that `user` may see and answers for in `scope`, by stage and currency.

    With `day`, only those that need somebody on that day.
    """
    reach = level(user, "customer", "view")
    if Level.NONE in (reach, level(user, "relationship", "view")):
        return []
    within = _belonging(user, own=reach != Level.ALL, team=reach == Level.TEAM)
    within &= _belonging(user, own=scope != "all", team=scope == "team")
    kept = Tally.objects.filter(within)
    if day is not None:
        kept = kept.filter(needs_from__lte=day)
    rows = kept.values_list("stage", "currency").annotate(count=Sum("n"), total=Sum("value")).order_by()
    found = [Total(*row) for row in rows if row[2]]
    return found if within == Q() else found + _shared(user, within, day)


def _belonging(user: User, *, own: bool, team: bool) -> Q:
    if not own:
        return Q()
    mine = Q(owner_id=user.pk)
    return mine | Q(team_id=user.team_id) if team and user.team_id else mine


def _shared(user: User, within: Q, day: date | None) -> list[Total]:
    """Return the relationships of which one is a co-owner, as far as they are not counted by owner or team."""
    from peyvand.people.models import CoOwner, Customer

    shared = CoOwner.objects.filter(user=user).values("customer")
    counted = Customer.objects.filter(within, pk__in=shared)
    rows = Relationship.objects.filter(customer__in=shared, customer__deleted_at=None).exclude(customer__in=counted)
    if day is not None:
        rows = rows.needing_somebody(day)
    grouped = rows.values_list("stage", "currency").annotate(count=Count("pk"), total=Sum("value")).order_by()
    return [Total(stage, currency, count, total or 0) for stage, currency, count, total in grouped]
