"""The list of orders, and what sales adds to the list of customers."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from peyvand.core.digits import to_ascii
from peyvand.core.fields import beginning
from peyvand.core.html import escape
from peyvand.core.manifest import ListField, Within
from peyvand.people.models import Customer
from peyvand.people.querysets import of_reached
from peyvand.platform import organisation
from peyvand.platform.lists.fields import Field, ListSpec, Preset, Row
from peyvand.sales.choices import DiscountState, OrderKind
from peyvand.sales.models import DiscountRequest, Order


def by_number(text: str) -> Q:
    """Return which orders have a number that begins with `text`, in any digits and letters' case."""
    typed = number_of(text)
    return beginning_with(beginning(typed), beginning(typed.upper())) if typed else Q(pk__in=[])


def number_of(text: str) -> str:
    """Return what is typed for an order's number."""
    return to_ascii(text.strip()).removeprefix("#")


def beginning_with(pattern: str, capital: str) -> Q:
    """Return which orders have a number of one of two patterns, as typed and in capital letters."""
    return Q(number__like=pattern) | Q(number__like=capital)


def of_customer(text: str) -> Q:
    """Return which orders belong to a customer who has the words of `text` in her name."""
    return Q(customer__in=Customer.objects.named(text).values("pk"))


def visible(user: Any) -> Any:
    """Return the orders that a person may see."""
    return Order.objects.visible_to(user)


def matching(rows: Any, text: str, user: Any) -> Any:
    """Keep the orders with such a number, else those of such customers."""
    numbered = rows.filter(by_number(text))
    return numbered if any(map(str.isdigit, text)) and numbered.exists() else rows.filter(of_customer(text))


def number_cell(row: Row, value: str) -> str:
    """Return an order's number; a return says so."""
    mark = (
        f' <span class="badge tone-warning">{escape(OrderKind.RETURN.label)}</span>'
        if row["kind"] == OrderKind.RETURN
        else ""
    )
    return f'<bdi dir="ltr">{escape(value)}</bdi>{mark}'


FIELDS = (
    Field(
        "number", _("Number"), "number", sort=("number",), reads=("kind",), cell=number_cell, match=by_number, main=True
    ),
    Field("customer", _("Customer"), "customer__name", match=of_customer, default=True),
    Field("day", _("Date"), "day", "date", sort=("placed_at",), default=True),
    Field("total", _("Total"), "total", "money", sort=("total",), currency="currency", default=True),
    Field("lines", _("Lines"), "line_count", "number", sort=("line_count",), default=True),
    Field("kind", _("Kind"), "kind", "choice", choices=lambda: OrderKind.choices),
    Field("owner", _("Customer's owner"), "customer__owner__name", "person", on="customer__owner"),
    Field("note", _("Note"), "note"),
    Field("currency", _("Currency"), "currency"),
)

ORDERS = ListSpec(
    url_name="sales:orders",
    label=_("Orders"),
    model="order",
    table=Order,
    rows=visible,
    reach=of_reached,
    fields=FIELDS,
    search=matching,
    search_label=_("An order number, or a customer"),
    sort=("-day",),
    presets=(
        Preset(_("All"), "", "receipt"),
        Preset(_("This month"), "f=day:period:this-month", "calendar"),
        Preset(_("Of my customers"), "f=owner:any:me", "user-check"),
        Preset(_("Returns"), "f=kind:any:return", "undo-2"),
    ),
    subject="order",
    open_name="sales:order",
)


def with_last_order(rows: Any) -> Any:
    """Add the day of each customer's last order."""
    orders = Order.objects.filter(customer=OuterRef("pk"), deleted_at=None, kind=OrderKind.SALE).order_by()
    last = orders.values("customer").annotate(last=Max("day")).values("last")
    return rows.annotate(last_order_on=Subquery(last))


def _orders_in(start: date, stop: date, within: Within | None) -> Any:
    """Return the orders of the days [start, stop), by customer."""
    orders = Order.objects.filter(deleted_at=None, day__gte=start, day__lt=stop).order_by()
    if within is not None:
        orders = orders.filter(**{f"customer__pk__{within[0]}": within[1]})
    return orders.values("customer")


def bought(start: date, stop: date, within: Within | None) -> Any:
    """Return what each customer bought on these days in the organisation's currency, less what she returned."""
    own = _orders_in(start, stop, within).filter(currency=organisation.get("currency"))
    return own.annotate(altogether=Sum("total"))


def ordered(start: date, stop: date, within: Within | None) -> Any:
    """Return how often each customer ordered on these days."""
    return _orders_in(start, stop, within).filter(kind=OrderKind.SALE).annotate(altogether=Count("pk"))


def conceded(start: date, stop: date, within: Within | None) -> Any:
    """Return how often each customer was granted a discount over her ceiling on these days."""
    zone = organisation.zone()
    granted = DiscountRequest.objects.filter(
        state=DiscountState.GRANTED,
        decided_at__gte=datetime.combine(start, time(), zone),
        decided_at__lt=datetime.combine(stop, time(), zone),
    ).order_by()
    if within is not None:
        granted = granted.filter(**{f"customer__pk__{within[0]}": within[1]})
    return granted.values("customer").annotate(altogether=Count("pk"))


LIST_FIELDS = (
    ListField("customer", "bought", _("Purchases"), "", "sum", over=bought, need=("order", "view")),
    ListField("customer", "ordered", _("Number of orders"), "", "tally", over=ordered, need=("order", "view")),
    ListField(
        "customer", "conceded", _("Discounts over the ceiling"), "", "tally", over=conceded, need=("order", "view")
    ),
    ListField(
        "customer",
        "last_order",
        _("Last order"),
        "last_order_on",
        "date",
        annotate=with_last_order,
        need=("order", "view"),
    ),
)
