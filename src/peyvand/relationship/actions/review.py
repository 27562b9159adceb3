"""Deciding: for those who changed, and every night for all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypedDict

from django.db import connection, transaction
from django.db.models import F

from peyvand.people.actions.placing import fill_all, place
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.relationship.engine import SECTION, Outcome, Scope, decide, learn_rhythm, measures, recount
from peyvand.relationship.models import Dirty, Reviewed

AT_ONCE = 2
ASKED = 20_000


class Review(TypedDict):
    """What a review did."""

    customers: int
    moved: int
    seconds: float


def sections() -> list[tuple[int, int]]:
    """Return the ranges of ids, a section of the engine each, in which there are customers."""
    numbers = Customer.objects.order_by().values_list(F("pk") / SECTION, flat=True).distinct()
    return [(number * SECTION, (number + 1) * SECTION - 1) for number in sorted(numbers)]


def _decided(scope: Scope) -> Outcome:
    """Decide; for single customers apply the rules of groups too, which may ask for what was decided."""
    with transaction.atomic():
        outcome = decide(scope)
        place(scope.ids or ())
        return outcome


def _in_sections(scopes: Sequence[Scope]) -> Iterator[Outcome]:
    """Decide section by section, two at a time; one after the other inside somebody's transaction."""
    if connection.in_atomic_block or len(scopes) < AT_ONCE:
        yield from map(_decided, scopes)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            yield from pool.map(_decided, scopes)
        finally:
            together = Barrier(AT_ONCE)
            for _thread in range(AT_ONCE):
                pool.submit(_leave, together)


def _leave(together: Barrier) -> None:
    """Close the database connection of this thread, once every thread of the pool is here to close its own."""
    together.wait()
    connection.close()


def review(
    *,
    ids: Sequence[int] | None = None,
    day: date | None = None,
    everyone: bool = False,
    replay: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Review:
    """Review the relationships of `ids`, or of all customers after learning how they usually buy, as of `day`.

    The day is the engine's unless given. Of all customers, the facts are compared with what they are made from, and
    those are decided whose facts changed or whom time moves; or `everyone`, which is also done when what everybody is
    measured by changed. `replay` reads all history again. A review of all commits section by section: it can be broken
    off and started again; `progress` is told how many sections of how many are done.
    """
    started = time.monotonic()
    day = day or organisation.today()
    if ids is None:
        outcome = _review_all(day, everyone=everyone, replay=replay, progress=progress)
    else:
        outcome = _decided(Scope(day, min(ids, default=0), max(ids, default=0), list(ids), replay_all=replay))
    return Review(customers=outcome.customers, moved=outcome.moved, seconds=round(time.monotonic() - started, 3))


def _review_all(day: date, *, everyone: bool, replay: bool, progress: Callable[[int, int], None] | None) -> Outcome:
    before = Reviewed.objects.filter(pk=1).first()
    anew = replay or before is None
    with transaction.atomic():
        learn_rhythm(day, max(1, Customer.objects.count() // ASKED), exactly=replay)
        if anew:  # moves are not counted until the end: whoever comes after a review that was broken off begins anew
            Reviewed.objects.all().delete()
    by = measures()
    everyone = everyone or replay or before is None or before.measures != by or before.day > day
    outcome = Outcome()
    scopes = [
        Scope(day, low, high, everyone=everyone, replay_all=replay, count_moves=not anew) for low, high in sections()
    ]
    for section, done in enumerate(_in_sections(scopes), 1):
        outcome += done
        if progress:
            progress(section, len(scopes))
    with transaction.atomic():
        recount(moves=anew)
        Reviewed.objects.update_or_create(pk=1, defaults={"measures": by, "day": day})
    fill_all()
    return outcome


def mark_dirty(customer_ids: Sequence[int]) -> None:
    """Remember whose facts may have changed; `decide_dirty` takes them up."""
    Dirty.objects.bulk_create([Dirty(customer_id=pk) for pk in customer_ids], batch_size=5000)


def decide_dirty(limit: int = 5000) -> int:
    """Decide for those who were marked, at most `limit` marks; return how many marks were taken."""
    with transaction.atomic():
        free = Dirty.objects.select_for_update(skip_locked=True)
        marks = list(free.order_by("pk").values_list("pk", "customer_id")[:limit])
        if marks:
            ids = sorted({customer for _mark, customer in marks})
            _decided(Scope(organisation.today(), ids[0], ids[-1], ids))
            Dirty.objects.filter(pk__in=[mark for mark, _customer in marks]).delete()
    return len(marks)


def decide_all_dirty() -> None:
    """Decide for everyone who is marked; whoever comes after finds nothing left to do."""
    while decide_dirty():
        pass
