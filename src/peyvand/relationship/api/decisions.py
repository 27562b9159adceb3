"""Decisions about customers over HTTP: keep, renegotiate, let go respectfully."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.shapes import Day, Given, Id, PageOf, Words
from peyvand.platform.policies import require
from peyvand.relationship.actions.decisions import (
    NewDecision,
    answer_decision,
    decide_about,
    review_decision,
    take_exit_step,
)
from peyvand.relationship.models import Decision

router = Router(tags=["relationships"])
Kind = Literal["keep", "renegotiate", "let_go"]
Why = Annotated[Words, Field(min_length=1, max_length=2000)]
Long = Annotated[Words, Field(max_length=2000)]


class CustomerDecisionIn(Given):
    """What is decided about a customer. Letting go asks for a second colleague, a letter, alternatives and handling."""

    kind: Kind
    reason: Why
    review_on: Day
    second_id: Id | None = None
    promised: Annotated[Words, Field(max_length=300)] = ""
    due_on: Day | None = None
    letter: Long = ""
    alternatives: Long = ""
    handling: Long = ""


class CustomerDecisionOut(Schema):
    """A decision; the newest that stands is in force.

    `second_id` answered as the second pair of eyes; `watcher_id` is asked for an answer while it waits, afterwards looks
    again on `review_on`. `steps` are those of a respectful exit, with their days.
    """

    id: int
    customer_id: int
    kind: Kind
    reason: str
    decided_on: date
    decided_by_id: int | None
    state: Literal["waiting", "stands", "set_aside"]
    second_id: int | None
    answered_on: date | None
    watcher_id: int | None
    review_on: date
    promise_id: int | None
    promised: str
    letter: str
    alternatives: str
    handling: str
    steps: dict[str, str]


class SecondEyesIn(Given):
    """Whether it stands."""

    agreed: bool


class DecisionReviewIn(Given):
    """Why the decision still holds, and until when. Letting go asks for a second colleague again."""

    reason: Why
    review_on: Day
    second_id: Id | None = None


class ExitStepIn(Given):
    """A step of a respectful exit that is done."""

    step: Literal["letter", "alternatives", "handling", "peace"]


class CustomerDecisionFilter(Paging):
    """Which decisions; `due` those that somebody has to look at."""

    customer_id: Id | None = None
    kind: Kind | None = None
    due: bool = False


@router.get("/decisions", response=PageOf[CustomerDecisionOut], operation_id="list_decisions")
def list_decisions(request: ApiRequest, asked: Query[CustomerDecisionFilter]) -> dict[str, Any]:
    """List the decisions about the customers you may see, the newest first."""
    require(request.user, "relationship", "view")
    exact = {"customer_id": asked.customer_id, "kind": asked.kind}
    rows = Decision.objects.visible_to(request.user)
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    rows = rows.pressing(organisation.today()) if asked.due else rows
    return shown_page(page_of(rows, asked, ["-id"]), lambda each: each)


@router.post(
    "/relationships/{customer_id}/decisions", response={201: CustomerDecisionOut}, operation_id="decide_about_customer"
)
def decide(request: ApiRequest, customer_id: int, given: CustomerDecisionIn) -> Status[Decision]:
    """Decide about a customer; with a second colleague named it waits for her word."""
    new = NewDecision(**given.model_dump())
    return Status(201, decide_about(actor=request.user, customer_id=customer_id, new=new))


@router.post("/decisions/{decision_id}/answer", response=CustomerDecisionOut, operation_id="answer_decision")
def answer(request: ApiRequest, decision_id: int, given: SecondEyesIn) -> Decision:
    """Say as the second pair of eyes whether a decision stands."""
    return answer_decision(actor=request.user, decision_id=decision_id, agreed=given.agreed)


@router.post("/decisions/{decision_id}/review", response=CustomerDecisionOut, operation_id="review_decision")
def review(request: ApiRequest, decision_id: int, given: DecisionReviewIn) -> Decision:
    """Stay with the decision in force until the next day of review; it is written down anew."""
    return review_decision(actor=request.user, decision_id=decision_id, **given.model_dump())


@router.post("/decisions/{decision_id}/steps", response=CustomerDecisionOut, operation_id="take_exit_step")
def step(request: ApiRequest, decision_id: int, given: ExitStepIn) -> Decision:
    """Tick a step of a respectful exit; "peace" refuses marketing on every channel."""
    return take_exit_step(actor=request.user, decision_id=decision_id, step=given.step)
