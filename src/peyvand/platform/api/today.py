"""The API of Today."""

from __future__ import annotations

from datetime import date

from ninja import Router, Schema

from peyvand.platform.attention import MOST, today
from peyvand.platform.doors import StaffRequest

router = Router(tags=["today"])


class ReasonOut(Schema):
    """Why, as a code for machines and a sentence in the reader's language."""

    code: str
    text: str


class StakeOut(Schema):
    """An amount a year, in the smallest unit of the currency."""

    amount: int
    currency: str


class AttentionOut(Schema):
    """A customer who needs this person now."""

    key: str
    customer_id: int | None
    name: str
    state: str
    why: list[ReasonOut]
    since: date
    at_stake: StakeOut
    do: str
    rank: str


@router.get("/today", response=list[AttentionOut], summary="Who needs me now")
def read_today(request: StaffRequest, scope: str = "", limit: int = 50) -> list[dict[str, object]]:
    """List who needs the owner of the token today, the most valuable and urgent first of each kind."""
    return today(request.user, scope=scope, limit=max(1, min(limit, MOST)))
