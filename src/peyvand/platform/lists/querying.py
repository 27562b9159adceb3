"""From a state to rows: conditions, order, columns, one keyset page, and an honest count."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Func, QuerySet

from peyvand.core import display
from peyvand.core.keyset import BadCursor, Page, begins_elsewhere, ordered, page_of, paginate
from peyvand.core.sql import TookTooLong, at_most
from peyvand.platform import organisation
from peyvand.platform.lists.compiling import Reader, compile_groups
from peyvand.platform.lists.fields import Field, ListError, ListSpec, Row
from peyvand.platform.lists.state import State, shown_fields
from peyvand.platform.questions import Question

EXACT_BELOW = 10_000
SURELY_ABOVE = 5 * EXACT_BELOW
COMMON = 20  # one row of so many
AT_ONCE = 3 * EXACT_BELOW  # matching rows: gathering them costs less than some of them first and then all
WALKED = 20_000  # rows: looking through them costs no more than gathering EXACT_BELOW from all over a table
PAGE = 50
CHUNK = 2_000
MOST_KEPT = 256


def reader_for(user: Any) -> Reader:
    """Return who asks, with the organisation's day and currency."""
    return Reader(user, organisation.today(), display.current(), organisation.get("currency"))


@dataclass(frozen=True)
class Listing:
    """A list as one person asked for it."""

    spec: ListSpec
    fields: Mapping[str, Field]
    state: State
    reader: Reader

    @cached_property
    def columns(self) -> list[Field]:
        """Return the fields shown as columns."""
        mine = self.reader.user.list_columns.get(self.spec.url_name, ())
        return shown_fields(self.state.columns or mine, self.fields)

    @property
    def sort_names(self) -> tuple[str, ...]:
        """Return the fields sorted by; an offered field's name is kept only while it is offered."""
        return self.state.sort or self.spec.sort

    @property
    def order(self) -> list[str]:
        """Return the ORM paths to sort by, ending in the id."""
        paths: list[str] = []
        for name in self.sort_names:
            sign = "-" if name.startswith("-") else ""
            paths += [f"{sign}{path}" for path in self.fields[name.lstrip("-")].sort]
        downward = bool(paths) and paths[0].startswith("-")
        return [*dict.fromkeys(paths), "-id" if downward else "id"]

    def matching(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that match the state."""
        found = self._annotated(found)
        if self.state.groups:
            found = found.filter(compile_groups(self.spec.table, self.state.groups, self.fields, self.reader))
        return self.spec.search(found, self.state.q, self.reader.user) if self.state.q else found

    @cached_property
    def found(self) -> QuerySet[Any]:
        """Return the person's own rows that match. Raises ListError for a comparison that cannot be made."""
        return self.matching(self.spec.rows(self.reader.user))

    def _annotated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        for field in self._used():
            if field.annotate is not None:
                rows = field.annotate(rows)
        return rows

    def _used(self) -> list[Field]:
        names = {condition.field for group in self.state.groups for condition in group}
        names |= {name.lstrip("-") for name in self.sort_names} | {field.key for field in self.columns}
        return [field for name, field in self.fields.items() if name in names]

    def loaded(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any, Row]:
        """Return `rows` reading only what `columns` and the order need: plain values, no model instances."""
        return rows.values(*self._paths(columns))

    def _paths(self, columns: Sequence[Field]) -> tuple[str, ...]:
        paths = {path for field in columns for path in (field.path, *field.reads, field.currency) if path}
        return "pk", *sorted(paths | {path.lstrip("-") for path in self.order})

    def page(self) -> Page[Row]:
        """Return the page at the state's place. Raises ListError for a place that is not ours."""
        paths = self._paths(self.columns)
        if self._is_plain and all(map(str.isidentifier, paths)):
            first = first_page(self.spec, paths, tuple(self.order), PAGE).ask(self.reader.user, {})
            return page_of([row._asdict() for row in first], self.order, PAGE)
        rows = self._beginning() if self.narrowed and not self.state.cursor else self.found
        try:
            loaded = self.loaded(rows, self.columns)
            return paginate(loaded, sort=self.order, cursor=self.state.cursor or None, limit=PAGE)
        except BadCursor as error:
            raise ListError(str(error)) from None

    def _beginning(self) -> QuerySet[Any]:
        """Return rows that begin as those who match: the first of them by id, or all, of whom PostgreSQL takes the first.

        PostgreSQL would always walk along the order until a page is full. It takes those who match to be spread evenly,
        but who shares a family name stands together: so they are gathered, unless they are many and begin early. What
        is common among all stands everywhere.
        """
        if self._is_common:
            return self.found
        number, first = self._gathered
        if number > self._looked_at:
            if self._is_near(first[-1]):
                return self.found
            _number, first = gathered(self.found, self.order)
        return self._everybody.filter(pk__in=first)

    def _is_near(self, pk: int) -> bool:
        """Tell whether few stand before this row in the order, so that walking there is quick."""
        path = self.order[0]
        name = path.lstrip("-")
        if name in self._everybody.query.annotations:
            return False
        edge = self._everybody.filter(pk=pk).values_list(name, flat=True).first()
        if edge is None:
            return False
        until = self._everybody.filter(**{f"{name}__{'gte' if path.startswith('-') else 'lte'}": edge})
        return until.order_by().values("pk")[: WALKED + 1].count() <= WALKED

    @cached_property
    def _expected(self) -> int:
        return estimate_of(self.found)

    @property
    def _expected_of_all(self) -> int:
        return whole(self.spec).expected(self.reader.user, {})

    @cached_property
    def _is_common(self) -> bool:
        """Tell whether the planner takes what matches for common among all rows a person may see."""
        return self._expected > EXACT_BELOW and self._expected * COMMON > self._expected_of_all

    @property
    def _looked_at(self) -> int:
        """Return how many of those who match are gathered at first: all, unless they seem far too many."""
        return EXACT_BELOW if self._expected > AT_ONCE else AT_ONCE

    @cached_property
    def _gathered(self) -> tuple[int, list[int]]:
        return gathered(self.found, self.order, self._looked_at + 1)

    @cached_property
    def _everybody(self) -> QuerySet[Any]:
        """Return all of the person's own rows, whether they match or not."""
        return self._annotated(self.spec.rows(self.reader.user))

    def chunks(self, rows: QuerySet[Any], columns: Sequence[Field]) -> Iterator[list[Row]]:
        """Yield all of `rows` in the list's order, a chunk at a time, each found by keyset."""
        loaded, cursor = self.loaded(rows, columns), None
        while True:
            page = paginate(loaded, sort=self.order, cursor=cursor, limit=CHUNK)
            if page.items:
                yield page.items
            cursor = page.next
            if cursor is None:
                return

    @property
    def narrowed(self) -> bool:
        """Tell whether a search or a filter keeps only some of the rows."""
        return bool(self.state.groups or self.state.q)

    @property
    def _is_plain(self) -> bool:
        """Tell whether this is the beginning of the whole list: what is asked for most often."""
        if self.narrowed or self.state.cursor or begins_elsewhere(self.spec.table, self.order):
            return False
        return not any(field.annotate for field in self._used())

    @cached_property
    def count(self) -> tuple[int, bool]:
        """Return how many rows match and whether that is exact: surely below 10,000, else often the planner's estimate.

        Of all rows a person may see the planner knows enough to say first that they are far too many to count.
        """
        if self.narrowed:
            number, most = (
                (bounded(self.found), EXACT_BELOW) if self._is_common else (self._gathered[0], self._looked_at)
            )
            return (number, True) if number <= most else (max(most, self._expected), False)
        estimate = self._expected_of_all
        return (estimate, False) if estimate > SURELY_ABOVE else count_of(self.found)

    def moved_to(self, state: State) -> Listing:
        """Return the same list in another state."""
        return replace(self, state=state)


@lru_cache(maxsize=MOST_KEPT)
def first_page(spec: ListSpec, paths: tuple[str, ...], sort: tuple[str, ...], limit: int) -> Question:
    """Return the question for the first rows of a whole list, and one more; its words are kept."""
    return Question(lambda reader: ordered(spec.rows(reader), sort)[: limit + 1], paths)


@lru_cache(maxsize=MOST_KEPT)
def whole(spec: ListSpec) -> Question:
    """Return the question for all rows of a list that somebody may see."""
    return Question(lambda reader: spec.rows(reader).order_by(), ("pk",))


def gathered(rows: QuerySet[Any], order: Sequence[str], most: int | None = None) -> tuple[int, list[int]]:
    """Return how many rows there are and the ids of a page and one more, the first in `order`.

    Of more rows than `most` any `most` are looked at: their first ones stand no earlier than the first of all.
    """
    first = Func(
        ArrayAgg("pk", order_by=ordered(rows, order).query.order_by), template=f"(%(expressions)s)[1:{PAGE + 1}]"
    )
    found = rows.order_by().values("pk")[:most].aggregate(number=Count("pk"), first=first)
    return found["number"], found["first"] or []


def count_of(rows: QuerySet[Any]) -> tuple[int, bool]:
    """Return how many rows there are and whether that is exact: counted below 10,000, else the planner's estimate."""
    number = bounded(rows)
    return (number, True) if number <= EXACT_BELOW else (max(EXACT_BELOW, estimate_of(rows)), False)


def bounded(rows: QuerySet[Any]) -> int:
    """Return how many rows there are, of many only that they are more than are counted."""
    return rows.order_by().values("pk")[: EXACT_BELOW + 1].count()


def estimate_of(rows: QuerySet[Any]) -> int:
    """Return how many rows the planner expects."""
    plan = rows.order_by().values("pk").explain(format="json")  # empty where nobody can match
    return int(json.loads(plan)[0]["Plan"]["Plan Rows"]) if plan else 0


def count_at_once(rows: QuerySet[Any], seconds: float) -> tuple[int, bool]:
    """Return as `count_of`; what cannot be counted within `seconds` is estimated."""
    try:
        with at_most(seconds):
            return count_of(rows)
    except TookTooLong:
        return estimate_of(rows), False


def batches(columns: Sequence[Field], rows: Sequence[Row]) -> dict[str, dict[int, Any]]:
    """Return {field key: {row id: value}} of the fields that are read for all rows at once."""
    ids = [row["pk"] for row in rows]
    return {field.key: field.batch(ids) for field in columns if field.batch is not None and ids}
