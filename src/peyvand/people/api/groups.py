"""Groups of customers over HTTP: their rules, their members, and a look at whom a rule means."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.people.actions.groups import delete_group, save_group
from peyvand.people.actions.rules import set_rule
from peyvand.people.models import Group, GroupMember, GroupStay
from peyvand.people.segments import Segment, said
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.problems import invalid, not_found, pointer
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, PageOf, Words
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.querying import reader_for
from peyvand.platform.policies import require

router = Router(tags=["groups"])
Rule = Annotated[
    dict[str, Any],
    Field(
        description="{field, op, values}, or {all: [...]}, {any: [...]}, {none: [...]} of such; days are ISO, money is in"
        " whole units (rials), a period is 1405, 1405-09, 1405-q3, 2026, 2026-11, 2026-q4, 30d, or this-month,"
        " last-season, this-year, which are kept with your calendar (this-jalali-month, last-gregorian-season)"
    ),
]
Rank = Annotated[int, Field(ge=1, le=9999, description="of a customer's groups the one with the lowest rank counts")]


class GroupIn(Given):
    """A group; with a rule its members follow from it."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]
    note: Annotated[Words, Field(max_length=300)] = ""
    rank: Rank = 100
    rule: Rule | None = None


class GroupChange(Given):
    """What to change; what is not sent stays. A null rule lets people choose the members again."""

    name: Annotated[Words, Field(min_length=1, max_length=80)] | None = None
    note: Annotated[Words, Field(max_length=300)] | None = None
    rank: Rank | None = None
    rule: Rule | None = None


class GroupOut(Schema):
    """A group. `rule_said` is its rule as a sentence, `filled_at` when its members were last all found."""

    id: int
    name: str
    note: str
    rank: int
    rule: dict[str, Any] | None
    rule_said: str
    filled_at: MomentOut | None


class MemberOut(Schema):
    """A customer in a group, since when."""

    customer_id: int
    since: date


class StaysAsked(Paging):
    """With `left` only those who left, the last one first."""

    left: bool = False


class StayOut(Schema):
    """A customer was in the group from `joined_on` until `left_on` (null: she still is)."""

    customer_id: int
    joined_on: date
    left_on: date | None


class RuleIn(Given):
    """A rule to look at."""

    rule: Rule


class PreviewOut(Schema):
    """How many customers whom you may see a rule means, exactly or about, and the rule as a sentence."""

    count: int
    exact: bool
    said: str


def find(request: ApiRequest, group_id: int) -> Group:
    """Return a group, else the answer "nothing here"."""
    group = Group.objects.visible_to(request.user).filter(pk=group_id).first()
    if group is None:
        raise not_found()
    return group


def shown(request: ApiRequest, group: Group) -> dict[str, Any]:
    """Return a group as the API answers it; a rule that its reader may not see is left out."""
    names = ("id", "name", "note", "rank", "filled_at")
    try:
        rule = group.rule and Segment.of(group.rule, request.user) and group.rule
    except ListError:
        rule = None
    return {name: getattr(group, name) for name in names} | {"rule": rule, "rule_said": said(group, request.user)}


@router.get("/groups", response=PageOf[GroupOut], operation_id="list_groups")
def list_groups(request: ApiRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the groups of customers."""
    require(request.user, "group", "view")
    page = page_of(Group.objects.visible_to(request.user), asked, ["rank", "id"])
    return shown_page(page, lambda group: shown(request, group))


@router.post("/groups", response={201: GroupOut}, operation_id="create_group")
def create_group(request: ApiRequest, given: GroupIn) -> Status[dict[str, Any]]:
    """Add a group."""
    with transaction.atomic():
        group = save_group(actor=request.user, group=Group(), name=given.name, note=given.note, rank=given.rank)
        if given.rule is not None:
            group = set_rule(actor=request.user, group_id=group.pk, rule=given.rule)
    return Status(201, shown(request, group))


@router.post("/groups/preview", response=PreviewOut, operation_id="preview_group_rule")
def preview_rule(request: ApiRequest, given: RuleIn) -> dict[str, Any]:
    """Say whom a rule would mean, without keeping it."""
    require(request.user, "group", "view")
    try:
        segment = Segment.of(given.rule, request.user)
        count, exact = segment.count(request.user)
    except ListError as error:
        raise invalid([{"pointer": pointer("rule"), "detail": str(error)}]) from None
    return {"count": count, "exact": exact, "said": segment.words(reader_for(request.user))}


@router.get("/groups/{group_id}", response=GroupOut, operation_id="get_group")
def get_group(request: ApiRequest, group_id: Id) -> dict[str, Any]:
    """Return one group."""
    require(request.user, "group", "view")
    return shown(request, find(request, group_id))


@router.patch("/groups/{group_id}", response=GroupOut, operation_id="change_group")
def change_group(request: ApiRequest, group_id: Id, given: GroupChange) -> dict[str, Any]:
    """Change a group or its rule."""
    require(request.user, "group", "change")
    group = find(request, group_id)
    sent = given.dict(exclude_unset=True)
    values = {name: getattr(group, name) for name in ("name", "note", "rank")}
    values |= {name: sent[name] for name in values if sent.get(name) is not None}
    with transaction.atomic():
        group = save_group(actor=request.user, group=group, **values)
        if "rule" in sent:
            group = set_rule(actor=request.user, group_id=group.pk, rule=sent["rule"])
    return shown(request, group)


@router.delete("/groups/{group_id}", response={204: None}, operation_id="delete_group")
def remove_group(request: ApiRequest, group_id: Id) -> Status[None]:
    """Remove a group; its customers stay."""
    require(request.user, "group", "change")
    find(request, group_id)
    delete_group(actor=request.user, group_id=group_id)
    return Status(204, None)


@router.get("/groups/{group_id}/members", response=PageOf[MemberOut], operation_id="list_group_members")
def list_members(request: ApiRequest, group_id: Id, asked: Query[Paging]) -> dict[str, Any]:
    """List the customers of a group whom you may see."""
    require(request.user, "group", "view")
    find(request, group_id)
    rows = GroupMember.objects.visible_to(request.user).filter(group=group_id)
    return shown_page(page_of(rows, asked, ["id"]), lambda row: {"customer_id": row.customer_id, "since": row.since})


@router.get("/groups/{group_id}/stays", response=PageOf[StayOut], operation_id="list_group_stays")
def list_stays(request: ApiRequest, group_id: Id, asked: Query[StaysAsked]) -> dict[str, Any]:
    """List who came into a group and who left it, the newest first, as far as you may see them."""
    require(request.user, "group", "view")
    find(request, group_id)
    rows = GroupStay.objects.visible_to(request.user).filter(group=group_id)
    rows = rows.filter(left_on__isnull=False) if asked.left else rows
    return shown_page(page_of(rows, asked, ["-left_on" if asked.left else "-joined_on", "-id"]))
