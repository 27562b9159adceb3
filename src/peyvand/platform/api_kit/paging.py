"""Lists by cursor: filters and sort as the pages, any size at the same cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from django.core.exceptions import FieldError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from pydantic import Field

from peyvand.core.keyset import BadCursor, Page, decode, paginate
from peyvand.platform.api_kit.problems import invalid
from peyvand.platform.api_kit.shapes import Given, Words

M = TypeVar("M", bound=Model)
MOST = 200
MOST_SORTS = 4


class Paging(Given):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="how many at once")] = 50
    cursor: Annotated[Words, Field(max_length=2000, description="`next` of the page before")] = ""


def page_of(queryset: QuerySet[M], asked: Paging, sort: Sequence[str]) -> Page[M]:
    """Return the page that was asked for. `sort` are ORM paths and end in a unique one."""
    if asked.cursor:
        decode(asked.cursor, len(sort))
    try:
        return paginate(queryset, sort=sort, cursor=asked.cursor or None, limit=asked.limit)
    except (FieldError, ValueError, TypeError):
        raise BadCursor from None


def sort_paths(text: str, sorts: Mapping[str, str]) -> list[str]:
    """Return the ORM paths, the last one unique, for a sort like "name" or "-stage,name"; refuses what is not in `sorts`."""
    paths: list[str] = []
    for name in text.split(",")[:MOST_SORTS]:
        path = sorts.get(name.removeprefix("-"))
        if path is None:
            known = ", ".join(sorted(sorts))
            raise invalid(
                [{"parameter": "sort", "detail": _("This should be one of: %(expected)s.") % {"expected": known}}]
            )
        paths.append(f"-{path}" if name.startswith("-") else path)
    if any(path.lstrip("-") == "id" for path in paths):
        return paths[: next(at for at, path in enumerate(paths) if path.lstrip("-") == "id") + 1]
    return [*paths, "-id" if paths[0].startswith("-") else "id"]


def shown_page(page: Page[Any], show: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """Return a page as it is answered; `show` turns a row into its shape, without it rows are read as they are."""
    return {"items": [show(row) for row in page.items] if show else page.items, "next": page.next}
