"""Finding customers who may be one: among everybody every night, around one as soon as she changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from peyvand.core.sql import read_sql, run_sql
from peyvand.people.choices import ContactKind
from peyvand.people.models import ContactPoint, Customer, DuplicateKey, DuplicatePair
from peyvand.people.rules.likeness import Likeness, Side, are_namesakes, compare, host_of, keys_of, name_key
from peyvand.platform import organisation
from peyvand.platform.copying import one_of_ids

SQL: Final = Path(__file__).resolve().parent.parent / "sql"
BATCH: Final = 2_000
KEPT: Final = 20_000  # pairs that are alike: held back so that few transactions lock rows, and these briefly
PLAIN: Final = (
    "kind", "name", "given_name", "family_name", "legal_name", "registration_number", "economic_code", "birthday", "city",
)  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What a search came to: customers looked at, pairs compared, and those that a person should look at."""

    customers: int
    compared: int
    alike: int


def find_duplicates(ids: Sequence[int] | None = None) -> Found:
    """Look for doubles of `ids`, or among everybody; keep the pairs that are alike and drop open ones that no longer are.

    What people decided stays: a pair that was called "not the same" is never opened again.
    """
    began = timezone.now()
    customers = refresh_keys(ids)
    compared = alike = 0
    found: dict[tuple[int, int], Likeness] = {}
    with transaction.atomic():
        for pairs in _batches(_candidates(ids), BATCH):
            compared += len(pairs)
            found |= _judge(pairs)
            if len(found) > KEPT:
                alike += _write(found, began)
                found = {}
        alike += _write(found, began)
        outdated = DuplicatePair.objects.open().filter(seen_at__lt=began)
        if ids is not None:
            outdated = outdated.filter(Q(one_of_ids("low", ids)) | Q(one_of_ids("high", ids)))
        outdated.delete()
    return Found(customers, compared, alike)


def refresh_keys(ids: Sequence[int] | None = None) -> int:
    """Read again what customers could share with doubles; return how many were read."""
    living = Customer.objects.filter(deleted_at=None).order_by("pk")
    if ids is not None:
        living = living.filter(one_of_ids("pk", ids))
    read = 0
    with transaction.atomic():
        run_sql(SQL / "duplicate_keys_begin.sql")
        for some in _batches(living.values_list("pk", flat=True).iterator(BATCH), BATCH):
            sides = sides_of(some)
            read += len(sides)
            _copy_keys(sides)
        run_sql(SQL / "duplicate_keys_settle.sql", {"ids": None if ids is None else list(ids)})
    return read


def _copy_keys(sides: Mapping[int, Side]) -> None:
    command = "COPY duplicate_fresh (customer_id, key, most) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for pk, side in sides.items():
            for key, most in keys_of(side).items():
                copy.write_row((pk, key, most))


def sides_of(ids: Sequence[int]) -> dict[int, Side]:
    """Return what is compared of customers, by id, in two statements."""
    reach: dict[int, dict[str, set[str]]] = {}
    points = ContactPoint.objects.filter(one_of_ids("customer_id", ids)).order_by()
    for pk, kind, value, network in points.values_list("customer_id", "kind", "value", "network"):
        of_kind = reach.setdefault(pk, {}).setdefault(kind, set())
        of_kind.add(_comparable(kind, value, network))
    rows = Customer.objects.filter(one_of_ids("pk", ids)).values("id", "national_id", "external_id", *PLAIN)
    return {row["id"]: _side(row, reach.get(row["id"], {})) for row in rows}


def _comparable(kind: str, value: str, network: str) -> str:
    if kind == ContactKind.WEB:
        return host_of(value)
    return f"{network}:{value.lower()}" if kind == ContactKind.SOCIAL else value


def _side(row: Mapping[str, Any], reach: Mapping[str, set[str]]) -> Side:
    return Side(
        **{name: row[name] for name in PLAIN},
        national_id=row["national_id"] or "",
        external_id=row["external_id"] or "",
        phones=frozenset(reach.get(ContactKind.PHONE, ())),
        emails=frozenset(reach.get(ContactKind.EMAIL, ())),
        sites=frozenset(reach.get(ContactKind.WEB, set()) - {""}),
        handles=frozenset(reach.get(ContactKind.SOCIAL, ())),
    )


def _candidates(ids: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield pairs of ids that share a key, from a cursor that stays in the database."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(read_sql(SQL / "duplicate_candidates.sql"), {"ids": None if ids is None else list(ids)})
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _batches(things: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(things, size)):
        yield batch


def likeness_of(low: int, high: int) -> Likeness:
    """Return how alike two customers are now."""
    found = _judge([(low, high)], all_of_them=True)
    return found.get((low, high), Likeness(0, ""))


def _judge(pairs: Sequence[tuple[int, int]], *, all_of_them: bool = False) -> dict[tuple[int, int], Likeness]:
    """Return how alike the two of each pair are, without those that no person need look at."""
    sides = sides_of(sorted({pk for pair in pairs for pk in pair}))
    both = {(low, high): (sides[low], sides[high]) for low, high in pairs if low in sides and high in sides}
    names = {pair: name_key(one) for pair, (one, other) in both.items() if are_namesakes(one, other)}
    called = _called_so(names.values())
    judged = {pair: compare(*two, namesakes=called[names[pair]] if pair in names else 2) for pair, two in both.items()}
    return {pair: likeness for pair, likeness in judged.items() if likeness.surety or all_of_them}


def _called_so(keys: Iterable[int]) -> defaultdict[int, int]:
    """Return how many customers are called so, by key of the name: two at least, the two who are compared."""
    shared = DuplicateKey.objects.filter(one_of_ids("key", set(keys))).order_by()
    counted = shared.values("key").annotate(many=Count("pk")).values_list("key", "many")
    return defaultdict(lambda: 2, counted)


def _write(found: Mapping[tuple[int, int], Likeness], now: datetime) -> int:
    """Write pairs, lowest first as everybody does, so that two searches never wait for each other; return how many."""
    today = organisation.today()
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(
                low_id=low, high_id=high, score=likeness.score, surety=likeness.surety,
                reasons=[asdict(reason) for reason in likeness.reasons], found_on=today, seen_at=now,
            )
            for (low, high), likeness in sorted(found.items())
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["low", "high"],
        update_fields=["score", "surety", "reasons", "seen_at"],
    )  # fmt: skip
    return len(found)
