"""How orders are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from peyvand.people.policies import within_reach
from peyvand.platform.policies import level

if TYPE_CHECKING:
    from peyvand.platform.models import User
    from peyvand.sales.models import Order


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
