"""The numbers that we give to orders."""

from __future__ import annotations

import threading
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.sales.actions import NewLine, NewOrder, place_order
from peyvand.sales.bulk import place_orders
from peyvand.sales.models import Order
from tests.cast import Cast, gather

NOON = datetime(2026, 5, 1, 12, tzinfo=ZoneInfo("Asia/Tehran"))


def ordered(actor: User, customer: Customer, number: str = "") -> str:
    lines = [NewLine(Decimal(1), Decimal(1000), description="قهوه")]
    return str(
        place_order(actor=actor, customer_id=customer.pk, new=NewOrder(lines, number=number, placed_at=NOON)).number
    )


def test_a_number_somebody_wrote_herself_does_not_stop_the_count(cast: Cast) -> None:
    customer = Customer.objects.create(kind="organisation", name="کافهٔ یک", owner=cast.sara)
    assert ordered(cast.sara, customer) == "20260501-001"
    ordered(cast.sara, customer, "20260501-ویژه")
    ordered(cast.sara, customer, "20260501-99999999999999")
    assert ordered(cast.sara, customer) == "20260501-002"
    ordered(cast.sara, customer, "20260501-017")
    assert ordered(cast.sara, customer) == "20260501-018"


def test_many_orders_of_many_days_go_on_counting_where_each_day_stands(cast: Cast) -> None:
    customer = Customer.objects.create(kind="organisation", name="کافهٔ یک", owner=cast.sara)
    ordered(cast.sara, customer)
    ordered(cast.sara, customer, "20260501-خودم")
    ordered(cast.sara, customer, "20241231-041")  # a number of another day than its own counts for that day
    line = [NewLine(Decimal(1), Decimal(1000), description="قهوه")]
    days = [NOON, NOON, NOON.replace(year=2024, month=12, day=31), NOON.replace(month=6)]
    place_orders(actor=cast.ali, orders=[(customer.pk, NewOrder(line, placed_at=day)) for day in days])
    given = Order.objects.order_by("-pk").values_list("number", flat=True)[:4]
    assert sorted(given) == ["20241231-042", "20260501-002", "20260501-003", "20260601-001"]


@pytest.mark.django_db(transaction=True)
def test_four_sellers_at_once_get_four_numbers() -> None:
    sara = gather().sara
    customer = Customer.objects.create(kind="organisation", name="کافهٔ یک", owner=sara)
    together, numbers = threading.Barrier(4), list[str]()

    def sell() -> None:
        together.wait()
        try:
            numbers.extend(ordered(sara, customer) for _time in range(5))
        finally:
            connections.close_all()

    sellers = [threading.Thread(target=sell) for _seller in range(4)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join(60)
    assert sorted(numbers) == [f"20260501-{count:03d}" for count in range(1, 21)]
