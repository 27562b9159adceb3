"""The numbers that we give to orders: the day and a running count."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from django.db import connection
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Left, Substr

from peyvand.sales.models import Order

GIVING_NUMBERS = 0x6F72646572  # the lock's name among the database's advisory locks: "order"
COUNTED = r"^[0-9]{8}-[0-9]{1,9}$"


class Numbers:
    """Gives out free numbers inside one transaction; others who want one wait until it ends.

    Whoever needs numbers of many days names the days beforehand: they are looked up at once.
    """

    def __init__(self, days: Iterable[date] = ()) -> None:
        self._ahead = set(days)
        self._last: dict[date, int] = {}

    def next(self, day: date) -> str:
        """Return the next free number of a day."""
        if not self._last:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GIVING_NUMBERS])
        if day not in self._last:
            self._last |= _last_counts({day, *self._ahead} - set(self._last))
        self._last[day] += 1
        return f"{_head(day)}{self._last[day]:03d}"


def _head(day: date) -> str:
    return f"{day:%Y%m%d}-"


def _last_counts(days: Set[date]) -> dict[date, int]:
    """Return the highest count of each day, 0 where there is none; numbers that somebody wrote otherwise do not count."""
    heads = {_head(day): day for day in days}
    first, last = min(heads), max(heads)
    size = len(first)
    # The index finds what begins alike: a day's numbers, or those of a year.
    alike = next((place for place in range(size) if first[place] != last[place]), size)
    counts = (
        Order.objects.filter(number__startswith=first[:alike], number__regex=COUNTED)
        .annotate(head=Left("number", size))
        .filter(head__in=list(heads))
        .values_list("head")
        .annotate(highest=Max(Cast(Substr("number", size + 1), IntegerField())))
        .order_by()
    )
    return dict.fromkeys(days, 0) | {heads[head]: highest for head, highest in counts}
