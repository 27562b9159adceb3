"""Orders on a customer's timeline, and in the command palette."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from peyvand.core.addresses import address
from peyvand.core.digits import to_ascii
from peyvand.core.fields import beginning
from peyvand.core.jalali import format_date
from peyvand.core.manifest import SearchHit, TimelineEntry
from peyvand.core.money import Money, format_money
from peyvand.core.text import isolated
from peyvand.platform.models import User
from peyvand.platform.questions import Question
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order
from peyvand.sales.tables import number_of

SHORTEST = 2


def read_orders(user: User, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's orders as timeline entries, the newest first, strictly before a moment."""
    rows = PLACED.ask(user, {"customer": customer_id, "before": before}, most=limit)
    words = {OrderKind.RETURN: _("Return %(number)s"), OrderKind.SALE: _("Order %(number)s")}
    return [
        TimelineEntry(
            kind="order",
            id=order.pk,
            at=order.placed_at,
            title=words[order.kind] % {"number": isolated(order.number)},
            icon="undo-2" if order.kind == OrderKind.RETURN else "receipt",
            body=order.note,
            by=order.created_by__name or "",
            url=address("sales:order", order.pk),
            amount=order.total,
            currency=order.currency,
        )
        for order in rows
    ]


def _placed(reader: Any, customer: Any, before: Any, most: int) -> QuerySet[Any]:
    rows = Order.objects.visible_to(reader).of(customer)
    return (rows if before is None else rows.filter(placed_at__lt=before))[:most]


PLACED = Question(_placed, ("pk", "kind", "number", "placed_at", "note", "total", "currency", "created_by__name"))


def find_orders(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return the orders whose number begins with `text`."""
    typed = number_of(text)
    if len(to_ascii(text.strip())) < SHORTEST or not typed:
        return []
    patterns = dict.fromkeys((beginning(typed), beginning(typed.upper())))
    found = [order for pattern in patterns for order in NUMBERED.ask(user, {"pattern": pattern}, most=limit)]
    return [
        SearchHit(
            id=order.pk,
            title=order.number,
            url=address("sales:order", order.pk),
            note=f"{order.customer__name} · {format_date(order.day)} · {format_money(Money(order.total, order.currency))}",
        )
        for order in found[:limit]
    ]


def _numbered(reader: Any, pattern: Any, most: int) -> QuerySet[Any]:
    # By their numbers, the one that was typed first: the index that finds them has them in this order. The newest first
    # would let the server look through all orders by day, of which it thinks that some have such a number.
    return Order.objects.visible_to(reader).filter(number__like=pattern).order_by("number")[:most]


NUMBERED = Question(_numbered, ("pk", "number", "customer__name", "day", "total", "currency"), planned=False)
