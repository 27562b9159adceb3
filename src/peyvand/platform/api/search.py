"""Search over everything, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.core.manifest import SearchSource, offers
from peyvand.core.text import swap_layout
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.platform.models import User

router = Router(tags=["search"])


class SearchAsked(Given):
    """What to look for."""

    q: Annotated[Words, Field(min_length=1, max_length=100, description="names, numbers, phones, however spelled")]
    limit: Annotated[int, Field(ge=1, le=50, description="of each kind")] = 10


class HitOut(Schema):
    """Something found; `url` is its page."""

    kind: str
    id: int | str
    title: str
    note: str
    url: str


class FoundOut(Schema):
    """What was found, kind by kind."""

    items: list[HitOut]
    next: None = None


@router.get("/search", response=FoundOut, operation_id="search")
def search(request: ApiRequest, asked: Query[SearchAsked]) -> dict[str, Any]:
    """Find customers, people, orders and whatever else you may see; the other keyboard's letters are tried last."""
    for text in dict.fromkeys((asked.q, swap_layout(asked.q))):
        if hits := _found(request.user, text, asked.limit):
            return {"items": hits}
    return {"items": []}


def _found(user: User, text: str, limit: int) -> list[dict[str, Any]]:
    sources: list[SearchSource] = offers("search")
    return [
        {"kind": source.key, "id": hit.id, "title": hit.title, "note": hit.note, "url": hit.url}
        for source in sources
        for hit in source.find(user, text, limit)
    ]
