"""Orders over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.catalog.models import Product
from peyvand.catalog.prices import prices_for
from peyvand.people.api.finding import require_known
from peyvand.people.models import Customer
from peyvand.platform.api_kit.filters import Filtered, ListFieldOut, described, listed
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import shown_page
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import (
    LARGEST,
    Currency,
    Given,
    Id,
    Moment,
    MomentOut,
    Number,
    NumberOut,
    PageOf,
    Words,
)
from peyvand.platform.api_kit.versions import asked_version, made_at, tag, versioned
from peyvand.platform.policies import require
from peyvand.sales.actions import (
    NewLine,
    NewOrder,
    change_order,
    place_order,
    remove_order,
    restore_order,
)
from peyvand.sales.models import Order, OrderLine
from peyvand.sales.tables import ORDERS

router = Router(tags=["orders"])
SORTS = {"id": "id", "placed_at": "placed_at"}


class LineIn(Given):
    """A line. `product` is the code of a product; other text is kept as the line's description.

    `unit_price` is in the smallest unit of the order's currency; without one it is what the customer pays for the
    product. A negative quantity is a return.
    """

    product: Annotated[Words, Field(max_length=300)] = ""
    description: Annotated[Words, Field(max_length=300)] = ""
    quantity: Number
    unit_price: Number | None = None


class OrderIn(Given):
    """An order (a return when its total is negative). Without `number` it gets one, without `placed_at` it is now."""

    customer_id: Id
    number: Annotated[Words, Field(max_length=60)] = ""
    placed_at: Moment | None = None
    currency: Annotated[Currency, Field(validate_default=True)] = ""
    note: Annotated[Words, Field(max_length=300)] = ""
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=1000)]


class OrderChange(Given):
    """What to correct; what is not sent stays. `lines` replace all lines of the order."""

    number: Annotated[Words, Field(min_length=1, max_length=60)] = ""
    placed_at: Annotated[Moment, Field(default_factory=timezone.now)]
    note: Annotated[Words, Field(max_length=300)] = ""
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=1000)] = []


class LineOut(Schema):
    """A line; `amount` = quantity x unit_price in whole smallest units."""

    product: str | None
    product_id: int | None
    description: str
    quantity: NumberOut
    unit_price: NumberOut
    amount: int


class OrderOut(Schema):
    """An order with its lines; `total` is in whole smallest units of `currency`, negative for a return."""

    id: int
    customer_id: int
    number: str
    kind: Literal["sale", "return"]
    placed_at: MomentOut
    currency: str
    total: int
    note: str
    lines: list[LineOut]
    created_at: MomentOut
    updated_at: MomentOut
    version: int


class OrderFilter(Filtered):
    """Which orders, and in what order."""

    customer_id: Id | None = None
    number: Annotated[Words, Field(max_length=60)] = ""
    kind: Literal["sale", "return"] | None = None
    since: Moment | None = None
    updated_since: Moment | None = None
    sort: Annotated[Words, Field(description="placed_at, id or a sortable field; - descends, commas join")] = (
        "-placed_at"
    )


def shown(order: Order) -> dict[str, Any]:
    """Return an order as the API answers it."""
    names = [name for name in OrderOut.model_fields if name != "lines"]
    return {**{name: getattr(order, name) for name in names}, "lines": [_line(line) for line in order.lines.all()]}


def _line(line: OrderLine) -> dict[str, Any]:
    names = ("product_id", "description", "quantity", "unit_price", "amount")
    return {"product": line.product.code if line.product else None, **{name: getattr(line, name) for name in names}}


@router.get("/orders", response=PageOf[OrderOut], operation_id="list_orders")
def list_orders(request: ApiRequest, asked: Query[OrderFilter]) -> dict[str, Any]:
    """List the orders of the customers you may see."""
    require(request.user, "order", "view")
    exact = {
        "customer_id": asked.customer_id,
        "number": asked.number,
        "kind": asked.kind,
        "placed_at__gte": asked.since,
        "updated_at__gte": asked.updated_since,
    }
    rows = Order.objects.visible_to(request.user).filter(**{name: value for name, value in exact.items() if value})
    page = listed(rows.prefetch_related("lines__product"), asked, spec=ORDERS, reader=request.user, sorts=SORTS)
    return shown_page(page, shown)


@router.get("/orders/fields", response=list[ListFieldOut], operation_id="list_order_fields")
def fields(request: ApiRequest) -> list[dict[str, Any]]:
    """List by what orders can be filtered and sorted, as on their page."""
    require(request.user, "order", "view")
    return described(ORDERS, request.user)


def find(request: ApiRequest, order_id: int) -> Order:
    """Return an order that the caller may see, else the answer "nothing here"."""
    rows = Order.objects.visible_to(request.user).prefetch_related("lines__product")
    return one(rows, order_id)


def lines_of(given: Sequence[LineIn], customer_id: int, currency: str) -> list[NewLine]:
    """Return the lines as the action takes them, products found by their codes, prices where none were sent."""
    codes = {line.product.strip() for line in given}
    products = dict(Product.objects.filter(code__in=codes - {""}).values_list("code", "pk"))
    unpriced = {products.get(line.product.strip()) for line in given if line.unit_price is None} - {None}
    prices = prices_for(customer_id, currency, [pk for pk in unpriced if pk])
    lines, errors = [], []
    for place, line in enumerate(given):
        product_id = products.get(line.product.strip())
        words = line.description.strip() or ("" if product_id else line.product.strip())
        price = prices.get(product_id or 0) if line.unit_price is None else line.unit_price
        new = NewLine(line.quantity, price or Decimal(0), product_id, words)
        if price is None:
            errors.append({"pointer": pointer("lines", place, "unit_price"), "detail": _("Write the price.")})
        if not (product_id or words):
            errors.append({"pointer": pointer("lines", place, "product"), "detail": _("Say what was ordered.")})
        if abs(new.amount) > LARGEST:
            errors.append({"pointer": pointer("lines", place), "detail": _("This amount is too large.")})
        lines.append(new)
    if errors:
        raise invalid(errors)
    return lines


@router.post("/orders", response={201: OrderOut}, operation_id="place_order")
def place(request: ApiRequest, response: HttpResponse, given: OrderIn) -> Status[dict[str, Any]]:
    """Record an order with its lines."""
    require(request.user, "order", "add")
    require_known(request, given.customer_id)
    new = NewOrder(
        lines_of(given.lines, given.customer_id, given.currency),
        given.number,
        given.placed_at,
        given.currency,
        given.note,
    )
    made = place_order(actor=request.user, customer_id=given.customer_id, new=new)
    made_at(request, response, made)
    return Status(201, shown(Order.objects.prefetch_related("lines__product").get(pk=made.pk)))


@router.get("/orders/{int:order_id}", response=OrderOut, operation_id="get_order")
def get(request: ApiRequest, response: HttpResponse, order_id: int) -> dict[str, Any]:
    """Return one order with its lines."""
    found = find(request, order_id)
    tag(response, found.version)
    return shown(found)


@router.patch("/orders/{int:order_id}", response=OrderOut, operation_id="change_order")
@versioned
def change(request: ApiRequest, response: HttpResponse, order_id: int, given: OrderChange) -> dict[str, Any]:
    """Correct what you send, leave the rest. With If-Match it is refused when somebody else changed it meanwhile."""
    found = find(request, order_id)
    sent = given.model_dump(exclude_unset=True, exclude={"lines"})
    sold = "lines" in given.model_fields_set
    lines = lines_of(given.lines, found.customer_id, found.currency) if sold else None
    change_order(actor=request.user, order_id=order_id, values=sent, lines=lines, version=asked_version(request))
    return get(request, response, order_id)


@router.delete("/orders/{int:order_id}", response={204: None}, operation_id="remove_order")
@versioned
def remove(request: ApiRequest, order_id: int) -> Status[None]:
    """Take an order out as if it had not been; `restore` brings it back."""
    find(request, order_id)
    remove_order(actor=request.user, order_id=order_id, version=asked_version(request))
    return Status(204, None)


@router.post("/orders/{int:order_id}/restore", response=OrderOut, operation_id="restore_order")
def restore(request: ApiRequest, response: HttpResponse, order_id: int) -> dict[str, Any]:
    """Bring back an order that was taken out."""
    require(request.user, "order", "delete")
    one(Order.objects.filter(customer__in=Customer.objects.visible_to(request.user)), order_id)
    restore_order(actor=request.user, order_id=order_id)
    return get(request, response, order_id)
