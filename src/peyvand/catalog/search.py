"""Products in the command palette."""

from __future__ import annotations

from peyvand.catalog.models import Product
from peyvand.core.addresses import address
from peyvand.core.manifest import SearchHit
from peyvand.core.text import key
from peyvand.platform.models import User

SHORTEST = 2


def find_products(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return the products whose code or name contains every word of `text`."""
    if len(key(text)) < SHORTEST:
        return []
    rows = Product.objects.visible_to(user).matching(text).order_by("name", "pk").values_list("pk", "name", "code")
    return [SearchHit(pk, name or code, address("catalog:product", pk), code) for pk, name, code in rows[:limit]]
