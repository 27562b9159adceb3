"""What the demo's customers bought: each in her own rhythm, up to her last order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from peyvand.catalog.models import Product
from peyvand.core.manifest import DemoChapter
from peyvand.platform.demo import Part, Telling, forget
from peyvand.sales.actions import NewLine, NewOrder
from peyvand.sales.bulk import place_orders
from peyvand.sales.discounts import Wish, ask_discount, note_waiting
from peyvand.sales.models import DiscountRequest, Order, OrderLine


@dataclass(frozen=True)
class Habit:
    """What a kind of customer buys: at first, and again and again as (code, least, most)."""

    first: tuple[str, ...]
    usual: tuple[tuple[str, int, int], ...]
    beans: float = 1.0


HABITS = {
    "gold": Habit(("ALB-M2", "ALB-G1", "ALB-S1"), (("ALB-B2", 6, 14), ("ALB-B1", 4, 10), ("ALB-B3", 1, 3), ("ALB-C1", 1, 2))),
    "cafe": Habit(("ALB-M1", "ALB-G1"), (("ALB-B1", 3, 9), ("ALB-B2", 2, 6), ("ALB-C1", 1, 1), ("ALB-S2", 1, 1))),
    "restaurant": Habit(("ALB-M1", "ALB-G1", "ALB-T1"), (("ALB-B1", 3, 7), ("ALB-B4", 1, 2), ("ALB-C1", 1, 1))),
    "hotel": Habit(("ALB-M2", "ALB-G1", "ALB-S1"), (("ALB-B2", 8, 18), ("ALB-B4", 2, 4), ("ALB-F1", 4, 10), ("ALB-C1", 1, 3))),
    "office": Habit(("ALB-MO",), (("ALB-B2", 2, 7), ("ALB-F1", 1, 4), ("ALB-P2", 1, 4))),
    "home": Habit(("ALB-GH",), (("ALB-P2", 1, 4), ("ALB-B3", 1, 1), ("ALB-F1", 1, 2))),
}  # fmt: skip
# Written customers whose baskets shrink, and who sent goods back: (days ago, product, quantity, note).
SHRUNK = {"varagh": 0.3}
RETURNS = {"varagh": (21, "ALB-B1", 12, "برشت بیش از اندازه تیره بود؛ مشتری پس فرستاد.")}


@dataclass(frozen=True)
class Shelf:
    """The products by code, with today's price in rial."""

    ids: dict[str, int]
    prices: dict[str, int]

    def line(self, code: str, quantity: int, ago: int) -> NewLine:
        """Return a line at the price of that time: two years ago everything cost less than half."""
        price = int(self.prices[code] * (1 - 0.55 * min(ago, 730) / 730)) // 100_000 * 100_000
        return NewLine(Decimal(quantity), Decimal(price), self.ids[code])


def tell(telling: Telling) -> None:
    """Record every order, seller by seller."""
    goods = list(Product.objects.filter(is_demo=True).values_list("code", "pk", "unit_price"))
    shelf = Shelf({code: pk for code, pk, _price in goods}, {code: price or 0 for code, _pk, price in goods})
    for seller in telling.colleagues.values():
        orders = [
            (part.customer_id, order)
            for part in telling.parts
            if part.seller == seller
            for order in _orders(telling, shelf, part)
        ]
        if orders:
            place_orders(actor=telling.doer(seller, "order"), orders=orders)
    _ask(telling)


def _ask(telling: Telling) -> None:
    """Let Sara want to give more to whom the price matters most."""
    part = telling.written()["lalezar"]
    wish = Wish(Decimal(10), "اگر ده درصد بدهیم، تا پایان فصل فقط از ما می‌خرد.", telling.day(-7))
    ask_discount(actor=telling.doer(part.seller, "order"), customer_id=part.customer_id, wish=wish)


def _days(telling: Telling, part: Part) -> list[int]:
    """Return the days (ago) of a part's orders, the last one first: her gap, a little sooner or later each time."""
    if part.first is None or part.silent is None:
        return []
    days, ago = [part.silent], part.silent + part.gap
    while ago < part.first:
        days.append(telling.open_day(ago))
        ago += max(2, round(part.gap * telling.random.uniform(0.75, 1.25)))
    return days if part.first == part.silent else [*(day for day in days if day < part.first - 1), part.first]


def _orders(telling: Telling, shelf: Shelf, part: Part) -> Iterator[NewOrder]:
    days = _days(telling, part)
    for nth, ago in enumerate(days):
        yield NewOrder(_lines(telling, shelf, part, (ago, nth, len(days))), placed_at=telling.at(ago))
    if part.key in RETURNS:
        ago, code, quantity, note = RETURNS[part.key]
        yield NewOrder([shelf.line(code, -quantity, ago)], placed_at=telling.at(ago, 16), note=note)


def _lines(telling: Telling, shelf: Shelf, part: Part, when: tuple[int, int, int]) -> list[NewLine]:
    """Return what she bought `ago` days ago; `nth` counts back from her last order."""
    ago, nth, count = when
    pick, habit = telling.random, HABITS[part.segment]
    size = SHRUNK.get(part.key, 1.0) if nth < 3 else 1.0
    main, *others = habit.usual
    chosen = [main, *pick.sample(others, pick.randint(0, min(2, len(others))) if nth % 2 else 1)]
    lines = [shelf.line(code, max(1, round(pick.randint(least, most) * size)), ago) for code, least, most in chosen]
    if nth == count - 1 and (part.key or pick.random() < 0.55):
        lines += [shelf.line(code, 1, ago) for code in habit.first]
    elif part.segment in {"gold", "hotel"} and nth and nth % 40 == 0:
        lines.append(shelf.line("ALB-S1", 1, ago))
    return lines


def remove() -> None:
    """Take the orders and requests of the demo's customers away."""
    DiscountRequest.objects.filter(customer__is_demo=True).delete()
    note_waiting()
    orders = Order.objects.filter(customer__is_demo=True)
    ids = list(orders.values_list("pk", flat=True))
    forget("order", ids)
    OrderLine.objects.filter(order__in=ids).delete()
    Order.objects.filter(pk__in=ids).delete()


CHAPTER = DemoChapter(30, tell, remove)
