"""How orders are asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from peyvand.people.policies import within_reach
from peyvand.platform.policies import level, may
from peyvand.sales.choices import DiscountState

if TYPE_CHECKING:
    from peyvand.platform.models import User
    from peyvand.sales.models import DiscountRequest, Order


class OrderQuerySet(models.QuerySet["Order"]):
    """Orders."""

    def visible_to(self, user: User) -> Self:
        """Keep the living orders of customers that `user` may view, if she may view orders at all."""
        from peyvand.people.models import Customer

        reach = within_reach(user, "view")
        if reach is None or level(user, "order", "view") == "none":
            return self.none()
        living = self.filter(deleted_at=None)
        if reach == Q():
            return living.filter(customer__deleted_at=None)
        return living.filter(customer__in=Customer.objects.visible_to(user))

    def of(self, customer_id: int) -> Self:
        """Keep one customer's, newest first."""
        return self.filter(customer=customer_id).order_by("-placed_at", "-id")


class DiscountRequestQuerySet(models.QuerySet["DiscountRequest"]):
    """Discounts that were asked for."""

    def visible_to(self, user: User) -> Self:
        """Keep those for customers that `user` may view, if she may view orders at all."""
        from peyvand.people.models import Customer

        if level(user, "order", "view") == "none":
            return self.none()
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def waiting(self) -> Self:
        """Keep those about which somebody still has to hear something: who decides, or who asked."""
        return self.filter(told_at=None)

    def usable(self, order: Order, day: date) -> Self:
        """Keep those granted that let an order through on a day: its customer's, or meant for it alone."""
        meant = Q(order=None) | Q(order=order.pk) if order.pk else Q(order=None)
        return self.filter(
            meant, customer=order.customer_id, state=DiscountState.GRANTED, spent_at=None, until__gte=day
        )

    def concerning(self, user: User, scope: str) -> Self:
        """Keep what waits for a word from `user` (in a wider scope: from anybody she could answer for), and her answers."""
        mine = Q(approver=user.pk)
        if may(user, "group", "change"):
            mine = Q() if scope != "mine" else mine | Q(approver=None)
        open_, answered = Q(state=DiscountState.OPEN) & mine, ~Q(state=DiscountState.OPEN) & Q(asked_by=user.pk)
        return self.waiting().filter(open_ | answered)
