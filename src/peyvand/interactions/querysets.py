"""How interactions, promises and jots are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from peyvand.core.text import tokens
from peyvand.interactions.choices import Direction, InteractionKind, JotState, PromiseState
from peyvand.people.policies import within_reach
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from datetime import date, datetime

    from peyvand.interactions.models import Consent, Interaction, Jot, Promise
    from peyvand.platform.models import User


class InteractionQuerySet(models.QuerySet["Interaction"]):
    """Interactions."""

    def visible_to(self, user: User) -> Self:
        """Keep the living interactions of customers that `user` may view, if she may view interactions at all."""
        from peyvand.people.models import Customer

        if within_reach(user, "view") is None or not may(user, "interaction", "view"):
            return self.none()
        return self.filter(deleted_at=None, customer__in=Customer.objects.visible_to(user))

    def of(self, customer_id: int) -> Self:
        """Keep one customer's, newest first."""
        return self.filter(customer=customer_id).order_by("-occurred_at", "-id")

    def spoken(self) -> Self:
        """Keep what passed between a customer and us; what we noted, or said among ourselves, did not."""
        said = self.filter(deleted_at=None, direction__in=(Direction.INBOUND, Direction.OUTBOUND))
        return said.exclude(kind=InteractionKind.NOTE)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """What customers said about being contacted."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the customers that `user` may view, if she may see consents at all."""
        from peyvand.people.models import Customer

        if within_reach(user, "view") is None or not may(user, "consent", "view"):
            return self.none()
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def newest(self, customer_id: int, at: datetime) -> Self:
        """Keep what a customer said last, up to a moment, of each channel and purpose."""
        said = self.filter(customer=customer_id, at__lte=at)
        return said.order_by("channel", "purpose", "-at", "-id").distinct("channel", "purpose")


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Promises."""

    def visible_to(self, user: User) -> Self:
        """Keep the living promises to customers that `user` may view, if she may view promises at all."""
        from peyvand.people.models import Customer

        if within_reach(user, "view") is None or not may(user, "promise", "view"):
            return self.none()
        return self.filter(deleted_at=None, customer__in=Customer.objects.visible_to(user))

    def open(self) -> Self:
        """Keep those that still wait to be kept."""
        return self.filter(state=PromiseState.OPEN, deleted_at=None)

    def answered_by(self, user: User, scope: str) -> Self:
        """Keep those that `user` gave or that were given to her customers (her team's; "all" keeps everybody's)."""
        if scope == "all":
            return self
        mine = Q(by=user.pk) | Q(customer__owner=user.pk)
        if scope == "team" and user.team_id:
            mine |= Q(by__team=user.team_id) | Q(customer__team=user.team_id)
        return self.filter(mine)

    def due_between(self, start: date, stop: date) -> Self:
        """Keep those due from `start` until before `stop`."""
        return self.filter(due_on__gte=start, due_on__lt=stop)

    def matching(self, text: str) -> Self:
        """Keep those whose words contain every word of `text`, however it is spelled."""
        found = self
        for word in tokens(text):
            found = found.filter(search__contains=word)
        return found


class JotQuerySet(models.QuerySet["Jot"]):
    """Jots."""

    def visible_to(self, user: User) -> Self:
        """Keep the ones that `user` wrote: a jot is nobody else's before it is filed."""
        return self.filter(author=user.pk) if may(user, "jot", "view") else self.none()

    def waiting(self) -> Self:
        """Keep those that are still to be filed."""
        return self.filter(state=JotState.WAITING)
