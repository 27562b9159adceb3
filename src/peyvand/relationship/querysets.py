"""How relationships, their history and their problems are asked for."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from peyvand.core.fields import Among
from peyvand.people.policies import within_reach
from peyvand.platform.field_classes import reads_field
from peyvand.platform.policies import level
from peyvand.relationship.choices import Eyes, Standing

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


def of_team(user: User) -> Q:
    """Return the condition on rows of customers to be those of the team of `user`, or of no team at all."""
    return Q(customer__team=None) | Q(customer__team=user.team_id) if user.team_id else Q()


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


class DecisionQuerySet(OfCustomers):
    """Decisions about customers: words among ourselves, so that whoever reads none of these reads no decision."""

    def visible_to(self, user: User) -> Self:
        """Keep those about living customers that `user` may view."""
        return super().visible_to(user) if reads_field(user, "customer", "decision") else self.none()

    def unfollowed(self) -> Self:
        """Keep those that no newer one of the same customer has followed: what is in force, and what still waits."""
        return self.filter(~self._followed())

    def _followed(self) -> Exists:
        newer = self.model._default_manager.filter(customer=OuterRef("customer"), pk__gt=OuterRef("pk"))
        return Exists(newer.filter(state=Eyes.STANDS))

    def with_standing(self) -> Self:
        """Add how each one stands, as `standing`."""
        return self.annotate(
            standing=Case(
                When(state=Eyes.SET_ASIDE, then=Value(Standing.SET_ASIDE)),
                When(self._followed(), then=Value(Standing.FOLLOWED)),
                When(state=Eyes.WAITING, then=Value(Standing.WAITING)),
                default=Value(Standing.IN_FORCE),
                output_field=models.CharField(),
            )
        )

    def in_force(self) -> Self:
        """Keep the newest of each customer that stands."""
        return self.unfollowed().filter(state=Eyes.STANDS)

    def watched(self) -> Self:
        """Keep what somebody has to look at, one day or another."""
        return self.unfollowed().exclude(state=Eyes.SET_ASIDE)

    def pressing(self, day: date) -> Self:
        """Keep what waits for a second pair of eyes, and what is to be looked at again by `day`."""
        return self.watched().filter(Q(state=Eyes.WAITING) | Q(review_on__lte=day))

    def concerning(self, user: User, scope: str) -> Self:
        """Keep what comes up on the Today of `user`; what is nobody's is her team's. Nobody answers her own."""
        others = self.exclude(state=Eyes.WAITING, decided_by=user.pk)
        if scope == "all":
            return others
        hers = Q(watcher=user.pk) | (Q(watcher=None) & of_team(user))
        if scope == "team" and user.team_id:
            hers |= Q(watcher__team=user.team_id)
        return others.filter(hers)


class BoundaryQuerySet(models.QuerySet[Any]):
    """Boundary cases: seen by who may see those of the customer."""

    def visible_to(self, user: User) -> Self:
        """Keep those of living customers whose cases `user` may view."""
        from peyvand.people.models import Customer

        reach = within_reach(user, "view", "boundary")
        if reach is None:
            return self.none()
        return self.filter(customer__in=Customer.objects.visible_to(user).filter(reach))

    def waiting_for(self, user: User, scope: str) -> Self:
        """Keep what waits for a word that `user` may say: not what she noted, and in her own scope what is her team's."""
        from peyvand.people.models import Customer

        reach = within_reach(user, "change", "boundary")
        if reach is None:
            return self.none()
        waiting = self.filter(state=Eyes.WAITING, customer__in=Customer.objects.filter(reach)).exclude(noted_by=user.pk)
        return waiting if scope == "all" else waiting.filter(of_team(user))
