"""Orders come in as tools abroad write them: amounts with their sign, returns in brackets, rows of other currencies."""

from __future__ import annotations

import pytest

from peyvand.platform.actions.settings import change_settings
from peyvand.sales.models import Order
from tests.cast import Cast
from tests.importing import bring, explained

pytestmark = pytest.mark.django_db
ORDERS = """Order Number,Order Date,Customer ID,SKU,Quantity,Unit Price,Total,Currency
1001,11/20/2025,C-1,MB-1,2,$617.25,"$1,234.50",CAD
1002,10/05/2025,C-1,MB-1,-1,25.00,(25.00),CAD
1003,11/21/2025,C-1,MB-1,1,$10.00,$10.00,USD
"""


def test_a_row_in_another_currency_is_told_and_not_taken_for_ours(cast: Cast) -> None:
    change_settings(actor=cast.ali, texts={"currency": "CAD", "zone": "America/Toronto", "region": "CA"})
    run = bring(cast.ali, "orders", ORDERS)
    found = Order.objects.order_by("number").values_list("number", "total", "currency", "kind")
    assert [*found] == [("1001", 123450, "CAD", "sale"), ("1002", -2500, "CAD", "return")], explained(run)
    assert [str(day) for day in Order.objects.order_by("number").values_list("day", flat=True)] == [
        "2025-11-20",
        "2025-10-05",
    ]
    assert "USD" in explained(run)
