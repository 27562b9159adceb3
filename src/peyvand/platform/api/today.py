"""Today over HTTP: who needs somebody, why, and what to do."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, MoneyOut
from peyvand.platform.attention import MOST, today

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


@router.get("/today", response=list[AttentionOut], operation_id="list_today")
def list_today(request: ApiRequest, asked: Query[TodayAsked]) -> list[dict[str, Any]]:
    """List who needs the owner of the token today, the most valuable and urgent first of each kind."""
    return today(request.user, scope=asked.scope or "", limit=asked.limit)
