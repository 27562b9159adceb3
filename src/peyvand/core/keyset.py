"""Keyset paging: the next page costs the same at row 50 and at row 5,000,000."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.utils.translation import gettext_lazy as _

R = TypeVar("R")


class BadCursor(ValueError):
    """The cursor was not made by us, or belongs to another sort."""

    def __init__(self) -> None:
        super().__init__(str(_("This page marker is not valid any more. Start from the first page.")))


@dataclass(frozen=True)
class Page(Generic[R]):
    """One page: its rows and the cursor of the next one (None on the last)."""

    items: list[R]
    next: str | None


def encode(values: Sequence[Any]) -> str:
    """Return an opaque cursor for the sort values of a row."""
    plain = [
        v.isoformat() if isinstance(v, date | datetime) else str(v) if isinstance(v, Decimal) else v for v in values
    ]
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[Any]:
    """Return the values in a cursor; raise BadCursor for anything we did not make."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, UnicodeError, RecursionError):
        raise BadCursor from None
    if not isinstance(values, list) or len(values) != length:
        raise BadCursor
    if any(isinstance(v, list | dict | bool | float) or (isinstance(v, str) and "\x00" in v) for v in values):
        raise BadCursor
    return values


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):  # of a query set's `values()`
        return row[path]
    for part in path.split("__"):
        row = getattr(row, part, None)
    return row


def _after(name: str, descending: bool, value: Any) -> Q:
    """Rows strictly after `value`; empty values sort last in both directions."""
    if value is None:
        return Q(pk__in=[])
    beyond = Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
    return beyond | Q(**{f"{name}__isnull": True})


def _at_or_after(name: str, descending: bool, value: Any) -> Q:
    """A redundant bound that the database can use as an index condition."""
    if value is None:
        return Q(**{f"{name}__isnull": True})
    return Q(**{f"{name}__{'lte' if descending else 'gte'}": value}) | Q(**{f"{name}__isnull": True})


def _nullable(model: type[Model], path: str) -> bool:
    current: Any = model
    nullable = False
    for part in path.split("__"):
        try:
            field = current._meta.get_field(part)
        except FieldDoesNotExist:
            return True  # an annotation
        nullable = (
            nullable or getattr(field, "null", False) or not field.concrete
        )  # a row that points here may be missing
        current = field.related_model or current
    return nullable


def paginate(queryset: QuerySet[Any, R], *, sort: Sequence[str], cursor: str | None, limit: int) -> Page[R]:
    """Return one page of `queryset` (its rows models, named tuples or the dicts of `values()`) ordered by `sort`.

    `sort` are ORM paths, "-" descends; the last one must be unique.
    """
    values = decode(cursor, len(sort)) if cursor else []
    rows: list[R] = []
    try:
        for part in _in_turn(queryset, sort, values):
            rows += part[: limit + 1 - len(rows)]
            if len(rows) > limit:
                break
    except (ValidationError, ValueError, TypeError):
        raise BadCursor from None
    return page_of(rows, sort, limit)


def _in_turn(queryset: QuerySet[Any, R], sort: Sequence[str], values: Sequence[Any]) -> Iterator[QuerySet[Any, R]]:
    """Yield what follows the row with these values (none: everything), in the order of `sort`.

    Where the order begins in a row of another table that may be missing, those who have one are asked for first and by
    themselves: only then can the database walk along an index of that table.
    """
    model, names = queryset.model, _names(sort)
    optional = {name: _nullable(model, name) for name, _down in names}
    if not begins_elsewhere(model, sort):
        yield ordered(queryset.filter(_beyond(names, optional, values)) if values else queryset, sort)
        return
    first = names[0][0]
    if not values or values[0] is not None:
        known = queryset.filter(**{f"{first}__isnull": False})
        known = known.filter(_beyond(names, optional | {first: False}, values)) if values else known
        yield known.order_by(sort[0], *_order(model, sort[1:]))
    rest = queryset.filter(**{f"{first}__isnull": True})
    rest = rest.filter(_beyond(names[1:], optional, values[1:])) if values and values[0] is None else rest
    yield rest.order_by(*_order(model, sort[1:]))


def begins_elsewhere(model: type[Model], sort: Sequence[str]) -> bool:
    """Tell whether an order begins in a row of another table that may be missing."""
    path = sort[0].lstrip("-")
    start, _separator, rest = path.partition("__")
    try:
        return bool(rest) and model._meta.get_field(start).is_relation and _nullable(model, path)
    except FieldDoesNotExist:
        return False  # an annotation


def ordered(queryset: QuerySet[Any, R], sort: Sequence[str]) -> QuerySet[Any, R]:
    """Return `queryset` in the order that paging needs: empty values last in both directions."""
    return queryset.order_by(*_order(queryset.model, sort))


def _order(model: type[Model], sort: Sequence[str]) -> list[str | OrderBy]:
    return [
        path if not _nullable(model, name) else F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
        for (name, down), path in zip(_names(sort), sort, strict=True)
    ]


def page_of(rows: list[R], sort: Sequence[str], limit: int) -> Page[R]:
    """Return the page that `limit` + 1 rows in this order make."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(shown, encode([_value(shown[-1], name) for name, _down in _names(sort)]) if more else None)


def _names(sort: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the paths of a sort, each with whether it descends."""
    return [(path.lstrip("-"), path.startswith("-")) for path in sort]


def _beyond(names: Sequence[tuple[str, bool]], optional: dict[str, bool], values: Sequence[Any]) -> Q:
    """The lexicographic "after this row" condition, with a leading bound on the first column for the index."""
    condition, equal = Q(), Q()
    for (name, down), value in zip(names, values, strict=True):
        beyond = Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        step = _after(name, down, value) if optional[name] else beyond
        condition |= equal & step
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    first, down = names[0]
    value = values[0]
    if optional[first]:
        return _at_or_after(first, down, value) & condition
    return Q(**{f"{first}__{'lte' if down else 'gte'}": value}) & condition
