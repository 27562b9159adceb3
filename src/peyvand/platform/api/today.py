"""Today over HTTP: who needs somebody, why, and what to do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform.actions.attention import snooze, wake
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Day, Given, MoneyOut, Words
from peyvand.platform.attention import MOST, today
from peyvand.platform.models import AttentionState
from peyvand.platform.policies import require

router = Router(tags=["today"])


class TodayAsked(Given):
    """Whose customers, and how many."""

    scope: Annotated[Literal["mine", "team", "all"] | None, Field(description="the usual one when not sent")] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class ReasonOut(Schema):
    """Why, as a code for machines and a sentence in the reader's language."""

    code: str
    text: str


class AttentionOut(Schema):
    """A customer who needs this person now."""

    key: str
    customer_id: int | None
    name: str
    state: str
    why: list[ReasonOut]
    since: date
    at_stake: Annotated[MoneyOut, Field(description="an amount a year")]
    do: str
    rank: str


Key = Annotated[Words, Field(min_length=1, max_length=120, description="`key` of a line of today")]


class SnoozeIn(Given):
    """A line of your Today, until when it can wait, and why."""

    key: Key
    until: Day
    reason: Annotated[Words, Field(min_length=1, max_length=300)]
    title: Annotated[Words, Field(max_length=300, description="how the put-off line is called")] = ""


class SnoozeOut(Schema):
    """A line that was put off."""

    key: str
    until: date
    reason: str
    title: str


class WakeIn(Given):
    """A line of your Today that was put off."""

    key: Key


@router.get("/today", response=list[AttentionOut], operation_id="list_today")
def list_today(request: ApiRequest, asked: Query[TodayAsked]) -> list[dict[str, Any]]:
    """List who needs the owner of the token today, the most valuable and urgent first of each kind."""
    return today(request.user, scope=asked.scope or "", limit=asked.limit)


@router.post("/today/later", response={201: SnoozeOut}, operation_id="snooze_today")
def put_off(request: ApiRequest, given: SnoozeIn) -> Status[AttentionState]:
    """Put a line of your Today off until a day, with a reason. Nobody else's list changes."""
    require(request.user, "relationship", "view")
    return Status(201, snooze(actor=request.user, **given.model_dump()))


@router.post("/today/back", response={204: None}, operation_id="wake_today")
def bring_back(request: ApiRequest, given: WakeIn) -> Status[None]:
    """Bring back a line of your Today that was put off."""
    require(request.user, "relationship", "view")
    wake(actor=request.user, key=given.key)
    return Status(204, None)
