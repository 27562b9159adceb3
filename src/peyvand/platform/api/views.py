"""Saved views over HTTP: lists under a name, with the conditions, sort and columns that the lists themselves take."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform.actions.views import (
    LONGEST_COLUMN,
    MOST_COLUMNS,
    NAMED,
    ViewFacts,
    add_view,
    change_view,
    delete_view,
)
from peyvand.platform.api_kit.filters import Condition
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.shapes import Given, PageOf, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.state import LONGEST, MOST_GROUPS
from peyvand.platform.lists.views import Shows, lists_of, shown_by, views_of
from peyvand.platform.models import SavedView, User
from peyvand.platform.policies import require

router = Router(tags=["views"])
SORTS = {"name": "name", "id": "id"}
Name = Annotated[Words, Field(min_length=1, max_length=80)]
ListKey = Annotated[
    Words, Field(max_length=40, description="such as people:customers; what is refused names the others")
]


class ViewFilter(Paging):
    """Whose views, of which list, and in what order."""

    list_key: ListKey = ""
    mine: bool | None = None
    is_shared: bool | None = None
    is_pinned: bool | None = None
    sort: Annotated[Words, Field(description="name or id; - descends")] = "name"


class ViewChange(Given):
    """What is different about a view; what is not sent stays."""

    name: Name | None = None
    search: Annotated[Words, Field(max_length=LONGEST)] | None = None
    f: Annotated[list[Condition], Field(max_length=MOST_GROUPS)] | None = None
    sort: Annotated[Words, Field(max_length=300)] | None = None
    columns: (
        Annotated[list[Annotated[Words, Field(max_length=LONGEST_COLUMN)]], Field(max_length=MOST_COLUMNS)] | None
    ) = None
    is_shared: bool | None = None
    is_pinned: bool | None = None


class ViewIn(ViewChange):
    """A view to keep: what it shows is asked as the list is, by `f` and `sort`; columns are keys of its fields."""

    list_key: ListKey
    name: Name


class ViewOut(Schema):
    """A view of yours, or one that its owner shares; a pinned one stands in the menu.

    `problem` says in the reader's language why it cannot be opened, such as by a field that the list does not have for
    her; then nothing is told of what it shows. Otherwise it is null.
    """

    id: int
    list_key: str
    name: str
    search: str
    f: list[str]
    sort: str
    columns: list[str]
    is_shared: bool
    is_pinned: bool
    user_id: int
    problem: str | None


def shown(view: SavedView, reader: User) -> dict[str, Any]:
    """Return a view as the API answers it to `reader`, who may open its list."""
    problem = None
    try:
        shows = shown_by(lists_of(reader)[view.list_key], reader, view.query)
    except ListError as wrong:
        shows, problem = Shows(), str(wrong)
    plain = {name: getattr(view, name) for name in ("id", "list_key", "user_id", *NAMED)}
    return {**plain, **vars(shows), "problem": problem}


@router.get("/views", response=PageOf[ViewOut], operation_id="list_views")
def list_views(request: ApiRequest, asked: Query[ViewFilter]) -> dict[str, Any]:
    """List your own views and those that colleagues share, of the lists that you may open."""
    rows = views_of(request.user)
    if asked.list_key:
        rows = rows.filter(list_key=asked.list_key)
    if asked.mine is not None:
        rows = rows.filter(user=request.user) if asked.mine else rows.exclude(user=request.user)
    for name in ("is_shared", "is_pinned"):
        if (wanted := getattr(asked, name)) is not None:
            rows = rows.filter(**{name: wanted})
    return shown_page(page_of(rows, asked, sort_paths(asked.sort, SORTS)), lambda view: shown(view, request.user))


@router.get("/views/{int:view_id}", response=ViewOut, operation_id="get_view")
def get_view(request: ApiRequest, view_id: int) -> dict[str, Any]:
    """Return one view."""
    return shown(one(views_of(request.user), view_id), request.user)


@router.post("/views", response={201: ViewOut}, operation_id="add_view")
def add(request: ApiRequest, response: HttpResponse, given: ViewIn) -> Status[dict[str, Any]]:
    """Keep a list under a name; shared, every colleague finds it on the list's page."""
    require(request.user, "token", "view")
    sent = given.model_dump(exclude_none=True)
    shows = Shows(**{name: sent[name] for name in vars(Shows()) if name in sent})
    facts = ViewFacts(query="", **{name: sent[name] for name in NAMED if name in sent})
    made = add_view(actor=request.user, list_key=given.list_key, shows=shows, facts=facts)
    made_at(request, response, made)
    return Status(201, shown(made, request.user))


@router.patch("/views/{int:view_id}", response=ViewOut, operation_id="change_view")
def change(request: ApiRequest, view_id: int, given: ViewChange) -> dict[str, Any]:
    """Change a view of your own: its name, what it shows, and who finds it where."""
    require(request.user, "token", "view")
    return shown(
        change_view(actor=request.user, view_id=view_id, values=given.model_dump(exclude_none=True)), request.user
    )


@router.delete("/views/{int:view_id}", response={204: None}, operation_id="delete_view")
def delete(request: ApiRequest, view_id: int) -> Status[None]:
    """Delete a view of your own."""
    require(request.user, "token", "view")
    delete_view(actor=request.user, view_id=view_id)
    return Status(204, None)
