"""From a state to rows: conditions, order, columns, one keyset page, and an honest count."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from peyvand.core import display
from peyvand.core.fields import Among
from peyvand.core.keyset import BadCursor, Page, ordered, page_of, paginate
from peyvand.core.sql import TookTooLong, at_most
from peyvand.platform import organisation
from peyvand.platform.lists.compiling import Reader, compile_groups
from peyvand.platform.lists.fields import Field, ListError, ListSpec, Row
from peyvand.platform.lists.state import State, shown_fields
from peyvand.platform.questions import Question

EXACT_BELOW = 10_000
SURELY_ABOVE = 5 * EXACT_BELOW
GATHERED = 3_000
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
        for field in self._used():
            if field.annotate is not None:
                found = field.annotate(found)
        if self.state.groups:
            found = found.filter(compile_groups(self.spec.table, self.state.groups, self.fields, self.reader))
        return self.spec.search(found, self.state.q, self.reader.user) if self.state.q else found

    @cached_property
    def found(self) -> QuerySet[Any]:
        """Return the person's own rows that match. Raises ListError for a comparison that cannot be made."""
        return self.matching(self.spec.rows(self.reader.user))

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

    def page(self, limit: int = PAGE, *, counted: bool = False) -> Page[Row]:
        """Return the page at the state's place; `counted` says that their number is shown with it.

        Raises ListError for a place that is not ours.
        """
        paths = self._paths(self.columns)
        if self._is_plain and all(map(str.isidentifier, paths)):
            first = first_page(self.spec, paths, tuple(self.order), limit).ask(self.reader.user, {})
            return page_of([row._asdict() for row in first], self.order, limit)
        rows = self.loaded(self._gathered() if counted and self.narrowed else self.found, self.columns)
        try:
            return paginate(rows, sort=self.order, cursor=self.state.cursor or None, limit=limit)
        except BadCursor as error:
            raise ListError(str(error)) from None

    def _gathered(self) -> QuerySet[Any]:
        """Return the rows that match so that few of them are gathered first and then put in order.

        PostgreSQL would walk along the order until a page is full: it takes those who match to be spread evenly, but who
        shares a family name stands together.
        """
        number, exact = self.count
        if not exact or number > GATHERED:
            return self.found
        return self.found.filter(Among("pk", ArraySubquery(self.found.order_by().values("pk"))))

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
        return not (self.narrowed or self.state.cursor or any(field.annotate for field in self._used()))

    @cached_property
    def count(self) -> tuple[int, bool]:
        """Return how many rows match and whether that is exact: counted below 10,000, else the planner's estimate.

        Of all rows a person may see the planner knows enough to say first that they are far too many to count.
        """
        if not self.narrowed and (estimate := whole(self.spec).expected(self.reader.user, {})) > SURELY_ABOVE:
            return estimate, False
        return count_of(self.found)

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


def count_of(rows: QuerySet[Any]) -> tuple[int, bool]:
    """Return how many rows there are and whether that is exact: counted below 10,000, else the planner's estimate."""
    bounded = rows.order_by().values("pk")[: EXACT_BELOW + 1].count()
    return (bounded, True) if bounded <= EXACT_BELOW else (max(EXACT_BELOW, estimate_of(rows)), False)


def estimate_of(rows: QuerySet[Any]) -> int:
    """Return how many rows the planner expects."""
    plan = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


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
