"""Customers made from the dates of their orders, and the engine's rules written once more, by hand, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median

from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.sales.models import Order

D = date.fromisoformat


def customer(name: str, days: Sequence[str | date] = (), *, total: int = 1_000, owner: User | None = None) -> Customer:
    """Make a customer who ordered for `total` on each of these days; a day in brackets "(2026-01-01)" is a return."""
    made = Customer.objects.create(name=name, owner=owner, team_id=owner.team_id if owner else None)
    for day in days:
        order(made, day, total=total)
    first = min((D(str(day).strip("()")) for day in days), default=D("2026-01-01"))
    Customer.objects.filter(pk=made.pk).update(created_at=datetime.combine(first, datetime.min.time(), UTC))
    return made


def order(who: Customer, day: str | date, *, total: int = 1_000, currency: str = "IRR") -> Order:
    text = str(day)
    on, amount = D(text.strip("()")), -total if text.startswith("(") else total
    placed = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=9)
    number = f"{who.pk}-{Order.objects.count()}"
    return Order.objects.create(customer=who, number=number, placed_at=placed, day=on, total=amount, currency=currency)


def percentile(values: Sequence[int], share: float) -> float:
    """The value at `share` between the sorted values, in a straight line."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def stage_by_hand(days: Sequence[date], on: date, *, broken: float = 90, far: float = 180) -> str:
    """The stage on a day by the rules as they are told: no SQL, no history; `broken`/`far` for those without a rhythm."""
    past = sorted({day for day in days if day <= on})
    if not past:
        return "attraction"
    silence = (on - past[-1]).days
    gaps = [(after - before).days for before, after in pairwise(past)]
    if len(past) >= 3:
        p90 = percentile(gaps, 0.9)
        broken, far = max(2 * median(gaps), p90), max(4 * median(gaps), p90)
    if silence > max(far, 14):
        return "separation"
    if silence > max(broken, 7):
        return "potential_separation"
    if (on - past[0]).days <= 30:
        return "welcome"
    return "acquaintance" if len(past) == 1 else "account"
