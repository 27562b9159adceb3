"""How much less than its price something is sold for, and how much less a customer's treatment allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peyvand.catalog.prices import prices_for
from peyvand.core.numbers import format_number
from peyvand.people.treatments import of_customer
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.sales.models import Order, OrderLine

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Ceiling:
    """The most percent that a customer may be given, and who decides about more (None: who may change treatments)."""

    percent: Decimal
    approver: User | None

    @property
    def approver_id(self) -> int | None:
        """Return whose word it takes, None for nobody's in particular."""
        return self.approver.pk if self.approver else None


class OverCeiling(ValidationError):
    """An order gives `percent` off, more than its customer's treatment allows."""

    def __init__(self, percent: Decimal, ceiling: Ceiling) -> None:
        self.percent = percent
        said = {"percent": format_number(percent), "most": format_number(ceiling.percent)}
        over = _("%(percent)s percent off is more than the %(most)s percent that this customer's group allows.") % said
        super().__init__({"lines": f"{over} {_decider(ceiling)}"})


def _decider(ceiling: Ceiling) -> str:
    if ceiling.approver is None:
        return _("Whoever may change how groups are treated decides about more.")
    return _("%(name)s decides about more.") % {"name": ceiling.approver.name}


def ceiling_of(customer_id: int) -> Ceiling | None:
    """Return how much may be given to a customer, by the groups that win; None where no group says anything."""
    kept = of_customer(customer_id)
    percent = next((one.discount for one in kept if one.discount is not None), None)
    if percent is None:
        return None
    named = (one.approver for one in kept)
    return Ceiling(percent, next((one for one in named if one is not None and one.is_active), None))


def may_decide(user: User, approver_id: int | None) -> bool:
    """Tell whether `user` says yes or no: the approver, and who could raise the ceiling itself."""
    return user.pk == approver_id or may(user, "group", "change")


def discount_of(order: Order, lines: Sequence[OrderLine]) -> Decimal:
    """Return the most percent that a line is below its price (see `prices_for`), 0 for none; what comes back is not counted.

    Lines that take something off without a product (a negative price) count against everything that has a price.
    """
    wanted = {line.product_id for line in lines if line.product_id}
    prices = prices_for(order.customer_id, order.currency, wanted)
    sold = [line for line in lines if line.quantity > 0]
    priced = [(line, price) for line in sold if (price := prices.get(line.product_id or 0))]
    taken = -sum((line.quantity * line.unit_price for line in sold if line.unit_price < 0), Decimal(0))
    parts = [1 - line.unit_price / price for line, price in priced]
    if taken and priced:
        worth = sum(line.quantity * price for line, price in priced)
        paid = sum(line.quantity * max(line.unit_price, Decimal(0)) for line, _price in priced)
        parts.append(1 - (paid - taken) / worth)
    most = max([Decimal(0), *parts])
    return min(Decimal(100), (most * 100).quantize(HUNDREDTH, ROUND_HALF_UP))
