"""The newest contact with many customers at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from peyvand.people.models import Customer


def touch_all(newest: Mapping[int, datetime]) -> None:
    """Remember the newest contact with each customer, where it is newer than what is known."""
    rows = Customer.objects.filter(pk__in=list(newest)).only("pk", "last_touch_at")
    late = [row for row in rows if row.last_touch_at is None or row.last_touch_at < newest[row.pk]]
    for row in late:
        row.last_touch_at = newest[row.pk]
    Customer.objects.bulk_update(late, ["last_touch_at"], batch_size=1000)
