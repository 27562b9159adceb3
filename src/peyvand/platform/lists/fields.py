"""What a list is made of: its fields, each a column, a filter, a sort or all three."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Model, Q, QuerySet

from peyvand.core.manifest import ListField, ListView, Text, Within, offers
from peyvand.platform.field_classes import class_of, reads_class, writes_class
from peyvand.platform.policies import may

Choices = Callable[[], Sequence[tuple[str, Text]]]
Row = Mapping[str, Any]  # what the columns of one row read, by ORM path, and its id as "pk"


class ListError(ValueError):
    """What was asked of a list cannot be done; the message is a sentence for the reader."""


@dataclass(frozen=True)
class Field:
    """One field of a list.

    `path` leads from a row to the value (ORM path or annotation); `sort` lists the ORM paths to sort by, none if it
    cannot. `match(value)` turns one value of a filter into a Q. `batch(ids)` reads the values of a whole page at once
    for fields that no join gives cheaply. `cell(row, value)` gives safe HTML. `on` is the path that filters compare when
    it is not `path`. `say(value)` puts a filter's value into words. `folded`: what
    filters compare is a search key already. `read(value)` turns what the path holds into what is shown. `over` and
    `decided` are a `ListField`'s.
    """

    key: str
    label: Text
    path: str = ""
    kind: str = "text"  # text|phone|number|money|date|choice|stage|person|many|flag|sum|tally
    sort: tuple[str, ...] = ()
    on: str = ""
    choices: Choices | None = None
    annotate: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    match: Callable[[str], Q] | None = None
    batch: Callable[[Sequence[int]], dict[int, Any]] | None = None
    cell: Callable[[Row, Any], str] | None = None
    reads: tuple[str, ...] = ()
    currency: str = ""
    need: tuple[str, str] | None = None
    needs: Sequence[tuple[str, str]] = ()
    main: bool = False
    default: bool = False
    column: bool = True
    filterable: bool = True
    export: bool = True
    edit: bool = False
    say: Callable[[str], str] | None = None
    field_class: str = ""
    over: Callable[[date, date, Within | None], QuerySet[Any, Any]] | None = None
    decided: bool = False
    folded: bool = False
    read: Callable[[Any], Any] | None = None

    @property
    def compared(self) -> str:
        """Return the ORM path that filters compare, "" when only `match` knows."""
        return self.on or self.path


@dataclass(frozen=True)
class Preset:
    """A view that everybody has: a name and a query string."""

    label: Text
    query: str
    icon: str = ""


@dataclass(frozen=True, eq=False)
class ListSpec:
    """A list: `url_name` of its page (also its key), the right's `model`, the rows a person may see, its own fields.

    `reach(rows, user, model, action)` keeps those of them that another right of hers reaches: what she exports, say.
    `open_name` is the URL name of a row's page (pk), `edit_name` that of the form of one cell (pk, field key).
    `custom()` returns the fields that the organisation added.
    """

    url_name: str
    label: Text
    model: str
    table: type[Model]
    rows: Callable[[Any], QuerySet[Any]]
    fields: Sequence[Field]
    search: Callable[[QuerySet[Any], str, Any], QuerySet[Any]]
    search_label: Text
    sort: tuple[str, ...]
    presets: Sequence[Preset] = ()
    subject: str = ""
    reach: Callable[[Any, Any, str, str], Any] | None = None
    open_name: str = ""
    edit_name: str = ""
    custom: Callable[[], Sequence[Field]] | None = None

    def views(self, fields: Mapping[str, Field]) -> list[Preset]:
        """Return the views that everybody has who may see `fields`: the list's own, and what other contexts offer."""
        offered: list[ListView] = [view for view in offers("list_views") if view.url_name == self.url_name]
        theirs = [Preset(view.label, view.query, view.icon) for view in offered if fields.keys() >= set(view.asks)]
        return [*self.presets, *theirs]

    def takeable(self, user: Any) -> QuerySet[Any]:
        """Return the rows that `user` may take away: no more than she sees, as far as her right to export reaches."""
        rows = self.rows(user)
        return self.reach(rows, user, self.model, "export") if self.reach else rows

    def every(self) -> dict[str, Field]:
        """Return all fields by key: the list's own, what other contexts offer, what the organisation added."""
        offered = [adopt(field) for field in offers("list_fields") if field.subject == self.subject and self.subject]
        own = self.custom() if self.custom else ()
        return {field.key: field for field in [*self.fields, *offered, *own]}

    def allowed(self, user: Any) -> dict[str, Field]:
        """Return the fields that `user` may see by key.

        A field of a class that she may not see is not among them: no column, no filter, no sort, no export.
        """
        return {key: self._for(user, field) for key, field in self.every().items() if self._reads(user, field)}

    def class_of(self, field: Field) -> str:
        """Return how private a field of this list is."""
        return field.field_class or class_of(self.model, field.key)

    def _reads(self, user: Any, field: Field) -> bool:
        needs = field.needs if field.need is None else (field.need, *field.needs)
        return all(may(user, *need) for need in needs) and reads_class(user, self.class_of(field))

    def _for(self, user: Any, field: Field) -> Field:
        """Return the field as `user` has it: she edits no cell of a class that she may not change."""
        return replace(field, edit=False) if field.edit and not writes_class(user, self.class_of(field)) else field


def adopt(offer: ListField) -> Field:
    """Return another context's offer as a field of our own."""
    return Field(
        key=offer.key,
        label=offer.label,
        path=offer.path,
        kind=offer.kind,
        sort=(offer.path,) if offer.sortable else (),
        choices=offer.choices,
        annotate=offer.annotate,
        match=offer.filter,
        batch=offer.batch,
        currency=offer.currency,
        need=offer.need,
        needs=offer.needs,
        default=offer.default,
        column=offer.listed and offer.over is None,
        filterable=offer.listed,
        export=offer.exportable and offer.listed and offer.over is None,
        say=offer.say,
        field_class=offer.field_class,
        over=offer.over,
        decided=offer.decided,
    )


def model_field(model: type[Model], path: str) -> Any:
    """Return the model field at the end of an ORM path, None for an annotation."""
    current: Any = model
    found: Any = None
    for part in path.split("__"):
        try:
            found = current._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        current = found.related_model or current
    return found


def is_moment(model: type[Model], path: str) -> bool:
    """Tell a moment from a day."""
    return isinstance(model_field(model, path), DateTimeField)
