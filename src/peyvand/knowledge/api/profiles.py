"""How well customers are known, and what must be known of whom, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import F
from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.knowledge.actions.profiles import set_minimum_profile
from peyvand.knowledge.models import Familiarity, MinimumProfile
from peyvand.knowledge.models.profile import LONGEST_KEY
from peyvand.knowledge.wants import named
from peyvand.people.api.finding import find
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import Given, Id, PageOf, Words
from peyvand.platform.policies import require

router = Router(tags=["knowledge"])
SORTS = {"id": "id", "percent": "percent", "rank": "rank"}


class MissingOut(Schema):
    """Something of the minimum profile that is not known."""

    key: str
    label: str


class FamiliarityOut(Schema):
    """How well a customer is known: `percent` of what her minimum profile wants, and how many of her facts were asked."""

    customer_id: int
    wanted: int
    percent: int
    missing: list[MissingOut]
    facts: int
    asked: int


class FamiliarityFilter(Paging):
    """Whose, and in what order; with `below` only those of whom something is missing."""

    below: bool = False
    missing: Annotated[Words, Field(max_length=LONGEST_KEY, description="the key of what is missing")] = ""
    sort: Annotated[Words, Field(description="percent, rank (of the most important group) or id; - descends")] = "id"


class MinimumIn(Given):
    """What must be known of the customers of a group (null: of everybody else). Nothing: everybody's holds for it."""

    group_id: Id | None = None
    wants: Annotated[list[Annotated[Words, Field(max_length=LONGEST_KEY)]], Field(max_length=200)]


class MinimumOut(Schema):
    """What must be known of the customers of a group (null: of everybody else)."""

    group_id: int | None
    wants: list[str]


def shown(row: Familiarity) -> dict[str, Any]:
    """Return how well a customer is known as the API answers it."""
    missing = [{"key": want.key, "label": str(want.label)} for want in named(row.missing)]
    names = ("customer_id", "wanted", "percent", "facts", "asked")
    return {"missing": missing} | {name: getattr(row, name) for name in names}


@router.get("/familiarities", response=PageOf[FamiliarityOut], operation_id="list_familiarities")
def list_familiarities(request: ApiRequest, asked: Query[FamiliarityFilter]) -> dict[str, Any]:
    """List how well the customers you may see are known."""
    require(request.user, "fact", "view")
    rows = Familiarity.objects.visible_to(request.user).annotate(id=F("pk"))
    rows = rows.below() if asked.below or asked.missing else rows
    rows = rows.filter(missing__contains=[asked.missing]) if asked.missing else rows
    return shown_page(page_of(rows, asked, sort_paths(asked.sort, SORTS)), shown)


@router.get("/customers/{int:customer_id}/familiarity", response=FamiliarityOut, operation_id="get_familiarity")
def familiarity(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    """Return how well a customer is known, and what is missing."""
    require(request.user, "fact", "view")
    row = Familiarity.objects.filter(pk=find(request, customer_id).pk).first()
    if row is None:
        raise not_found()
    return shown(row)


@router.get("/minimum-profiles", response=list[MinimumOut], operation_id="list_minimum_profiles")
def minimum_profiles(request: ApiRequest) -> list[MinimumProfile]:
    """List what must be known of whom; without a row for everybody a name is enough."""
    require(request.user, "group", "view")
    return list(MinimumProfile.objects.order_by("group__rank", "group__name"))


@router.put("/minimum-profiles", response=MinimumOut, operation_id="set_minimum_profile")
def put_minimum_profile(request: ApiRequest, given: MinimumIn) -> dict[str, Any]:
    """Say what must be known of the customers of a group, or of everybody else."""
    kept = set_minimum_profile(actor=request.user, wants=given.wants, group_id=given.group_id)
    return {"group_id": given.group_id, "wants": kept.wants if kept else []}
