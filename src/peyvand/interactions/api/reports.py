"""How soon customers were answered, how promises were kept and how we write about customers, over HTTP."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query, Router, Schema

from peyvand.core import periods
from peyvand.interactions.answers import Answered, LateWait, Wanted, answered, days_of
from peyvand.interactions.keeping import by_colleague, by_group, by_team
from peyvand.interactions.models import Promise
from peyvand.interactions.rules.promises import Tally
from peyvand.interactions.wording import Month, Share, wording_seen
from peyvand.people.policies import require_groups
from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, Period
from peyvand.platform.models import Team
from peyvand.platform.policies import require

router = Router(tags=["reports"])
KEPT_BY = {"colleague": by_colleague, "team": by_team, "group": by_group}


class AnswersAsked(Paging):
    """When the waits began (the last thirty days), and of the late ones those of a group."""

    period: Period | None = None
    group_id: Id | None = None


class AnsweredOut(Schema):
    """Of the customers of a group, to whom a first answer is promised within `hours` of work: how many answers came in
    time, late (or are overdue), and may still come in time."""

    group_id: int
    name: str
    hours: int
    kept: int
    late: int
    waiting: int


class LateOut(Schema):
    """A customer who waited longer than promised: since when, until when (null: she still waits), minutes of work."""

    customer_id: int
    interaction_id: int
    group_id: int
    hours: int
    asked_at: MomentOut
    answered_at: MomentOut | None
    minutes: int


class AnswersOut(Schema):
    """How the waits ended group by group, and a page of the late ones, the newest first."""

    groups: list[AnsweredOut]
    items: list[LateOut]
    next: str | None


class PromisesAsked(Given):
    """When the promises were due (by default in the present season or quarter of your calendar), and by what they are
    gathered."""

    period: Period | None = None
    by: Literal["colleague", "team", "group"] = "colleague"


class KeptOut(Schema):
    """What became of the promises of a colleague or a team, or to the customers of a group (`key`, null: of none)."""

    key: int | None
    name: str
    open: int
    kept: int
    exceeded: int
    broken: int
    released: int


class WordedOut(Schema):
    """What a team (null: colleagues in no team) wrote about customers in a month (of the calendar that most colleagues chose), and in
    how much of it a word judges; null where so little was written, or by one colleague alone, that it would tell who."""

    month: str
    team_id: int | None
    name: str
    notes: int | None
    judging: int | None


class WordingOut(Schema):
    """The last twelve months, the newest first, and when they were counted (null: not yet)."""

    counted_at: MomentOut | None
    items: list[WordedOut]


@router.get("/reports/answers", response=AnswersOut, operation_id="report_answers")
def answers(request: ApiRequest, asked: Query[AnswersAsked]) -> dict[str, Any]:
    """Tell how soon customers were answered, by what their group's treatment promises."""
    wanted = Wanted(*days_of(asked.period), asked.group_id, asked.cursor, asked.limit)
    groups, page = answered(request.user, wanted)
    return {
        "groups": [_answered(one) for one in groups],
        "items": [_late(one) for one in page.items],
        "next": page.next,
    }


@router.get("/reports/promises", response=list[KeptOut], operation_id="report_promises")
def promises(request: ApiRequest, asked: Query[PromisesAsked]) -> list[dict[str, Any]]:
    """Count the promises that were due in a period: kept, exceeded, broken, released, still open."""
    require(request.user, "promise", "view")
    if asked.by == "group":
        require_groups(request.user)
    period = asked.period or periods.Period.of(organisation.today(), "season")
    due = Promise.objects.visible_to(request.user).due_between(period.start, period.stop)
    return [_kept(one) for one in KEPT_BY[asked.by](due)]


@router.get("/reports/wording", response=WordingOut, operation_id="report_wording")
def wording(request: ApiRequest) -> dict[str, Any]:
    """Tell in how much of what each team wrote about customers a word judges them, month by month."""
    months, counted_at = wording_seen(request.user)
    return {
        "counted_at": counted_at,
        "items": [_wording(month, team, share) for month in months for team, share in month.shares],
    }


def _wording(month: Month, team: Team | None, share: Share) -> dict[str, Any]:
    counts = {"notes": share.notes, "judging": share.judging} if share.told else {"notes": None, "judging": None}
    return {
        "month": str(month.period),
        "team_id": team.pk if team else None,
        "name": team.name if team else "",
        **counts,
    }


def _answered(one: Answered) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("hours", "kept", "late", "waiting")}
    return {"group_id": one.group.pk, "name": one.group.name, **counts}


def _late(one: LateWait) -> dict[str, Any]:
    return {
        "customer_id": one.interaction.customer_id,
        "interaction_id": one.id,
        "group_id": one.group_id,
        "hours": one.hours,
        "asked_at": one.occurred_at,
        "answered_at": one.answered_at,
        "minutes": int(one.seconds) // 60,
    }


def _kept(one: Tally) -> dict[str, Any]:
    names = ("open", "kept", "exceeded", "broken", "released")
    return {"key": one.key, "name": one.name, **{name: one.counts.get(name, 0) for name in names}}
