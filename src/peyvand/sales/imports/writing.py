"""Writing a chunk of order lines: rows of one number are one order, however far apart they stand in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.utils import timezone

from peyvand.catalog.models import Product
from peyvand.core.jalali import format_datetime
from peyvand.core.money import CURRENCIES, TOMAN, MoneyUnit, says_currency
from peyvand.people.imports.matching import Known
from peyvand.people.imports.others import Naming, who_is_named, with_customers
from peyvand.people.imports.touching import touch_many
from peyvand.platform import organisation
from peyvand.platform.copying import copy_in, next_ids, update_in
from peyvand.platform.models import Import
from peyvand.platform.rules.imports import Note, Outcome, ReadyRow, newer
from peyvand.sales.choices import OrderKind
from peyvand.sales.models import Order, OrderLine

ORDER: Final = (
    "id", "customer_id", "number", "kind", "placed_at", "day", "currency", "total", "line_count", "note", "version",
    "made_by_import_id", "created_by_id", "created_at", "updated_at",
)  # fmt: skip
LINE: Final = (
    "order_id", "position", "product_id", "description", "quantity", "unit_price", "amount", "made_by_import_id",
)  # fmt: skip
PRODUCT: Final = ("id", "code", "name", "unit", "currency", "is_active", "is_demo", "made_by_import_id", "version")
LARGEST: Final = 2**53
MOST: Final = Decimal(10) ** 13
ONE: Final = Decimal(1)
Price = tuple[Decimal, Decimal, int]  # quantity, unit price and amount, in the smallest unit of the currency


@dataclass(slots=True, eq=False)
class Draft:
    """An order while its lines arrive. `state`: new (this chunk), ours (an earlier chunk), old (there before)."""

    number: str
    customer_id: int
    placed_at: datetime
    day: date
    currency: str
    state: str = "new"
    id: int = 0
    total: int = 0
    line_count: int = 0
    quantity: Decimal = Decimal(0)
    kind: str = OrderKind.SALE.value
    note: str = ""
    touched: bool = False

    def settle(self) -> str:
        """Return the kind by what the order came to: value that went back is a return."""
        if self.total:
            return OrderKind.RETURN.value if self.total < 0 else OrderKind.SALE.value
        return OrderKind.RETURN.value if self.quantity < 0 else self.kind


@dataclass
class Chunk:
    """Everything a chunk's rows refer to, and what they make."""

    run: Import
    outcome: Outcome
    orders: dict[str, Draft]
    local_day: Callable[[datetime], date]
    products: dict[str, int] = field(default_factory=dict)
    lines: list[tuple[Draft, list[Any]]] = field(default_factory=list)
    newest: dict[int, datetime] = field(default_factory=dict)


def scale_of(currency: str) -> tuple[str, Decimal]:
    """Return the stored currency and how many of its smallest units one written unit is; IRT is the Toman."""
    if currency == "IRT":
        return "IRR", Decimal(TOMAN)
    return currency, Decimal(10) ** CURRENCIES[currency].exponent


def prepare(run: Import) -> Callable[[ReadyRow], Naming[Price | Note]]:
    """Return what tells whom a row names and what it comes to, or why it comes to nothing."""
    (currency, scale), zone = scale_of(run.options["currency"]), organisation.zone()
    unit: MoneyUnit = "toman" if run.options["currency"] == "IRT" else "rial"
    tomorrow = datetime.combine(timezone.localdate(timezone=zone) + timedelta(days=1), time(), zone)

    def meaning(row: ReadyRow) -> Naming[Price | Note]:
        if (written := row.values.get("currency")) and not says_currency(written, currency, unit):
            return Naming(row, who_is_named(row.values), Note(row.line, "other_currency", "currency", written[:80]))
        placed_at = row.values["date"]
        to_come = placed_at >= tomorrow
        price = Note(row.line, "future", "date", format_datetime(placed_at)) if to_come else _priced(row, scale)
        return Naming(row, who_is_named(row.values), price)

    return meaning


def write(run: Import, rows: Sequence[Naming[Price | Note]]) -> Outcome:
    """Write a chunk of order lines with their orders, and the products and customers they bring along."""
    outcome = Outcome()
    orders = _orders_there({row.values["number"] for row, who, _price in rows if who}, run)
    named = with_customers(run, _fresh(rows, orders, outcome), outcome)
    zone = organisation.zone()
    chunk = Chunk(run, outcome, orders, lambda at: at.astimezone(zone).date())
    chunk.products = _products(run, [one.row.values for one in named], outcome)
    for row, known, price in named:
        _add_line(chunk, row, known, price)
    _send(chunk)
    return outcome


def _fresh(rows: Iterable[Naming[Price | Note]], orders: Mapping[str, Draft], outcome: Outcome) -> list[Naming[Price]]:
    """Return the rows that may go in: of orders we do not have yet, and with an amount; the others bring nobody along."""
    fresh: list[Naming[Price]] = []
    for row, who, price in rows:
        order = orders.get(row.values["number"])
        if who is None:
            outcome.skip(row.line, "no_customer")
        elif order and order.state == "old":
            outcome.skip(row.line, "exists", told=False)
        elif isinstance(price, Note):
            outcome.reject(price)
        else:
            fresh.append(Naming(row, who, price))
    return fresh


