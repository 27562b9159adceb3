"""How relationships, their history and their problems are asked for."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q

from peyvand.core.fields import Among
from peyvand.people.policies import within_reach
from peyvand.platform.policies import level

if TYPE_CHECKING:
    from peyvand.platform.models import User


class OfCustomers(models.QuerySet[Any]):
    """Rows that belong to a customer are seen by those who see the customer and may look at relationships."""

    def visible_to(self, user: User) -> Self:
        """Keep the rows of living customers that `user` may view."""
        from peyvand.people.models import Customer

        reach = within_reach(user, "view")
        if reach is None or level(user, "relationship", "view") == "none":
            return self.none()
        if reach == Q():
            # Few were put away: leaving them out needs no look at all the others.
            return self.exclude(customer__in=Customer.objects.filter(deleted_at__isnull=False))
        return self.filter(customer__in=Customer.objects.visible_to(user))


def whose(user: User, scope: str) -> list[Q]:
    """Return the ways in which a relationship can be one that `user` answers for in `scope`; an index knows each."""
    from peyvand.people.models import CoOwner

    if scope == "all":
        return [Q()]
    shared = CoOwner.objects.filter(user=user.pk).values("customer")
    ways = [Q(owner_id=user.pk), Q(Among("pk", ArraySubquery(shared)))]
    return [*ways, Q(team_id=user.team_id)] if scope == "team" and user.team_id else ways


class RelationshipQuerySet(OfCustomers):
    """Relationships."""

    def answered_by(self, user: User, scope: str) -> Self:
        """Keep those that `user` answers for ("mine"), her team does ("team"), or everybody ("all")."""
        return self.filter(reduce(or_, whose(user, scope)))

    def needing_somebody(self, day: date) -> Self:
        """Keep those that need somebody on `day`."""
        return self.filter(attention_on__isnull=False, attention_on__lte=day)


class MoveQuerySet(OfCustomers):
    """Stretches of history."""

    def on(self, day: date) -> Self:
        """Keep the one stretch of each history that `day` lies in."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)


class ProblemQuerySet(OfCustomers):
    """Problems."""

    def open(self) -> Self:
        """Keep what is not closed."""
        return self.filter(closed_on=None)
