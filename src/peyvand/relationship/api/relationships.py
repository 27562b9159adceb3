"""The API of relationships."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict

from peyvand.people.models import Customer
from peyvand.platform.doors import StaffRequest
from peyvand.platform.policies import require
from peyvand.relationship.actions.care import (
    NewProblem,
    close_problem,
    end_override,
    open_problem,
    override_stage,
    record_farewell,
    start_win_back,
)
from peyvand.relationship.models import Problem, Relationship
from peyvand.relationship.queries import describe

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


class Strict(Schema):
    """A body that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid")


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


class AmountOut(Schema):
    """An amount a year, in the smallest unit of the currency."""

    amount: int
    currency: str


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
    at_stake: AmountOut
    override: OverrideOut | None
    history: list[MoveOut]


class OverrideIn(Strict):
    """A stage, why, and until when."""

    stage: StageKey
    reason: str
    until: date | None = None


class ProblemIn(Strict):
    """What went wrong."""

    kind: Literal["complaint", "promise", "delay", "quality", "other"]
    summary: str
    severity: Literal["normal", "high", "critical"] = "normal"
    exit_criterion: str = ""


class ProblemOut(Schema):
    """A problem."""

    id: int
    customer_id: int
    kind: str
    severity: str
    summary: str
    opened_on: date
    closed_on: date | None
    confirmed: bool


class CloseIn(Strict):
    """How it ended, and whether she confirmed it."""

    confirmed: bool
    outcome: str = ""


class FarewellIn(Strict):
    """Why she left, and until when nobody bothers her."""

    reason: Literal["circumstances", "closed", "price", "dissatisfied", "competitor", "unknown"]
    note: str = ""
    calm_until: date | None = None


class WinBackIn(Strict):
    """What will be done to win her back."""

    plan: str


def _described(request: StaffRequest, customer_id: int) -> dict[str, Any]:
    require(request.user, "relationship", "view")
    customer = Customer.objects.visible_to(request.user).filter(pk=customer_id).first()
    if customer is None:
        raise Http404
    try:
        return describe(request.user, customer)
    except Relationship.DoesNotExist:
        raise Http404 from None


@router.get("/relationships/{customer_id}", response=RelationshipOut, by_alias=True, summary="One relationship")
def read_relationship(request: StaffRequest, customer_id: int) -> dict[str, Any]:
    """Read the stage, since when, the evidence and the history."""
    return _described(request, customer_id)


@router.post(
    "/relationships/{customer_id}/override", response=RelationshipOut, by_alias=True, summary="Decide the stage"
)
def post_override(request: StaffRequest, customer_id: int, body: OverrideIn) -> dict[str, Any]:
    """Put the relationship into a stage with a reason, until a day."""
    override_stage(actor=request.user, customer_id=customer_id, stage=body.stage, reason=body.reason, until=body.until)
    return _described(request, customer_id)


@router.delete(
    "/relationships/{customer_id}/override", response=RelationshipOut, by_alias=True, summary="Let the engine decide"
)
def delete_override(request: StaffRequest, customer_id: int) -> dict[str, Any]:
    """End a colleague's decision."""
    end_override(actor=request.user, customer_id=customer_id)
    return _described(request, customer_id)


@router.post("/relationships/{customer_id}/problems", response={201: ProblemOut}, summary="Open a problem")
def post_problem(request: StaffRequest, customer_id: int, body: ProblemIn) -> Status[Problem]:
    """Open a problem: the relationship goes into intensive care."""
    new = NewProblem(body.kind, body.summary, body.severity, body.exit_criterion)
    return Status(201, open_problem(actor=request.user, customer_id=customer_id, new=new))


@router.post("/problems/{problem_id}/close", response=ProblemOut, summary="Close a problem")
def post_close(request: StaffRequest, problem_id: int, body: CloseIn) -> Problem:
    """Close a problem, saying whether the customer confirmed it."""
    return close_problem(actor=request.user, problem_id=problem_id, confirmed=body.confirmed, outcome=body.outcome)


@router.post(
    "/relationships/{customer_id}/farewell", response=RelationshipOut, by_alias=True, summary="Record a farewell"
)
def post_farewell(request: StaffRequest, customer_id: int, body: FarewellIn) -> dict[str, Any]:
    """Record that she left and why."""
    record_farewell(
        actor=request.user, customer_id=customer_id, reason=body.reason, note=body.note, calm_until=body.calm_until
    )
    return _described(request, customer_id)


@router.post(
    "/relationships/{customer_id}/win-back", response=RelationshipOut, by_alias=True, summary="Open a way back"
)
def post_win_back(request: StaffRequest, customer_id: int, body: WinBackIn) -> dict[str, Any]:
    """Open a way back to somebody who has left."""
    start_win_back(actor=request.user, customer_id=customer_id, plan=body.plan)
    return _described(request, customer_id)
