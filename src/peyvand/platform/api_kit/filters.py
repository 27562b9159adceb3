"""Filters over HTTP: the conditions of the lists of pages, written as their addresses hold them."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import QueryDict
from pydantic import Field

from peyvand.platform.api_kit.paging import Paging
from peyvand.platform.api_kit.problems import invalid
from peyvand.platform.api_kit.shapes import Words
from peyvand.platform.lists.fields import ListError, ListSpec
from peyvand.platform.lists.querying import Listing, reader_for
from peyvand.platform.lists.state import MOST_GROUPS, read_state

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


def filtered(rows: QuerySet[Any], spec: ListSpec, asked: Filtered, user: Any) -> QuerySet[Any]:
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
