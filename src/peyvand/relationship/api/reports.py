"""The board of relationships over HTTP: how many stand where, what they are worth, and who moved."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.core import periods
from peyvand.core.sql import TookTooLong
from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import invalid
from peyvand.platform.api_kit.shapes import Day, Given, MoneyOut, Period
from peyvand.platform.policies import require
from peyvand.relationship.queries import Column, board, board_on, flows

router = Router(tags=["reports"])


class BoardAsked(Given):
    """The board of now or of a past day, and over which period moves are counted (by default the present season or quarter
    of your calendar)."""

    on: Day | None = None
    period: Period | None = None
    valued: Annotated[bool, Field(description="with what they exchange in a year; of a past day it takes a while")] = (
        True
    )


class StageOut(Schema):
    """A stage: how many, and what they exchange in a year."""

    stage: str
    label: str
    count: int
    values: list[MoneyOut]


class FlowOut(Schema):
    """How many went from one stage to another."""

    start: Annotated[str, Field(serialization_alias="from")]
    to: str
    count: int


class BoardOut(Schema):
    """The eight stages on a day, and the moves of a period, most first."""

    on: date
    period: str
    stages: list[StageOut]
    moves: list[FlowOut]


@router.get("/reports/relationships", response=BoardOut, by_alias=True, operation_id="report_relationships")
def report(request: ApiRequest, asked: Query[BoardAsked]) -> dict[str, Any]:
    """Count the relationships that you may see by stage, and their moves."""
    require(request.user, "relationship", "view")
    today = organisation.today()
    past = asked.on if asked.on and asked.on < today else None
    period = asked.period or periods.Period.of(past or today, "season")
    try:
        columns = board_on(request.user, past, valued=asked.valued) if past else board(request.user)
    except TookTooLong:
        said = _("There are too many orders to add up the values of that day.")
        raise invalid([{"parameter": "valued", "detail": said}]) from None
    moved = flows(request.user, period.start, period.stop)
    return {
        "on": past or today,
        "period": str(period),
        "stages": [_stage(column) for column in columns],
        "moves": [{"start": start, "to": to, "count": count} for start, to, count in moved],
    }


def _stage(column: Column) -> dict[str, Any]:
    values = [{"amount": amount, "currency": currency} for currency, amount in column.values]
    return {"stage": column.stage.value, "label": str(column.stage.label), "count": column.count, "values": values}
