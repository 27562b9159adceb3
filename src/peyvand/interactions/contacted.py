"""Who was reached in person: what the treatment of a group may ask of a contact."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q

from peyvand.core.manifest import ContactLog
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.models import Interaction
from peyvand.interactions.querysets import InteractionQuerySet
from peyvand.people.choices import ContactWay

KINDS: dict[str, tuple[InteractionKind, ...]] = {
    ContactWay.PERSONAL: (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT),
    ContactWay.MET: (InteractionKind.MEETING, InteractionKind.VISIT),
    ContactWay.VISIT: (InteractionKind.VISIT,),
}


def _reached(way: str) -> InteractionQuerySet:
    return Interaction.objects.filter(deleted_at=None, reached=True, kind__in=KINDS[way])


def contacted(way: str, since: datetime) -> Q:
    """Return whom somebody reached so since a moment."""
    return Q(Exists(_reached(way).filter(customer=OuterRef("pk"), occurred_at__gte=since)))


def latest(way: str, ids: Collection[int]) -> dict[int, datetime]:
    """Return when those of these customers who ever were reached so were last."""
    found = _reached(way).filter(customer__in=ids).order_by().values("customer")
    return dict(found.annotate(at=Max("occurred_at")).values_list("customer", "at"))


CONTACTS = ContactLog(contacted, latest)
