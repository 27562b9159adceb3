"""Boundary cases over HTTP, for those whom the right to them reaches."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.shapes import Given, Id, PageOf, Words
from peyvand.platform.policies import require
from peyvand.relationship.actions.boundaries import answer_boundary, note_boundary
from peyvand.relationship.models import BoundaryCase

router = Router(tags=["relationships"])
Line = Literal["insult", "threat", "harassment", "deceit", "other"]


class BoundaryCaseIn(Given):
    """Which line was crossed, and what happened."""

    boundary: Line
    evidence: Annotated[Words, Field(min_length=1, max_length=4000)]


class BoundaryCaseOut(Schema):
    """A boundary case, and what a second colleague said of it."""

    id: int
    customer_id: int
    boundary: Line
    evidence: str
    noted_on: date
    noted_by_id: int | None
    state: Literal["waiting", "stands", "set_aside"]
    second_id: int | None
    answered_on: date | None
    answer: str


class BoundaryAnswerIn(Given):
    """Whether the case stands, and why."""

    agreed: bool
    answer: Annotated[Words, Field(max_length=300)] = ""


class BoundaryCaseFilter(Paging):
    """Whose cases."""

    customer_id: Id | None = None


@router.get("/boundary-cases", response=PageOf[BoundaryCaseOut], operation_id="list_boundary_cases")
def list_cases(request: ApiRequest, asked: Query[BoundaryCaseFilter]) -> dict[str, Any]:
    """List the boundary cases that you may see, the newest first."""
    require(request.user, "boundary", "view")
    rows = BoundaryCase.objects.visible_to(request.user)
    rows = rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows
    return shown_page(page_of(rows, asked, ["-id"]), lambda each: each)


@router.post(
    "/relationships/{customer_id}/boundary-cases", response={201: BoundaryCaseOut}, operation_id="note_boundary_case"
)
def note(request: ApiRequest, customer_id: int, given: BoundaryCaseIn) -> Status[BoundaryCase]:
    """Note a boundary case; it waits for a second colleague."""
    made = note_boundary(actor=request.user, customer_id=customer_id, boundary=given.boundary, evidence=given.evidence)
    return Status(201, made)


@router.post("/boundary-cases/{case_id}/answer", response=BoundaryCaseOut, operation_id="answer_boundary_case")
def answer(request: ApiRequest, case_id: int, given: BoundaryAnswerIn) -> BoundaryCase:
    """Confirm a case as the second pair of eyes, or set it aside."""
    return answer_boundary(actor=request.user, case_id=case_id, agreed=given.agreed, answer=given.answer)
