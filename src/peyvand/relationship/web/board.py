"""The board: how many relationships are in each stage, what they are worth, and who moved where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from peyvand.core.dates import NotADate
from peyvand.core.display import current
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, show
from peyvand.core.periods import Period, PeriodKind
from peyvand.core.sql import TookTooLong
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.relationship.choices import PATH, SLOPE, Stage
from peyvand.relationship.forms import DayForm
from peyvand.relationship.queries import Column, board_on, flows
from peyvand.relationship.queries import board as board_now
from peyvand.relationship.tables import least_close, past_stage
from peyvand.relationship.web.everybody import notice
from peyvand.ui.pictures import Flow
from peyvand.ui.pictures import flow as flow_sheet

WORSE = {*SLOPE}


@dataclass(frozen=True)
class Tile:
    """A stage of the board with its address."""

    column: Column
    label: str
    url: str
    share: int


def _period(text: str, day: date) -> Period:
    try:
        return Period.parse(text) if text else Period.of(day, "season")
    except (NotADate, ValueError):
        return Period.of(day, "season")


def _kinds(period: Period, day: date) -> list[Period]:
    """Return the reader's month, season and year in which a period begins, or `day` lies if it lies in the period, and
    the period itself if it is none of them."""
    kinds: tuple[PeriodKind, ...] = ("month", "season", "year")
    if not period.start <= day < period.stop:
        # Most of a foreign month lies where its middle lies.
        foreign = period.calendar != current().calendar
        day = period.start + (period.stop - period.start) / 2 if foreign else period.start
    own = [Period.of(day, kind) for kind in kinds]
    return own if period in own else [period, *own]


def _says(moved: list[tuple[str, str, int]]) -> str:
    down = sum(count for source, target, count in moved if target in WORSE and source not in WORSE)
    back = sum(count for source, target, count in moved if source in WORSE and target not in WORSE)
    if not moved:
        return _("Nobody moved from one stage to another in this time.")
    return _("%(down)s slid from the path to the slope, %(back)s came back to the path.") % {
        "down": format_number(down),
        "back": format_number(back),
    }


def _flow(request: StaffRequest, period: Period, day: date) -> dict[str, Any]:
    moved = flows(request.user, period.start, period.stop)
    names = {stage.value: str(stage.label) for stage in Stage}
    sheet = flow_sheet([Flow(*row) for row in moved], names, right_to_left=get_language_bidi())
    return {
        "sheet": sheet if moved else None,
        "says": _says(moved),
        "period": period,
        "earlier": period.previous(),
        "later": period.next(),
        "kinds": [(one, one == period) for one in _kinds(period, day)],
    }


def _tiles(columns: list[Column], past: date | None) -> dict[Stage, Tile]:
    whole = sum(column.count for column in columns) or 1
    customers = reverse("people:customers")
    return {
        column.stage: Tile(
            column,
            str(column.stage.label),
            f"{customers}?stage_on={past_stage(column.stage, past)}"
            if past
            else f"{customers}?stage={column.stage.value}",
            round(100 * column.count / whole),
        )
        for column in columns
    }


def _stages(columns: list[Column], past: date | None) -> dict[str, Any]:
    tiles = _tiles(columns, past)
    return {
        "past": past,
        "path": [tiles[stage] for stage in PATH],
        "slope": [tiles[stage] for stage in SLOPE],
        "way_back": tiles[Stage.WIN_BACK],
        "total": sum(column.count for column in columns),
    }


def _past(request: StaffRequest) -> tuple[DayForm, date | None]:
    form = DayForm(request.GET if "on" in request.GET else None)
    on = form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None
    return form, on if on and on < organisation.today() else None


@page("relationship", "view")
def board(request: StaffRequest) -> HttpResponse:
    """Show the eight stages now or on a past day, and the flow over a period."""
    form, past = _past(request)
    columns = board_on(request.user, past) if past else board_now(request.user)
    day = past or organisation.today()
    period = _period(request.GET.get("period", ""), day)
    context = {
        "form": form,
        "notice": notice(request),
        "waiting": bool(past),
        "least_close": least_close(request.user),
        **_stages(columns, past),
        **_flow(request, period, day),
    }
    return show(request, "relationship/board.html", context)


@page("relationship", "view")
def board_values(request: StaffRequest) -> HttpResponse:
    """Show the stages of a past day once more with their values, which take longer than the page should."""
    past = _past(request)[1]
    if past is None:
        return go(request, reverse("relationship:board"))
    try:
        context = _stages(board_on(request.user, past, valued=True), past)
    except TookTooLong:
        context = {**_stages(board_on(request.user, past), past), "too_many": True}
    return show(request, "relationship/board_stages.html", context)
