"""The numbers that we give to orders: the day and a running count."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from peyvand.sales.models import Order

GIVING_NUMBERS = 0x6F72646572  # the lock's name among the database's advisory locks: "order"


class Numbers:
    """Gives out free numbers inside one transaction; others who want one wait until it ends."""

    def __init__(self) -> None:
        self._last: dict[date, int] = {}

    def next(self, day: date) -> str:
        """Return the next free number of a day."""
        if not self._last:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GIVING_NUMBERS])
        head = f"{day:%Y%m%d}-"
        if day not in self._last:
            self._last[day] = _last_count(head)
        self._last[day] += 1
        return f"{head}{self._last[day]:03d}"


def _last_count(head: str) -> int:
    """Return the highest count after `head`; numbers that somebody wrote otherwise do not count."""
    count = Cast(Substr("number", len(head) + 1), IntegerField())
    ours = Order.objects.filter(number__regex=rf"^{head}[0-9]{{1,9}}$")
    return int(ours.aggregate(last=Max(count))["last"] or 0)
