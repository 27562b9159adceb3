"""Discounts over the ceiling over HTTP: asking, listing, answering."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.people.api.finding import require_known
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, NumberOut, PageOf, Words
from peyvand.platform.policies import require
from peyvand.sales.discounts import Wish, ask_discount, decide_discount, reopen_discount
from peyvand.sales.models import DiscountRequest

router = Router(tags=["orders"])
Percent = Annotated[Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2, description="percent")]


class DiscountIn(Given):
    """More percent off than a customer's treatment allows, why, and the last day on which an order may use it."""

    customer_id: Id
    percent: Percent
    reason: Annotated[Words, Field(min_length=1, max_length=300)]
    until: date


class DecisionIn(Given):
    """Yes or no, and a note to the asker."""

    granted: bool
    note: Annotated[Words, Field(max_length=300)] = ""


class DiscountOut(Schema):
    """A discount that was asked for; `order_id` with `spent_at` is the order that used it."""

    id: int
    customer_id: int
    percent: NumberOut
    reason: str
    until: date
    state: Literal["open", "granted", "refused"]
    asked_by_id: int | None
    asked_at: MomentOut
    approver_id: int | None
    decided_by_id: int | None
    decided_at: MomentOut | None
    note: str
    order_id: int | None
    spent_at: MomentOut | None


class DiscountFilter(Paging):
    """Which requests."""

    customer_id: Id | None = None
    state: Literal["open", "granted", "refused"] | None = None


@router.get("/discount-requests", response=PageOf[DiscountOut], operation_id="list_discount_requests")
def list_requests(request: ApiRequest, asked: Query[DiscountFilter]) -> dict[str, Any]:
    """List the discounts asked for with the customers you may see, the newest first."""
    require(request.user, "order", "view")
    exact = {"customer_id": asked.customer_id, "state": asked.state}
    rows = DiscountRequest.objects.visible_to(request.user)
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return shown_page(page_of(rows, asked, ["-asked_at", "-id"]), lambda each: each)


@router.post("/discount-requests", response={201: DiscountOut}, operation_id="ask_discount")
def ask(request: ApiRequest, given: DiscountIn) -> Status[DiscountRequest]:
    """Ask for a discount over the ceiling. Once it is granted, one order may use it."""
    require(request.user, "order", "add")
    require_known(request, given.customer_id)
    wish = Wish(given.percent, given.reason, given.until)
    return Status(201, ask_discount(actor=request.user, customer_id=given.customer_id, wish=wish))


@router.post("/discount-requests/{int:request_id}/decide", response=DiscountOut, operation_id="decide_discount")
def decide(request: ApiRequest, request_id: int, given: DecisionIn) -> DiscountRequest:
    """Say yes or no: for who decides exceptions with this customer, and for who may change treatments."""
    require(request.user, "order", "view")
    one(DiscountRequest.objects.visible_to(request.user), request_id)
    return decide_discount(actor=request.user, request_id=request_id, granted=given.granted, note=given.note)


@router.post("/discount-requests/{int:request_id}/reopen", response=DiscountOut, operation_id="reopen_discount")
def reopen(request: ApiRequest, request_id: int) -> DiscountRequest:
    """Take a decision back that no order has used yet."""
    require(request.user, "order", "view")
    one(DiscountRequest.objects.visible_to(request.user), request_id)
    return reopen_discount(actor=request.user, request_id=request_id)
