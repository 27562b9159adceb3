"""How interactions are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from peyvand.people.policies import within_reach
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from peyvand.interactions.models import Interaction
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
