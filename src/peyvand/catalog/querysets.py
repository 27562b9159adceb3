"""How products are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from peyvand.core.text import tokens
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from peyvand.catalog.models import Product
    from peyvand.platform.models import User


class ProductQuerySet(models.QuerySet["Product"]):
    """Products."""

    def visible_to(self, user: User) -> Self:
        """Everybody who may view products sees them all."""
        return self if may(user, "product", "view") else self.none()

    def matching(self, text: str) -> Self:
        """Keep those whose code or name contains every word of `text`."""
        found = self
        for token in tokens(text):
            found = found.filter(search__contains=token)
        return found
