"""How products are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from peyvand.core.fields import holding
from peyvand.core.text import tokens
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from peyvand.catalog.models import PriceList, Product
    from peyvand.platform.models import User


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def visible_to(self, user: User) -> Self:
        """Everybody who may view products sees them all."""
        return self if may(user, "product", "view") else self.none()

    def matching(self, text: str) -> Self:
        """Keep those whose code or name contains every word of `text`."""
        return self.like([holding(word) for word in tokens(text)])

    def like(self, patterns: Sequence[str]) -> Self:
        """Keep those in whose code or name every pattern is found."""
        found = self
        for pattern in patterns:
            found = found.filter(search__like=pattern)
        return found

    def priced(self, price_list: PriceList | None) -> Self:
        """Keep what a list prices and what else is sold now; `place` puts the former before the latter."""
        if price_list is None:
            return self.filter(is_active=True).annotate(place=Value(1))
        listed = Exists(price_list.prices.filter(product=OuterRef("pk")))
        return self.filter(Q(is_active=True) | Q(listed)).annotate(
            place=Case(When(listed, then=Value(0)), default=Value(1))
        )


class PriceListQuerySet(models.QuerySet["PriceList"]):
    """Price lists."""

    def visible_to(self, user: User) -> Self:
        """Who may view products sees what they cost whom."""
        return self if may(user, "product", "view") else self.none()

    def of_customer(self, customer_id: int) -> Self:
        """Return the lists of a customer's groups, that of the group that wins first."""
        mine = self.filter(groups__group__memberships__customer=customer_id)
        return mine.order_by("groups__group__rank", "groups__group__name")
