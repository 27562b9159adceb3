"""Products in the command palette."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from peyvand.catalog.models import Product
from peyvand.core.addresses import address
from peyvand.core.fields import holding
from peyvand.core.manifest import SearchHit
from peyvand.core.text import key, tokens
from peyvand.platform.models import User
from peyvand.platform.questions import Question, numbered

SHORTEST = 2


def find_products(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return the products whose code or name contains every word of `text`."""
    if len(key(text)) < SHORTEST:
        return []
    patterns = numbered([holding(word) for word in tokens(text)])
    found = FOUND.ask(user, patterns, most=limit)
    return [SearchHit(one.pk, one.name or one.code, address("catalog:product", one.pk), one.code) for one in found]


def _found(reader: Any, most: int, **patterns: Any) -> QuerySet[Product]:
    return Product.objects.visible_to(reader).like(list(patterns.values())).order_by("name", "pk")[:most]


FOUND = Question(_found, ("pk", "name", "code"), planned=False)
