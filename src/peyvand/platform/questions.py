"""Questions whose SQL is written once.

Putting a question together from conditions and rights costs Django five to ten times what PostgreSQL needs to answer
it. A page asks the same few questions for everybody, only with other values: so a `Question` keeps the SQL, once for
every set of rights and every combination of values that are there, and puts the values in. The server keeps its plan.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet, Value
from django.http import Http404

from peyvand.core.sql import planned_cursor

if TYPE_CHECKING:
    from peyvand.platform.models import User

MOST_KEPT = 500
LARGEST_ID = 2**63 - 1
_row_class: Callable[..., Any] = namedtuple


@dataclass(frozen=True)
class Slot:
    """Where a value goes when the question is asked."""

    name: str


class Reader:
    """Whoever asks, while the question is written: her rights as they are, slots for who she is."""

    is_authenticated = True

    def __init__(self, user: User) -> None:
        self.is_active = user.is_active
        self.levels = user.levels
        self.scopes: frozenset[str] | None = getattr(user, "scopes", None)
        self.pk = Value(Slot("reader"))
        self.team_id = Value(Slot("team")) if user.team_id else None

    @staticmethod
    def shape(user: User) -> Hashable:
        """Return everything about a person that the words of a question may depend on."""
        scopes = getattr(user, "scopes", None)
        return (user.is_active, frozenset(user.levels.items()), scopes, user.team_id is None)


def numbered(patterns: Sequence[str]) -> dict[str, str]:
    """Return any number of values for a question under names of their own."""
    return {f"value_{place}": pattern for place, pattern in enumerate(patterns)}


@dataclass(frozen=True)
class Written:
    """A question in SQL, its parameters in order (slots among them), and how the columns of an answer are read."""

    sql: str
    params: tuple[Any, ...]
    read: Callable[[Sequence[Any]], Any]
    convert: Callable[[Sequence[Any]], Sequence[Any]]

    def filled(self, user: User, values: Mapping[str, Any]) -> list[Any]:
        """Return the parameters with who asks and her values in their slots."""
        known = {"reader": user.pk, "team": user.team_id, **values}
        return [known[param.name] if isinstance(param, Slot) else param for param in self.params]


@dataclass(frozen=True)
class Part:
    """A model in an answer and its columns: the one asked for, or one that `select_related` names."""

    name: str
    model: type[Model]
    columns: tuple[str, ...]

    def paths(self) -> list[str]:
        """Return its columns as they are asked for."""
        return [f"{self.name}__{column}" if self.name else column for column in self.columns]

    def read(self, values: Sequence[Any]) -> Model | None:
        """Return the model with these values; None where nothing is joined."""
        one = self.model.from_db(connection.alias, self.columns, values)
        return None if one.pk is None else one


def _part(name: str, model: Any) -> Part:
    return Part(name, model, tuple(field.attname for field in model._meta.concrete_fields))


def parts_of(queryset: QuerySet[Any, Any]) -> list[Part]:
    """Return the model of a queryset and, one step away, what it selects with it."""
    model, beside = queryset.model, queryset.query.select_related
    names = beside if isinstance(beside, dict) else ()
    return [_part("", model), *(_part(name, model._meta.get_field(name).related_model) for name in names)]


def _whole(parts: Sequence[Part]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes one model, with its related ones, of the columns of all parts."""
    ends = list(accumulate(len(part.columns) for part in parts))
    beside = list(zip(parts[1:], ends, ends[1:], strict=False))

    def read(row: Sequence[Any]) -> Any:
        one = parts[0].read(row[: ends[0]])
        for part, start, end in beside:
            setattr(one, part.name, part.read(row[start:end]))
        return one

    return read


class Question:
    """One question: `build(reader, **values)` returns a queryset of `columns`.

    `build` must depend on nothing but its arguments. With columns an answer is a named tuple; without, a model with
    what `select_related` names, one step away. Values that are None, and what is given as `fixed`, are part of the
    words; the others go into slots, so a condition may compare with them but not look at them. The tests ask every
    question both ways and compare. What is searched for by patterns is not `planned` once: which plan is good depends
    on the pattern.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], columns: Sequence[str] = (), *, planned: bool = True
    ) -> None:
        self.build = build
        self.columns = tuple(columns)
        self.planned = planned
        self._kept: dict[Hashable, Written | None] = {}

    def _cursor(self) -> Any:
        return planned_cursor() if self.planned else connection.cursor()

    def ask(self, user: User, values: Mapping[str, Any], **fixed: Hashable) -> list[Any]:
        """Return the rows that answer the question for `user` with these values."""
        written = self.written(user, values, **fixed)
        if written is None:
            return []
        with self._cursor() as cursor:
            cursor.execute(written.sql, written.filled(user, values))
            return [written.read(row) for row in written.convert(cursor.fetchall())]

    def first(self, user: User, values: Mapping[str, Any], **fixed: Hashable) -> Any:
        """Return the first row of the answer; None where there is none, and for a number that is no row's id.

        The server would compare such a number with every row, since no index holds it.
        """
        if any(isinstance(value, int) and abs(value) > LARGEST_ID for value in values.values()):
            return None
        return next(iter(self.ask(user, values, **fixed)), None)

    def one(self, user: User, pk: int) -> Any:
        """Return the row with this id; Http404 where there is none, or none for `user`."""
        found = self.first(user, {"pk": pk})
        if found is None:
            raise Http404
        return found

    def expected(self, user: User, values: Mapping[str, Any], **fixed: Hashable) -> int:
        """Return how many rows the planner expects in the answer, which it need not look for."""
        written = self.written(user, values, **fixed)
        if written is None:
            return 0
        with self._cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT json) {written.sql}", written.filled(user, values))
            return int(cursor.fetchone()[0][0]["Plan"]["Plan Rows"])

    def written(self, user: User, values: Mapping[str, Any], **fixed: Hashable) -> Written | None:
        """Return the question in words; None when nobody with these rights can get an answer."""
        there = tuple(name for name, value in values.items() if value is not None)
        shape = (Reader.shape(user), there, tuple(fixed.items()))
        if shape not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            slots = {name: Value(Slot(name)) if name in there else None for name in values}
            self._kept[shape] = self._write(self.build(Reader(user), **slots, **fixed))
        return self._kept[shape]

    def paths(self, queryset: QuerySet[Any, Any]) -> tuple[str, ...]:
        """Return which columns a queryset is asked for."""
        return self.columns or tuple(path for part in parts_of(queryset) for path in part.paths())

    def _write(self, queryset: QuerySet[Any, Any]) -> Written | None:
        if queryset.query.is_empty():
            return None
        compiler = queryset.values_list(*self.paths(queryset)).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        converters = compiler.get_converters([column[0] for column in compiler.select])
        return Written(
            sql,
            tuple(params),
            _row_class("Row", self.columns)._make if self.columns else _whole(parts_of(queryset)),
            (lambda rows: list(compiler.apply_converters(rows, converters))) if converters else lambda rows: rows,
        )
