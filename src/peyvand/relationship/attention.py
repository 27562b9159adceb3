"""The engine's answer to "who needs me?": relationships that need somebody, the most valuable and urgent first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Verb
from peyvand.relationship.choices import Stage
from peyvand.relationship.models import Relationship
from peyvand.relationship.querysets import RelationshipQuerySet
from peyvand.relationship.rules.evidence import sentences, to_do
from peyvand.relationship.tally import Total, totals


def key_of(relationship: Relationship) -> str:
    """Return the item's name: another stage is another item, so what was put off comes back when she moves."""
    return f"relationship:{relationship.pk}:{relationship.stage}:{relationship.since}"


def customer_of(key: str) -> int | None:
    """Return the customer that an item of ours is about."""
    parts = key.split(":")
    return int(parts[1]) if len(parts) == 4 and parts[0] == "relationship" and parts[1].isdigit() else None


def asked(ask: Ask) -> RelationshipQuerySet:
    """Return the relationships that need somebody on the asked day."""
    known: RelationshipQuerySet = Relationship.objects.visible_to(ask.user).answered_by(ask.user, ask.scope)
    return known.needing_somebody(ask.day)


def verbs(relationship: Relationship) -> list[Verb]:
    """Return what can be done at once: call, plan, and what the stage asks for."""
    pk = relationship.pk
    found = [
        Verb(_("Log a call"), reverse("interactions:log", args=[pk]) + "?kind=call&back=/", "phone", primary=True),
        Verb(_("Plan"), reverse("people:next_step", args=[pk]), "calendar-clock"),
    ]
    if relationship.stage == Stage.SEPARATION:
        special = Verb(_("Farewell"), reverse("relationship:farewell", args=[pk]), "hand")
        found.insert(1, special)
    if relationship.stage == Stage.INTENSIVE_CARE:
        found.insert(1, Verb(_("Problems"), reverse("relationship:problems", args=[pk]), "life-buoy"))
    found.append(Verb(_("Hand over"), reverse("people:owners", args=[pk]), "users"))
    return found


def item_of(relationship: Any, day: date) -> AttentionItem:
    """Return the line of Today for a relationship (with its customer loaded)."""
    return AttentionItem(
        key=key_of(relationship),
        customer_id=relationship.pk,
        title=relationship.customer.name,
        url=reverse("people:customer", args=[relationship.pk]),
        state=relationship.stage,
        state_label=Stage(relationship.stage).label,
        why=sentences(relationship.evidence, day),
        since=relationship.since,
        do=to_do(relationship.stage),
        verbs=verbs(relationship),
        urgency=relationship.urgency,
        value=relationship.value,
        currency=relationship.currency,
    )


def find(ask: Ask, limit: int, hidden: frozenset[str]) -> list[AttentionItem]:
    """Return at most `limit` relationships, ranked by value at stake x urgency."""
    rows = asked(ask).select_related("customer").defer("customer__search", "customer__sort_key", "customer__notes")
    put_off = [pk for pk in map(customer_of, hidden) if pk is not None]
    ranked = rows.order_by("-rank", "customer_id")[: limit + len(put_off)]
    return [item_of(row, ask.day) for row in ranked if key_of(row) not in hidden][:limit]


def counted(ask: Ask) -> list[Total]:
    """Return those who need somebody by stage and currency; asked once, however often the same question is put."""
    known: list[Total] | None = vars(ask).get("_totals")
    if known is None:
        known = vars(ask)["_totals"] = totals(ask.user, scope=ask.scope, day=ask.day)
    return known


def count(ask: Ask) -> int:
    """Return how many need somebody, at most MOST_COUNTED."""
    return min(sum(total.count for total in counted(ask)), MOST_COUNTED)


def stake(ask: Ask) -> dict[str, int]:
    """Return what all of them exchange in a year, by currency."""
    sums: dict[str, int] = {}
    for total in counted(ask):
        sums[total.currency] = sums.get(total.currency, 0) + total.value
    return {currency: amount for currency, amount in sums.items() if amount}


def soon(ask: Ask) -> date | None:
    """Return the next day on which a relationship will need somebody."""
    known: RelationshipQuerySet = Relationship.objects.visible_to(ask.user).answered_by(ask.user, ask.scope)
    found: date | None = known.filter(attention_on__gt=ask.day).aggregate(day=Min("attention_on"))["day"]
    return found


RELATIONSHIPS = AttentionSource(
    "relationship",
    gettext_lazy("Relationships that need you"),
    find,
    count,
    stake,
    soon,
    order=10,
    icon="heart-handshake",
)
