"""Where relationships stand, and what people decide about them, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Router, Schema
from pydantic import ConfigDict, Field

from peyvand.people.api.finding import find
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Day, Given, MoneyOut, Words
from peyvand.platform.policies import require
from peyvand.relationship.actions.care import (
    end_override,
    override_stage,
    record_farewell,
    start_win_back,
    take_back_farewell,
)
from peyvand.relationship.closeness import closeness_of
from peyvand.relationship.models import Closeness
from peyvand.relationship.queries import describe
from peyvand.relationship.rules.closeness import Told

router = Router(tags=["relationships"])
StageKey = Literal[
    "attraction",
    "welcome",
    "acquaintance",
    "account",
    "intensive_care",
    "potential_separation",
    "separation",
    "win_back",
]


class EvidenceOut(Schema):
    """One reason: a code, its numbers, and the sentence in the reader's language."""

    model_config = ConfigDict(extra="allow")
    code: str
    text: str


class MoveOut(Schema):
    """One stretch of history, from a day until before another (null: still)."""

    stage: StageKey
    start: date = Field(alias="from", serialization_alias="from")
    to: date | None
    cause: str
    evidence: list[EvidenceOut]


class OverrideOut(Schema):
    """A colleague's decision that stands in for the engine's."""

    stage: StageKey
    reason: str
    until: date | None
    by: int | None


class RelationshipOut(Schema):
    """Where a relationship stands, since when and why."""

    customer_id: int
    stage: StageKey
    since: date
    evidence: list[EvidenceOut]
    decided_on: date
    engine_stage: StageKey
    engine_evidence: list[EvidenceOut]
    at_stake: Annotated[MoneyOut, Field(description="an amount a year")]
    override: OverrideOut | None
    history: list[MoveOut]


class PartOut(Schema):
    """What one part gives to the index, of at most so many points, and why in the reader's language."""

    key: Literal["contact", "channels", "knowledge"]
    points: int
    most: int
    text: str


class ClosenessOut(Schema):
    """How close we are to a customer, 0-100: the parts that you may see add up to it; null where you may not see all."""

    index: int | None
    parts: list[PartOut]


class OverrideIn(Given):
    """A stage, why, and until when."""

    stage: StageKey
    reason: Annotated[Words, Field(max_length=300)]
    until: Day | None = None


class FarewellIn(Given):
    """Why she left, and until when nobody bothers her."""

    reason: Literal["circumstances", "closed", "price", "dissatisfied", "competitor", "unknown"]
    note: Annotated[Words, Field(max_length=300)] = ""
    calm_until: Day | None = None


class WinBackIn(Given):
    """What will be done to win her back."""

    plan: Annotated[Words, Field(max_length=300)]


def _described(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    require(request.user, "relationship", "view")
    return describe(request.user, find(request, customer_id))


@router.get("/relationships/{customer_id}", response=RelationshipOut, by_alias=True, operation_id="get_relationship")
def get(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    """Read the stage, since when, the evidence and the history."""
    return _described(request, customer_id)


@router.get("/relationships/{customer_id}/closeness", response=ClosenessOut, operation_id="get_closeness")
def closeness(request: ApiRequest, customer_id: int) -> Told:
    """Read how close we are to a customer: recent contact, open channels, what we know; each part with its reason.

    Not found, too, where it was not worked out yet: for a moment after she was added.
    """
    require(request.user, "relationship", "view")
    told = closeness_of(request.user, find(request, customer_id))
    if told is None:
        raise Closeness.DoesNotExist
    return told


@router.post(
    "/relationships/{customer_id}/override", response=RelationshipOut, by_alias=True, operation_id="override_stage"
)
def override(request: ApiRequest, customer_id: int, given: OverrideIn) -> dict[str, Any]:
    """Put the relationship into a stage with a reason, until a day."""
    override_stage(
        actor=request.user, customer_id=customer_id, stage=given.stage, reason=given.reason, until=given.until
    )
    return _described(request, customer_id)


@router.delete(
    "/relationships/{customer_id}/override", response=RelationshipOut, by_alias=True, operation_id="end_override"
)
def let_engine_decide(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    """End a colleague's decision."""
    end_override(actor=request.user, customer_id=customer_id)
    return _described(request, customer_id)


@router.post(
    "/relationships/{customer_id}/farewell", response=RelationshipOut, by_alias=True, operation_id="record_farewell"
)
def farewell(request: ApiRequest, customer_id: int, given: FarewellIn) -> dict[str, Any]:
    """Record that she left and why."""
    record_farewell(
        actor=request.user, customer_id=customer_id, reason=given.reason, note=given.note, calm_until=given.calm_until
    )
    return _described(request, customer_id)


@router.delete(
    "/relationships/{customer_id}/farewell", response=RelationshipOut, by_alias=True, operation_id="take_back_farewell"
)
def she_stays(request: ApiRequest, customer_id: int) -> dict[str, Any]:
    """Take back a farewell that was recorded by mistake; where there is none nothing changes."""
    take_back_farewell(actor=request.user, customer_id=customer_id)
    return _described(request, customer_id)


@router.post(
    "/relationships/{customer_id}/win-back", response=RelationshipOut, by_alias=True, operation_id="start_win_back"
)
def win_back(request: ApiRequest, customer_id: int, given: WinBackIn) -> dict[str, Any]:
    """Open a way back to somebody who has left."""
    start_win_back(actor=request.user, customer_id=customer_id, plan=given.plan)
    return _described(request, customer_id)