def _orders_there(numbers: Iterable[str], run: Import) -> dict[str, Draft]:
    found = Order.objects.filter(number__in=set(numbers)).values_list(
        "made_by_import_id",
        "number",
        "customer_id",
        "placed_at",
        "day",
        "currency",
        "id",
        "total",
        "line_count",
        "kind",
    )
    return {
        number: Draft(
            number,
            customer,
            placed_at,
            day,
            currency,
            "ours" if made_by == run.pk else "old",
            pk,
            total,
            count,
            kind=kind,
        )
        for made_by, number, customer, placed_at, day, currency, pk, total, count, kind in found
    }


def _products(run: Import, rows: Iterable[dict[str, Any]], outcome: Outcome) -> dict[str, int]:
    """Return the ids of all products in the chunk by code; those we have not seen are made with their first name."""
    names: dict[str, str] = {}
    for values in rows:
        if (code := values.get("product")) and len(code) <= 60:
            names[code] = names.get(code) or (values.get("description") or "")
    ids = dict(Product.objects.filter(code__in=names).values_list("code", "id"))
    missing = [code for code in names if code not in ids]
    fresh = dict(zip(missing, next_ids(Product, len(missing)), strict=True))
    currency = scale_of(run.options["currency"])[0]
    copy_in(
        Product,
        PRODUCT,
        ([pk, code, (names[code] or code)[:200], "", currency, True, False, run.pk, 1] for code, pk in fresh.items()),
    )
    outcome.totals["products"] += len(fresh)
    return ids | fresh


def _add_line(chunk: Chunk, row: ReadyRow, customer: Known, price: Price) -> None:
    values, outcome = row.values, chunk.outcome
    quantity, unit_price, amount = price
    draft = chunk.orders.get(values["number"])
    if draft is None:
        draft = _open(chunk, values, customer.id)
    elif draft.customer_id != customer.id:
        outcome.reject(Note(row.line, "other_customer", "number", values["number"]))
        return
    if abs(draft.total + amount) > LARGEST:
        outcome.reject(Note(row.line, "too_large", "unit_price"))
        return
    draft.total += amount
    draft.quantity += quantity
    draft.line_count += 1
    draft.touched = True
    product = chunk.products.get(values.get("product") or "")
    text = (values.get("description") or "")[:300]
    chunk.lines.append((draft, [draft.line_count, product, text, quantity, unit_price, amount, chunk.run.pk]))
    outcome.created += 1
    outcome.totals[f"amount:{draft.currency}"] += amount


def _priced(row: ReadyRow, scale: Decimal) -> Price | Note:
    """Return quantity, unit price and amount in the smallest unit, or why they are none."""
    values = row.values
    quantity, price, whole = values.get("quantity"), values.get("unit_price"), values.get("amount")
    if quantity is None:
        quantity = ONE
    if price is None:
        if whole is None:
            return Note(row.line, "no_price")
        price = whole / quantity if quantity else whole
    minor = price * scale
    if abs(quantity) > MOST or abs(minor) > MOST or len(values["number"]) > 60 or len(values.get("product") or "") > 60:
        return Note(row.line, "too_large")
    exact = whole * scale if whole is not None else quantity * minor
    if abs(exact) > LARGEST:
        return Note(row.line, "too_large")
    return quantity, minor, int(exact.quantize(ONE, ROUND_HALF_UP))


def _open(chunk: Chunk, values: dict[str, Any], customer_id: int) -> Draft:
    placed_at, currency = values["date"], scale_of(chunk.run.options["currency"])[0]
    draft = Draft(
        values["number"],
        customer_id,
        placed_at,
        chunk.local_day(placed_at),
        currency,
        note=(values.get("note") or "")[:300],
    )
    chunk.orders[draft.number] = draft
    chunk.outcome.newest = newer(chunk.outcome.newest, draft.day)
    if customer_id not in chunk.newest or chunk.newest[customer_id] < placed_at:
        chunk.newest[customer_id] = placed_at
    return draft


def _send(chunk: Chunk) -> None:
    """Send orders, then lines, then what they mean for orders of earlier chunks and for the last touch."""
    new = [draft for draft in chunk.orders.values() if draft.state == "new"]
    for draft, pk in zip(new, next_ids(Order, len(new)), strict=True):
        draft.id = pk
    run, now = chunk.run, timezone.now()
    copy_in(
        Order,
        ORDER,
        (
            [d.id, d.customer_id, d.number, d.settle(), d.placed_at, d.day, d.currency, d.total, d.line_count, d.note, 1,
             run.pk, run.user_id, now, now]
            for d in new
        ),
    )  # fmt: skip
    copy_in(OrderLine, LINE, ([draft.id, *line] for draft, line in chunk.lines))
    longer = [draft for draft in chunk.orders.values() if draft.state == "ours" and draft.touched]
    update_in(
        Order,
        ("total", "line_count", "kind"),
        [{"id": d.id, "total": d.total, "line_count": d.line_count, "kind": d.settle()} for d in longer],
    )
    touch_many(run, chunk.newest)
    chunk.outcome.totals["orders"] += len(new)
    chunk.outcome.totals["lines"] += len(chunk.lines)
