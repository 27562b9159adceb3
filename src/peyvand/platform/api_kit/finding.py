"""The one thing that an address means."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from peyvand.platform.api_kit.problems import not_found

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], pk: int) -> M:
    """Return the row with this id among those that the caller may see, else the answer "nothing here"."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found
