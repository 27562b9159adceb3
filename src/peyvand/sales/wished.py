"""The order behind a discount that was asked for, as its writer typed it: whoever decides sees what it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict

from peyvand.catalog.models import Product
from peyvand.core.display import MoneyUnit, current, use
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.sales.actions import NewLine
from peyvand.sales.forms import LinesForm
from peyvand.sales.models import DiscountRequest


@dataclass(frozen=True)
class WishedLine:
    """One line: what, how much of it, its price and amount in the smallest unit of the order's currency."""

    what: str
    quantity: Decimal
    unit_price: Decimal
    amount: int


@dataclass(frozen=True)
class WishedOrder:
    """The lines of an order that waits for its discount."""

    lines: list[WishedLine]
    currency: str

    @property
    def total(self) -> int:
        """Return what the order costs."""
        return sum(line.amount for line in self.lines)


def wished_order(one: DiscountRequest) -> WishedOrder | None:
    """Return the order that a discount is asked for, None when it was not kept with the request."""
    if not one.draft or one.asked_by is None:
        return None
    currency = one.order.currency if one.order else str(organisation.get("currency"))
    typed = _typed(one, one.asked_by, currency)
    known = Product.objects.visible_to(one.asked_by)
    names = known.in_bulk([line.product_id for line in typed if line.product_id])
    lines = [WishedLine(_name(line, names), line.quantity, line.unit_price, line.amount) for line in typed]
    return WishedOrder(lines, currency) if lines else None


def _typed(one: DiscountRequest, writer: User, currency: str) -> list[NewLine]:
    """Return the lines as their writer meant them: her prices are in the unit that she thinks in."""
    unit: MoneyUnit = "rial" if writer.money_unit == "rial" else "toman"
    with use(replace(current(), money_unit=unit)):
        return LinesForm.read(writer, currency, QueryDict(one.draft), one.customer_id).new_lines(1)


def _name(line: NewLine, products: dict[int, Product]) -> str:
    product = products.get(line.product_id or 0)
    return product.name if product else line.description
