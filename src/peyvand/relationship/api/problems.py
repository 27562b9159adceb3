"""Problems between a customer and us, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.relationship.actions.care import NewProblem, close_problem, open_problem
from peyvand.relationship.models import Problem

router = Router(tags=["relationships"])


class ProblemIn(Given):
    """What went wrong."""

    kind: Literal["complaint", "promise", "delay", "quality", "other"]
    summary: Annotated[Words, Field(max_length=4000)]
    severity: Literal["normal", "high", "critical"] = "normal"
    exit_criterion: Annotated[Words, Field(max_length=300)] = ""


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


class CloseIn(Given):
    """How it ended, and whether she confirmed it."""

    confirmed: bool
    outcome: Annotated[Words, Field(max_length=4000)] = ""


@router.post("/relationships/{customer_id}/problems", response={201: ProblemOut}, operation_id="open_problem")
def open_one(request: ApiRequest, customer_id: int, given: ProblemIn) -> Status[Problem]:
    """Open a problem: the relationship goes into intensive care."""
    new = NewProblem(given.kind, given.summary, given.severity, given.exit_criterion)
    return Status(201, open_problem(actor=request.user, customer_id=customer_id, new=new))


@router.post("/problems/{problem_id}/close", response=ProblemOut, operation_id="close_problem")
def close(request: ApiRequest, problem_id: int, given: CloseIn) -> Problem:
    """Close a problem, saying whether the customer confirmed it."""
    return close_problem(actor=request.user, problem_id=problem_id, confirmed=given.confirmed, outcome=given.outcome)
