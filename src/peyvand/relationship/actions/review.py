"""Deciding: for those who changed, and every night for all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TypedDict

from django.db import connection, transaction
from django.db.models import Max, Min

from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.relationship.engine import Outcome, Scope, decide, fold, hold, learn_rhythm, recount
from peyvand.relationship.models import Dirty, Tally

CHUNK = 20_000
AT_ONCE = 2
ASKED = 20_000
LONG = 5_000


class Review(TypedDict):
    """What a review did."""

    customers: int
    moved: int
    seconds: float


def chunks(size: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of customer ids, each with at most `size` customers."""
    ends = Customer.objects.aggregate(low=Min("pk"), high=Max("pk"))
    low, last = ends["low"] or 1, ends["high"] or 0
    while low <= last:
        rest = Customer.objects.filter(pk__gte=low).order_by("pk").values_list("pk", flat=True)
        high = next(iter(rest[size - 1 : size]), last)
        yield low, high
        low = high + 1


def _decided(scope: Scope) -> Outcome:
    with transaction.atomic():
        return decide(scope)


def _decided_apart(scope: Scope) -> Outcome:
    """Decide for a chunk on a database connection of this thread's own."""
    try:
        return _decided(scope)
    finally:
        connection.close()


def _in_chunks(scopes: Sequence[Scope]) -> Iterator[Outcome]:
    """Decide chunk by chunk, two at a time; one after the other inside somebody's transaction."""
    if connection.in_atomic_block or len(scopes) < 2:
        yield from map(_decided, scopes)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(_decided_apart, scopes)


def review(
    *,
    ids: Sequence[int] | None = None,
    day: date | None = None,
    replay: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Review:
    """Decide the relationships of `ids`, or of everyone after learning how they usually buy, as of `day`.

    The day is the engine's unless given. A review of everyone commits chunk by chunk: it can be broken off and started
    again. `replay` reads all history again.
    """
    started = time.monotonic()
    day = day or organisation.today()
    outcome = Outcome()
    if ids is not None:
        with transaction.atomic():
            outcome = decide(Scope(day, min(ids, default=0), max(ids, default=0), list(ids), replay))
    else:
        with transaction.atomic():
            hold()
            learn_rhythm(day, max(1, Customer.objects.count() // ASKED))
        for done in _in_chunks([Scope(day, low, high, None, replay) for low, high in chunks(CHUNK)]):
            outcome += done
            if progress:
                progress(outcome.customers)
        with transaction.atomic():
            recount()
    return Review(customers=outcome.customers, moved=outcome.moved, seconds=round(time.monotonic() - started, 3))


def mark_dirty(customer_ids: Sequence[int]) -> None:
    """Remember whose facts may have changed; `decide_dirty` takes them up."""
    Dirty.objects.bulk_create([Dirty(customer_id=pk) for pk in customer_ids], batch_size=5000)


def decide_dirty(limit: int = 5000) -> int:
    """Decide for those who were marked, at most `limit` marks; return how many marks were taken."""
    with transaction.atomic():
        hold()
        marks = list(Dirty.objects.order_by("pk").values_list("pk", "customer_id")[:limit])
        if marks:
            ids = sorted({customer for _mark, customer in marks})
            decide(Scope(organisation.today(), ids[0], ids[-1], ids))
            Dirty.objects.filter(pk__in=[mark for mark, _customer in marks]).delete()
        if Tally.objects.count() > LONG:
            fold()
    return len(marks)
