"""What can be done with orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.catalog.models import Product
from peyvand.core.events import publish
from peyvand.core.text import clean
from peyvand.people.actions.care import touch
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import require_same
from peyvand.sales.choices import OrderKind
from peyvand.sales.discounts import allow, spend
from peyvand.sales.events import OrderChanged, OrderPlaced, OrderRemoved
from peyvand.sales.models import Order, OrderLine
from peyvand.sales.numbering import Numbers

CHANGEABLE = frozenset({"number", "placed_at", "note"})


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
    """Record an order (or a return, when its total is negative) with its lines.

    Raises OverCeiling when it gives more off than the customer's treatment allows, and nobody has granted it.
    """
    require(actor, "order", "add")
    with transaction.atomic():
        customer = Customer.objects.get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "view")
        lines = _drafted(new.lines)
        order = Order(customer=customer, currency=new.currency, note=new.note, created_by=actor)
        _date(order, new.placed_at or timezone.now())
        _sum(order, lines)
        granted = allow(actor, order, lines)
        order.number = new.number.strip() or Numbers().next(order.day)
        _save(order)
        _write_lines(order, lines)
        spend(granted, order)
        touch(customer_id=customer.pk, at=order.placed_at)
        changes = {"total": order.total, "customer": customer.pk}
        audit.record(actor=actor, action="order.add", subject=order, changes=changes)
        publish(OrderPlaced(order_id=order.pk, customer_id=customer.pk))
    return order


def change_order(
    *,
    actor: User,
    order_id: int,
    values: Mapping[str, Any],
    lines: Sequence[NewLine] | None = None,
    version: int | None = None,
) -> Order:
    """Correct an order: `values` of number, placed_at and note; `lines` replace its lines, None leaves them.

    Raises Conflict when `version` is not the order's any more, ValidationError for what cannot be stored, and OverCeiling
    as `place_order` does.
    """
    with transaction.atomic():
        order = _lock(actor, order_id, "change", deleted_at=None)
        require_same(order, version)
        if unknown := set(values) - CHANGEABLE:
            raise ValidationError({name: _("Unknown field.") for name in unknown})
        changes = audit.apply(order, values)
        if "placed_at" in changes:
            _date(order, order.placed_at)
        if lines is not None:
            changes |= _replace_lines(actor, order, lines)
        if changes:
            order.version += 1
            _save(order)
            touch(customer_id=order.customer_id, at=order.placed_at)
            audit.record(actor=actor, action="order.change", subject=order, changes=changes)
            publish(OrderChanged(order_id=order.pk, customer_id=order.customer_id))
    return order


def _lock(actor: User, order_id: int, action: str, **known: Any) -> Order:
    rows = Order.objects.select_for_update(of=("self",)).select_related("customer")
    order = rows.get(pk=order_id, **known)
    require_for(actor, order.customer, action, "order")
    return order


def _date(order: Order, at: datetime) -> None:
    """Date an order; one of a day that is still to come is refused: it is no exchange yet."""
    zone = organisation.zone()
    order.placed_at, order.day = at, at.astimezone(zone).date()
    if order.day > timezone.localdate(timezone=zone):
        raise ValidationError({"placed_at": _("This day is still to come.")})


def _sum(order: Order, lines: Sequence[OrderLine]) -> None:
    order.total, order.line_count = sum(line.amount for line in lines), len(lines)
    order.kind = OrderKind.RETURN if order.total < 0 else OrderKind.SALE


def _drafted(lines: Sequence[NewLine], called: Mapping[int, str] | None = None) -> list[OrderLine]:
    """Return the lines as they are to be stored, not yet saved.

    A line without words is called as its product was `called` in this order before, else as it is called now.
    """
    if not lines:
        raise ValidationError({"lines": _("An order needs at least one line.")})
    wanted = {line.product_id for line in lines if line.product_id}
    names = dict(Product.objects.filter(pk__in=wanted).values_list("pk", "name"))
    if missing := wanted - set(names):
        raise ValidationError({"lines": _("Unknown product: %(ids)s.") % {"ids": ", ".join(map(str, missing))}})
    names |= called or {}
    return [
        OrderLine(
            position=position, product_id=line.product_id, quantity=line.quantity, unit_price=line.unit_price,
            amount=line.amount,
            description=clean(line.description) or (names[line.product_id] if line.product_id else ""),
        )
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _replace_lines(actor: User, order: Order, given: Sequence[NewLine]) -> dict[str, list[Any]]:
    """Put other lines in the place of the order's; return what changed, in words that the audit keeps."""
    before, total = list(order.lines.all()), order.total
    lines = _drafted(given, {line.product_id: line.description for line in before if line.product_id})
    if [_facts(line) for line in before] == [_facts(line) for line in lines]:
        return {}
    spend(allow(actor, order, lines, before), order)
    _sum(order, lines)
    order.lines.all().delete()
    _write_lines(order, lines)
    said = ["; ".join(map(str, some)) for some in (before, lines)]
    return {"lines": said} | ({"total": [total, order.total]} if total != order.total else {})


def _facts(line: OrderLine) -> tuple[Any, ...]:
    return line.product_id, line.description, line.quantity, line.unit_price


def _write_lines(order: Order, lines: Sequence[OrderLine]) -> None:
    for line in lines:
        line.order = order
    OrderLine.objects.bulk_create(lines)


def _save(order: Order) -> None:
    order.full_clean(exclude=["made_by_import", "created_by"], validate_constraints=False, validate_unique=False)
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError:
        raise ValidationError({"number": _("Another order already has this number.")}) from None


def remove_order(*, actor: User, order_id: int, version: int | None = None) -> Order:
    """Take an order out as if it had not been; `restore_order` brings it back.

    Raises Conflict when `version` is not the order's any more.
    """
    return _set_deleted(actor, order_id, timezone.now(), "order.delete", version)


def restore_order(*, actor: User, order_id: int) -> Order:
    """Bring a removed order back."""
    return _set_deleted(actor, order_id, None, "order.restore")


def _set_deleted(actor: User, order_id: int, at: datetime | None, action: str, version: int | None = None) -> Order:
    with transaction.atomic():
        order = _lock(actor, order_id, "delete")
        require_same(order, version)
        order.deleted_at = at
        order.save(update_fields=["deleted_at"])
        audit.record(actor=actor, action=action, subject=order)
        publish(OrderRemoved(order_id=order.pk, customer_id=order.customer_id))
    return order
