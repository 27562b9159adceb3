"""Lists that have a page of their own: asked as the page is, by its conditions and sorts, with its rights over fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict
from ninja import Schema
from pydantic import Field

from peyvand.core.keyset import Page
from peyvand.platform.api_kit.paging import Paging, page_of, sort_paths
from peyvand.platform.api_kit.problems import invalid
from peyvand.platform.api_kit.shapes import Words
from peyvand.platform.lists.asking import choices_of
from peyvand.platform.lists.fields import Field as ListField
from peyvand.platform.lists.fields import ListError, ListSpec
from peyvand.platform.lists.operators import OPERATORS
from peyvand.platform.lists.querying import Listing, reader_for
from peyvand.platform.lists.state import MOST_GROUPS, read_state

M = TypeVar("M", bound=Model)
Condition = Annotated[Words, Field(max_length=5000)]


class Filtered(Paging):
    """What a list takes that a page shows as well."""

    f: Annotated[
        list[Condition],
        Field(
            max_length=MOST_GROUPS,
            description="conditions as the address of the page's list holds them, such as `city:has:Tehran|stage:any:welcome`; "
            "`|` is “or”, several `f` are “and”; fields of your own are among them",
        ),
    ] = []
    sort: Words


class ListChoiceOut(Schema):
    """A value that a field may have."""

    key: str
    label: str


class ComparisonOut(Schema):
    """A way to compare a field, and how many values it takes (-1: any number)."""

    key: str
    label: str
    values: int


class ListFieldOut(Schema):
    """A field to filter by (when it has comparisons) and to sort by (when it is sortable)."""

    key: str
    label: str
    kind: str
    sortable: bool
    comparisons: list[ComparisonOut]
    choices: list[ListChoiceOut]


def filtered(rows: QuerySet[M], spec: ListSpec, asked: Filtered, user: Any) -> QuerySet[M]:
    """Keep the rows that the conditions `f` keep on the page of `spec`, by the fields that `user` has there.

    Raises a problem (422) that says in a sentence which condition cannot be.
    """
    if not asked.f:
        return rows
    params, fields = QueryDict(mutable=True), spec.allowed(user)
    params.setlist("f", asked.f)
    try:
        return Listing(spec, fields, read_state(params, spec, fields), reader_for(user)).matching(rows)
    except ListError as wrong:
        raise invalid([{"parameter": "f", "detail": str(wrong)}]) from None


def listed(rows: QuerySet[M], asked: Filtered, *, spec: ListSpec, reader: Any, sorts: Mapping[str, str]) -> Page[M]:
    """Return a page of `rows` as `reader` may ask the page of `spec` for it; `sorts` are more names to sort by."""
    fields, found = spec.allowed(reader), filtered(rows, spec, asked, reader)
    known = {key: field.sort[0] for key, field in fields.items() if field.sort} | dict(sorts)
    order = sort_paths(asked.sort, known)
    for name in asked.sort.split(","):
        if (field := fields.get(name.removeprefix("-"))) and field.annotate:
            found = field.annotate(found)
    return page_of(found, asked, order)


def described(spec: ListSpec, reader: Any) -> list[dict[str, Any]]:
    """Return the fields by which `reader` may filter or sort a list."""
    return [_described(field) for field in spec.allowed(reader).values() if field.filterable or field.sort]


def _described(field: ListField) -> dict[str, Any]:
    known = OPERATORS[field.kind] if field.filterable else ()
    return {
        "key": field.key,
        "label": str(field.label),
        "kind": field.kind,
        "sortable": bool(field.sort),
        "comparisons": [{"key": one.key, "label": str(one.label), "values": one.takes} for one in known],
        "choices": [{"key": key, "label": str(label)} for key, label in (choices_of(field) if known else ())],
    }
