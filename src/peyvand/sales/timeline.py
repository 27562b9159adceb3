"""Orders on a customer's timeline, and in the command palette."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.digits import to_ascii
from peyvand.core.jalali import format_date
from peyvand.core.manifest import SearchHit, TimelineEntry
from peyvand.core.money import Money, format_money
from peyvand.platform.models import User
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order
from peyvand.sales.tables import by_number

SHORTEST = 2


def read_orders(user: User, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return a customer's orders as timeline entries, the newest first, strictly before a moment."""
    rows = Order.objects.visible_to(user).of(customer_id).select_related("created_by")
    if before is not None:
        rows = rows.filter(placed_at__lt=before)
    return [
        TimelineEntry(
            kind="order",
            id=order.pk,
            at=order.placed_at,
            title=(_("Return %(number)s") if order.kind == OrderKind.RETURN else _("Order %(number)s"))
            % {"number": order.number},
            icon="undo-2" if order.kind == OrderKind.RETURN else "receipt",
            body=order.note,
            by=order.created_by.name if order.created_by else "",
            url=reverse("sales:order", args=[order.pk]),
            amount=order.total,
            currency=order.currency,
        )
        for order in rows[:limit]
    ]


def find_orders(user: User, text: str, limit: int) -> list[SearchHit]:
    """Return the orders whose number begins with `text`."""
    if len(to_ascii(text.strip())) < SHORTEST:
        return []
    rows = (
        Order.objects.visible_to(user).filter(by_number(text)).select_related("customer").order_by("-placed_at", "-id")
    )
    return [
        SearchHit(
            id=order.pk,
            title=order.number,
            url=reverse("sales:order", args=[order.pk]),
            note=f"{order.customer.name} · {format_date(order.day)} · {format_money(Money(order.total, order.currency))}",
        )
        for order in rows[:limit]
    ]
