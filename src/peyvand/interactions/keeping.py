"""How promises were kept: counted as a whole, by colleague, by team and by group of customers."""

from __future__ import annotations

from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce

from peyvand.interactions.querysets import PromiseQuerySet
from peyvand.interactions.rules.promises import Tally, tallies


def whole(due: PromiseQuerySet) -> Tally | None:
    """Return what became of these promises altogether, None when there are none."""
    counted = due.values("state").annotate(n=Count("pk")).order_by()
    return next(iter(tallies((None, "", row["state"], row["n"]) for row in counted)), None)


def by_colleague(due: PromiseQuerySet) -> list[Tally]:
    """Return the same by who gave them."""
    return _counted(due, "by", "by__name")


def by_team(due: PromiseQuerySet) -> list[Tally]:
    """Return the same by the team of who gave them."""
    return _counted(due, "by__team", "by__team__name")


def by_group(due: PromiseQuerySet) -> list[Tally]:
    """Return the same by the customers' groups."""
    return _counted(due, "customer__groups", "customer__groups__name")


def _counted(rows: PromiseQuerySet, key: str, name: str) -> list[Tally]:
    grouped = rows.annotate(who=F(key), called=Coalesce(F(name), Value(""))).values("who", "called", "state")
    counted = grouped.annotate(n=Count("pk", distinct=True)).order_by()
    return tallies((row["who"], row["called"], row["state"], row["n"]) for row in counted)
