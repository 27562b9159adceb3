"""Who works here, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.platform import organisation
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.shapes import Id, PageOf, Words
from peyvand.platform.models import User
from peyvand.platform.policies import require, scopes_of

router = Router(tags=["users"])
SORTS = {"id": "id", "name": "name"}


class UserOut(Schema):
    """A colleague."""

    id: int
    name: str
    email: str | None
    phone: str | None
    role: str
    team_id: int | None
    is_active: bool


class MeOut(UserOut):
    """You: how things are shown to you, what this token may do, and the day at which relationships are looked at."""

    language: str
    calendar: str
    digits: str
    money_unit: str
    scopes: list[str]
    organisation: str
    currency: str
    zone: str
    as_of: str | None


class UserFilter(Paging):
    """Which colleagues, and in what order."""

    team_id: Id | None = None
    is_active: bool | None = None
    sort: Annotated[Words, Field(description="name or id; - descends")] = "name"


def shown(user: User) -> dict[str, Any]:
    """Return a colleague as the API answers her."""
    plain = {name: getattr(user, name) for name in UserOut.model_fields if name != "role"}
    return {**plain, "role": user.role.key}


@router.get("/users/me", response=MeOut, operation_id="get_me")
def me(request: ApiRequest) -> dict[str, Any]:
    """Return the owner of the token."""
    user = request.user
    day = organisation.as_of()
    scopes = set(scopes_of(user)) & set(getattr(user, "scopes", ()))
    return {
        **shown(user),
        **{name: getattr(user, name) for name in ("language", "calendar", "digits", "money_unit")},
        "scopes": sorted(scopes),
        "organisation": organisation.get("organisation_name"),
        "currency": organisation.get("currency"),
        "zone": organisation.get("zone"),
        "as_of": day.isoformat() if day else None,
    }


@router.get("/users", response=PageOf[UserOut], operation_id="list_users")
def list_users(request: ApiRequest, asked: Query[UserFilter]) -> dict[str, Any]:
    """List the people who work here."""
    require(request.user, "user", "view")
    rows = User.objects.visible_to(request.user).select_related("role")
    if asked.team_id:
        rows = rows.filter(team_id=asked.team_id)
    if asked.is_active is not None:
        rows = rows.filter(is_active=asked.is_active)
    return shown_page(page_of(rows, asked, sort_paths(asked.sort, SORTS)), shown)


@router.get("/users/{int:user_id}", response=UserOut, operation_id="get_user")
def get_user(request: ApiRequest, user_id: int) -> dict[str, Any]:
    """Return one colleague."""
    require(request.user, "user", "view")
    found = one(User.objects.visible_to(request.user).select_related("role"), user_id)
    return shown(found)
