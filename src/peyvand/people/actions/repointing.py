"""Whatever points to a customer, found through the model registry, and moved from one customer to another and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, ForeignKey, Model, OuterRef, Q, QuerySet, UniqueConstraint

from peyvand.core.manifest import Belonging, offers
from peyvand.people.models import Customer
from peyvand.platform.audit import plain
from peyvand.platform.copying import one_of_ids

Row = dict[str, Any]


@dataclass(frozen=True)
class Pointer:
    """A column of a table that holds a customer's id."""

    model: type[Model]
    field: ForeignKey[Any, Any]

    @property
    def table(self) -> str:
        """Return the model as manifests name it: "sales.Order"."""
        return self.model._meta.label

    @property
    def name(self) -> str:
        """Return the name that a merge remembers: "sales.order.customer"."""
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def is_kept_whole(self) -> bool:
        """Tell whether a merge remembers whole rows: editing a customer replaces the rows of our own tables."""
        return self.model is not Customer and self.model._meta.app_label == Customer._meta.app_label

    def of(self, customer_id: int) -> QuerySet[Any]:
        """Return the rows that point to a customer."""
        return self.model._base_manager.filter(**{self.field.attname: customer_id})


def belongings() -> dict[str, Belonging]:
    """Return what contexts say about the tables that point to customers, by table."""
    offered: list[Belonging] = offers("belongings")
    return {belonging.table: belonging for belonging in offered if not belonging.path}


@cache
def pointers() -> tuple[Pointer, ...]:
    """Return every column that is re-pointed when customers merge.

    Left out are tables with one row per customer and those that a context works out anew (`Belonging.moves`).
    """
    said = belongings()
    relations: Iterator[Any] = (field for field in Customer._meta.get_fields(include_hidden=True) if field.one_to_many)
    found = (Pointer(relation.related_model, relation.field) for relation in relations)
    return tuple(pointer for pointer in found if pointer.table not in said or said[pointer.table].moves)


def moving(lose_id: int, keep_id: int) -> dict[str, int]:
    """Return how many rows of each table would move, by table."""
    counts: dict[str, int] = {}
    for pointer in pointers():
        count = _without_twins(pointer, lose_id, keep_id).count()
        counts[pointer.table] = counts.get(pointer.table, 0) + count
    return {table: count for table, count in counts.items() if count}


def weight(customer_id: int) -> int:
    """Return how many rows point to a customer: the one with more of them is the one to keep."""
    return sum(pointer.of(customer_id).count() for pointer in pointers())


def move(lose_id: int, keep_id: int) -> tuple[dict[str, list[int]], dict[str, list[Row]]]:
    """Point what points to one customer to another; return the ids that moved and the rows that are kept whole.

    A row that the other customer has already (by a unique constraint) stays where it is: hers holds.
    """
    moved: dict[str, list[int]] = {}
    rows: dict[str, list[Row]] = {}
    for pointer in pointers():
        if pointer.is_kept_whole and (whole := _snapshot(pointer.of(lose_id))):
            rows[pointer.name] = whole
        if ids := list(_without_twins(pointer, lose_id, keep_id).order_by().values_list("pk", flat=True)):
            moved[pointer.name] = ids
            _point(pointer, ids, keep_id)
    return moved, rows


def _point(pointer: Pointer, ids: Sequence[int], customer_id: int) -> None:
    pointer.model._base_manager.filter(one_of_ids("pk", ids)).update(**{pointer.field.attname: customer_id})


def _without_twins(pointer: Pointer, lose_id: int, keep_id: int) -> QuerySet[Any]:
    rows = pointer.of(lose_id)
    for names, where in _unique_with(pointer):
        same = {name: OuterRef(name) for name in names}
        rows = rows.exclude(where & Q(Exists(pointer.of(keep_id).filter(where, **same))))
    return rows


def _unique_with(pointer: Pointer) -> Iterator[tuple[tuple[str, ...], Q]]:
    """Yield the other columns of each unique constraint that a pointer is a part of, and for which rows it holds."""
    for constraint in pointer.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and pointer.field.name in constraint.fields:
            others = tuple(name for name in constraint.fields if name != pointer.field.name)
            yield others, constraint.condition or Q()


def _snapshot(rows: QuerySet[Any]) -> list[Row]:
    return [{name: plain(value) for name, value in row.items()} for row in rows.values(*_stored(rows.model))]


def _stored(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def move_back(
    lose_id: int, keep_id: int, moved: Mapping[str, Iterable[int]], rows: Mapping[str, Iterable[Row]]
) -> None:
    """Point back what `move` had moved. What was replaced or removed since is made again from the rows kept whole."""
    with _putting_back():
        for pointer in pointers():
            ids = set(moved.get(pointer.name, ()))
            if pointer.name in rows:
                for row in rows[pointer.name]:
                    _put_back(pointer, row, keep_id if row["id"] in ids else None)
            else:
                still = pointer.of(keep_id).filter(one_of_ids("pk", ids)).values_list("pk", flat=True)
                _point(pointer, list(still), lose_id)


@contextmanager
def _putting_back() -> Iterator[None]:
    """Tell the triggers that write history that the rows made in this block bring theirs along."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL peyvand.put_back = 'on'")
        yield
        cursor.execute("SET LOCAL peyvand.put_back = 'off'")


def _put_back(pointer: Pointer, row: Row, keep_id: int | None) -> None:
    """Let a row be as it was. Where it had moved (to `keep_id`) and an edit has replaced it, the other one goes."""
    table = pointer.model._base_manager
    values = {name: value for name, value in row.items() if name != "id"}
    if not table.filter(pk=row["id"]).exists():
        if keep_id is not None:
            twins = pointer.of(keep_id).filter(**{name: row[name] for name in _known_by(pointer, row)})
            table.filter(pk__in=list(twins.values_list("pk", flat=True)[:1])).delete()
        table.bulk_create([pointer.model(**row)])
    table.filter(pk=row["id"]).update(**values)  # also what saving would set by itself


def _known_by(pointer: Pointer, row: Row) -> list[str]:
    """Return the columns by which a replaced row is known again: of its unique constraint, else all that say something."""
    meta: Any = pointer.model._meta
    for names, where in _unique_with(pointer):
        if where:
            continue
        columns = [meta.get_field(name).attname for name in names]
        if all(row[column] is not None for column in columns):
            return columns
    return [name for name in row if name not in {"id", pointer.field.attname}]
