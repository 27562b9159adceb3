"""How a customer is served otherwise than everybody: for whoever takes, makes or sends her order."""

from __future__ import annotations

from django.db.models import QuerySet

from peyvand.knowledge.choices import FactKind
from peyvand.knowledge.models import Fact
from peyvand.platform.models import User

MOST = 20


def served_otherwise(user: User, customer_id: int) -> QuerySet[Fact]:
    """Return what was agreed with a customer alone and holds now, as far as `user` may read it."""
    standing = Fact.objects.visible_to(user).standing().filter(customer=customer_id, kind=FactKind.SERVICE)
    return standing.order_by("-learned_on", "-pk")[:MOST]
