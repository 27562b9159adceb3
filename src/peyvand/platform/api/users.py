"""Who works here, over HTTP: colleagues come, change and leave."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform import organisation
from peyvand.platform.actions.leaving import let_go
from peyvand.platform.actions.second_factor import reset_second_factor
from peyvand.platform.actions.users import (
    NewUser,
    change_profile,
    change_user,
    create_user,
    end_sessions,
    make_link,
)
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Given, Id, PageOf, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.choices import Calendar, Digits, Language, LinkPurpose, MoneyUnit, RoleKey, Theme
from peyvand.platform.duties import heirs_of, held_by
from peyvand.platform.models import Role, User
from peyvand.platform.policies import require, scopes_of

router = Router(tags=["users"])
SEEN_BY = ("language", "calendar", "digits", "money_unit", "theme")
SORTS = {"id": "id", "name": "name"}
Name = Annotated[Words, Field(min_length=1, max_length=120)]
WayIn = Annotated[Words, Field(max_length=254)]


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
    theme: str
    scopes: list[str]
    organisation: str
    currency: str
    zone: str
    as_of: str | None


class MeChange(Given):
    """How you are called and how you see things; what is not sent stays. Password and second factor stay with the pages."""

    name: Name | None = None
    language: Language | None = None
    calendar: Calendar | None = None
    digits: Digits | None = None
    money_unit: MoneyUnit | None = None
    theme: Theme | None = None


class UserFilter(Paging):
    """Which colleagues, and in what order."""

    team_id: Id | None = None
    is_active: bool | None = None
    sort: Annotated[Words, Field(description="name or id; - descends")] = "name"


class UserIn(Given):
    """A colleague to be. An e-mail or a phone must be there to sign in with; the password she sets herself."""

    name: Name
    role: RoleKey
    email: WayIn = ""
    phone: WayIn = ""
    team_id: Id | None = None


class UserChange(Given):
    """What is different about a colleague; what is not sent stays, null takes her out of her team."""

    name: Name | None = None
    role: RoleKey | None = None
    email: WayIn | None = None
    phone: WayIn | None = None
    team_id: Id | None = None


class LeavingIn(Given):
    """Who takes over everything that counts on her; may be left out when nothing does."""

    heir_id: Id | None = None


class LinkOut(Schema):
    """An address that lets her set her password, once, for a week. It is told only now."""

    link: str


class DutyOut(Schema):
    """What she answers for, of one kind."""

    key: str
    label: str
    count: int
    said: str


class HeirOut(Schema):
    """Somebody who could take over, and how much she answers for now."""

    user_id: int
    name: str
    same_team: bool
    load: int


class LoadOut(Schema):
    """What counts on a colleague, and who could take it over: her own team first, then who has least."""

    held: list[DutyOut]
    heirs: list[HeirOut]


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
        **{name: getattr(user, name) for name in SEEN_BY},
        "scopes": sorted(scopes),
        "organisation": organisation.get("organisation_name"),
        "currency": organisation.get("currency"),
        "zone": organisation.get("zone"),
        "as_of": day.isoformat() if day else None,
    }


@router.patch("/users/me", response=MeOut, operation_id="change_me")
def change_mine(request: ApiRequest, given: MeChange) -> dict[str, Any]:
    """Change how you are called and how dates, digits and money are shown to you."""
    require(request.user, "token", "view")
    change_profile(user=request.user, values=given.model_dump(exclude_none=True, mode="json"))
    return me(request)


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


def find(request: ApiRequest, user_id: int) -> User:
    """Return a colleague whom the caller may change, else the answer "nothing here"."""
    require(request.user, "user", "change")
    return one(User.objects.visible_to(request.user).select_related("role"), user_id)


@router.post("/users", response={201: UserOut}, operation_id="invite_user")
def invite(request: ApiRequest, response: HttpResponse, given: UserIn) -> Status[dict[str, Any]]:
    """Add a colleague; `link` makes the address that lets her in."""
    new = NewUser(given.name, given.role.value, given.email, given.phone, given.team_id)
    made = create_user(actor=request.user, new=new)
    made_at(request, response, made)
    return Status(201, shown(made))


@router.patch("/users/{int:user_id}", response=UserOut, operation_id="change_user")
def change(request: ApiRequest, user_id: int, given: UserChange) -> dict[str, Any]:
    """Change a colleague's name, role, team or ways in. Nobody gives what she does not have."""
    person = find(request, user_id)
    values = {name: value for name, value in given.model_dump(exclude={"role"}).items() if value is not None}
    if "team_id" in given.model_fields_set:
        values["team_id"] = given.team_id
    if given.role is not None:
        values["role_id"] = Role.objects.get(key=given.role).pk
    change_user(actor=request.user, user_id=person.pk, values=values)
    return shown(find(request, user_id))


@router.post("/users/{int:user_id}/link", response=LinkOut, operation_id="make_sign_in_link")
def link(request: ApiRequest, response: HttpResponse, user_id: int) -> dict[str, str]:
    """Make a one-time address with which a colleague sets her password; earlier ones stop working."""
    person = find(request, user_id)
    if not person.is_active:
        raise invalid([{"pointer": pointer(), "detail": _("This colleague does not work here any more.")}])
    purpose = LinkPurpose.PASSWORD if person.has_usable_password() else LinkPurpose.INVITATION
    response.headers["Cache-Control"] = "no-store"
    return {"link": request.build_absolute_uri(make_link(actor=request.user, user=person, purpose=purpose))}


@router.get("/users/{int:user_id}/duties", response=LoadOut, operation_id="get_duties")
def duties(request: ApiRequest, user_id: int) -> dict[str, Any]:
    """Tell what counts on a colleague, and who could take it over."""
    person = find(request, user_id)
    held = [{"key": one.key, "label": str(one.label), "count": one.count, "said": one.said} for one in held_by(user_id)]
    heirs = [
        {"user_id": heir.user.pk, "name": heir.user.name, "same_team": heir.same_team, "load": heir.load}
        for heir in heirs_of(person)
    ]
    return {"held": held, "heirs": heirs}


@router.post("/users/{int:user_id}/leave", response=UserOut, operation_id="let_user_go")
def leave(request: ApiRequest, user_id: int, given: LeavingIn) -> dict[str, Any]:
    """Let a colleague go, with everything to her heir: her sessions and tokens end. Refused while anything is left alone."""
    person = find(request, user_id)
    let_go(actor=request.user, user_id=person.pk, heir_id=given.heir_id)
    return shown(find(request, user_id))


@router.post("/users/{int:user_id}/return", response=UserOut, operation_id="take_user_back")
def come_back(request: ApiRequest, user_id: int) -> dict[str, Any]:
    """Take back a colleague who had left."""
    person = find(request, user_id)
    change_user(actor=request.user, user_id=person.pk, values={"is_active": True})
    return shown(find(request, user_id))


@router.delete("/users/{int:user_id}/sessions", response={204: None}, operation_id="end_user_sessions")
def sign_out(request: ApiRequest, user_id: int) -> Status[None]:
    """Sign a colleague out everywhere."""
    end_sessions(user=find(request, user_id), actor=request.user)
    return Status(204, None)


@router.delete("/users/{int:user_id}/second-factor", response={204: None}, operation_id="reset_second_factor")
def reset_factor(request: ApiRequest, user_id: int) -> Status[None]:
    """Take away the second factor of a colleague who lost her phone and her codes; her sessions end."""
    reset_second_factor(actor=request.user, user=find(request, user_id))
    return Status(204, None)
