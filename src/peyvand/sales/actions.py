"""What can be done with orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.catalog.models import Product
from peyvand.core.events import publish
from peyvand.people.actions.care import touch
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.sales.choices import OrderKind
from peyvand.sales.events import OrderPlaced, OrderRemoved
from peyvand.sales.models import Order, OrderLine
from peyvand.sales.numbering import Numbers


@dataclass(frozen=True)
class NewLine:
    """A line: a product by id or a description; `unit_price` in the smallest unit of the order's currency."""

    quantity: Decimal
    unit_price: Decimal
    product_id: int | None = None
    description: str = ""

    @property
    def amount(self) -> int:
        """Return quantity x price, rounded to the smallest unit."""
        return int((self.quantity * self.unit_price).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class NewOrder:
    """An order as it is given to `place_order`. An empty `number` is given by us."""

    lines: Sequence[NewLine] = field(default_factory=tuple)
    number: str = ""
    placed_at: datetime | None = None
    currency: str = "IRR"
    note: str = ""


def place_order(*, actor: User, customer_id: int, new: NewOrder) -> Order:
    """Record an order (or a return, when its total is negative) with its lines."""
    require(actor, "order", "add")
    if not new.lines:
        raise ValidationError({"lines": _("An order needs at least one line.")})
    with transaction.atomic():
        customer = Customer.objects.get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "view")
        placed_at = new.placed_at or timezone.now()
        day = placed_at.astimezone(organisation.zone()).date()
        total = sum(line.amount for line in new.lines)
        order = Order(
            customer=customer, number=new.number.strip() or Numbers().next(day), placed_at=placed_at, day=day,
            kind=OrderKind.RETURN if total < 0 else OrderKind.SALE, currency=new.currency, total=total,
            line_count=len(new.lines), note=new.note, created_by=actor,
        )  # fmt: skip
        _save_new(order, new.lines)
        touch(customer_id=customer.pk, at=placed_at)
        audit.record(actor=actor, action="order.add", subject=order, changes={"total": total, "customer": customer.pk})
        publish(OrderPlaced(order_id=order.pk, customer_id=customer.pk))
    return order


def _save_new(order: Order, lines: Sequence[NewLine]) -> None:
    order.full_clean(exclude=["made_by_import"], validate_constraints=False, validate_unique=False)
    names = dict(
        Product.objects.filter(pk__in=[ln.product_id for ln in lines if ln.product_id]).values_list("pk", "name")
    )
    if missing := {ln.product_id for ln in lines if ln.product_id} - set(names):
        raise ValidationError({"lines": _("Unknown product: %(ids)s.") % {"ids": ", ".join(map(str, missing))}})
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError:
        raise ValidationError({"number": _("Another order already has this number.")}) from None
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order, position=position, product_id=line.product_id, quantity=line.quantity, unit_price=line.unit_price,
            amount=line.amount, description=line.description or (names[line.product_id] if line.product_id else ""),
        )
        for position, line in enumerate(lines, start=1)
    )  # fmt: skip


def remove_order(*, actor: User, order_id: int) -> Order:
    """Take an order out as if it had not been; `restore_order` brings it back."""
    return _set_deleted(actor, order_id, timezone.now(), "order.delete")


def restore_order(*, actor: User, order_id: int) -> Order:
    """Bring a removed order back."""
    return _set_deleted(actor, order_id, None, "order.restore")


def _set_deleted(actor: User, order_id: int, at: datetime | None, action: str) -> Order:
    with transaction.atomic():
        order = Order.objects.select_for_update(of=("self",)).select_related("customer").get(pk=order_id)
        require_for(actor, order.customer, "delete", "order")
        order.deleted_at = at
        order.save(update_fields=["deleted_at"])
        audit.record(actor=actor, action=action, subject=order)
        publish(OrderRemoved(order_id=order.pk, customer_id=order.customer_id))
    return order
