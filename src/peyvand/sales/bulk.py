"""Recording many orders at once: the same rights and sums as one order, a statement per table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.catalog.models import Product
from peyvand.core.events import publish
from peyvand.core.text import clean
from peyvand.people.bulk import touch_all
from peyvand.people.events import CustomersChanged
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.copying import copy_in
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require
from peyvand.sales.actions import NewOrder
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order, OrderLine
from peyvand.sales.numbering import Numbers

BATCH = 2000
LINE = ("order_id", "position", "product_id", "description", "quantity", "unit_price", "amount")


def place_orders(*, actor: User, orders: Sequence[tuple[int, NewOrder]]) -> int:
    """Record many orders, each as (customer id, order with at least one line); return how many.

    Raises ValidationError when a customer is not the actor's to see; nothing is recorded then.
    """
    require(actor, "order", "add")
    seen = set(Customer.objects.visible_to(actor).values_list("pk", flat=True))
    if any(customer_id not in seen for customer_id, _new in orders):
        raise ValidationError(_("Not all of these customers are yours to see."))
    zone = organisation.zone()
    now = timezone.now()
    dated = sorted(((new.placed_at or now, pk, new) for pk, new in orders), key=lambda row: row[:2])
    days = [at.astimezone(zone).date() for at, _pk, _new in dated]
    numbers = Numbers(days)
    with transaction.atomic():
        rows = [
            _row(actor, pk, (at, day, new.number.strip() or numbers.next(day)), new)
            for day, (at, pk, new) in zip(days, dated, strict=True)
        ]
        Order.objects.bulk_create(rows, batch_size=BATCH)
        _write_lines(rows, [new for _at, _pk, new in dated])
        touch_all({pk: at for at, pk, _new in dated})
        _record(actor, rows)
        publish(CustomersChanged(customer_ids=sorted({pk for pk, _new in orders})))
    return len(rows)


def _row(actor: User, customer_id: int, when: tuple[datetime, date, str], new: NewOrder) -> Order:
    placed_at, day, number = when
    total = sum(line.amount for line in new.lines)
    return Order(
        customer_id=customer_id, number=number, placed_at=placed_at, day=day, currency=new.currency, total=total,
        kind=OrderKind.RETURN if total < 0 else OrderKind.SALE, line_count=len(new.lines), note=new.note, created_by=actor,
    )  # fmt: skip


def _write_lines(rows: Sequence[Order], given: Sequence[NewOrder]) -> None:
    names = dict(Product.objects.values_list("pk", "name"))
    lines = (
        (
            row.pk, position, line.product_id, clean(line.description) or (names[line.product_id] if line.product_id else ""),
            line.quantity, line.unit_price, line.amount,
        )
        for row, new in zip(rows, given, strict=True)
        for position, line in enumerate(new.lines, start=1)
    )  # fmt: skip
    copy_in(OrderLine, LINE, lines)


def _record(actor: User, rows: Sequence[Order]) -> None:
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                actor=actor, actor_name=actor.name, action="order.add", model="order", object_id=row.pk, title=row.number,
                changes={"total": row.total, "customer": row.customer_id},
            )
            for row in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip
