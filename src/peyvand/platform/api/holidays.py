"""Days that are not as the work week says, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform.actions.holidays import HolidayFacts, delete_holiday, save_holiday
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Day, Given, Period, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.choices import HolidayKind
from peyvand.platform.models import Holiday
from peyvand.platform.policies import require

router = Router(tags=["settings"])
Name = Annotated[Words, Field(max_length=160)]


class HolidayChange(Given):
    """What is different about a day; what is not sent stays."""

    day: Day | None = None
    name_fa: Name | None = None
    name_en: Name | None = None
    kind: HolidayKind | None = None
    is_tentative: bool | None = None


class HolidayIn(HolidayChange):
    """A day to add to the table."""

    day: Day
    name_fa: Name


class HolidayOut(Schema):
    """A day of the table; a tentative one may move by a day."""

    id: int
    day: date
    name_fa: str
    name_en: str
    kind: str
    is_tentative: bool


class HolidayAsked(Given):
    """The days of a period; all of them when none is sent."""

    period: Period | None = None


def facts_of(given: HolidayChange, was: HolidayFacts) -> HolidayFacts:
    """Return a day as it is to be."""
    sent = {name: value for name, value in given.model_dump().items() if value is not None}
    return replace(was, **sent)


@router.get("/holidays", response=list[HolidayOut], operation_id="list_holidays")
def list_holidays(request: ApiRequest, asked: Query[HolidayAsked]) -> list[Holiday]:
    """List the days that are not as the work week says."""
    require(request.user, "setting", "view")
    rows = Holiday.objects.order_by("day", "id")
    return list(rows.filter(day__gte=asked.period.start, day__lt=asked.period.stop) if asked.period else rows)


@router.post("/holidays", response={201: HolidayOut}, operation_id="add_holiday")
def add(request: ApiRequest, response: HttpResponse, given: HolidayIn) -> Status[Holiday]:
    """Add a day to the table."""
    made = save_holiday(actor=request.user, facts=facts_of(given, HolidayFacts(given.day, given.name_fa)))
    made_at(request, response, made)
    return Status(201, made)


@router.patch("/holidays/{int:holiday_id}", response=HolidayOut, operation_id="change_holiday")
def change(request: ApiRequest, holiday_id: int, given: HolidayChange) -> Holiday:
    """Change a day of the table."""
    require(request.user, "setting", "change")
    row = one(Holiday.objects.all(), holiday_id)
    was = HolidayFacts(row.day, row.name_fa, row.kind, row.name_en, row.is_tentative)
    return save_holiday(actor=request.user, facts=facts_of(given, was), holiday_id=row.pk)


@router.delete("/holidays/{int:holiday_id}", response={204: None}, operation_id="delete_holiday")
def delete(request: ApiRequest, holiday_id: int) -> Status[None]:
    """Take a day out of the table: it is as the work week says again."""
    require(request.user, "setting", "change")
    delete_holiday(actor=request.user, holiday_id=one(Holiday.objects.all(), holiday_id).pk)
    return Status(204, None)
