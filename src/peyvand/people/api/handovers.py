"""Hand-overs and briefs over HTTP: the same actions and rights as the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.core.manifest import BriefAsk
from peyvand.people.actions.handover import Transfer, hand_over, hand_over_portfolio, take_back
from peyvand.people.actions.signing import introduce, sign
from peyvand.people.api.finding import find
from peyvand.people.briefs import Part, gather
from peyvand.people.choices import HandOverState
from peyvand.people.models import HandOver
from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.problems import Problem, invalid, not_found
from peyvand.platform.api_kit.shapes import Day, Given, Id, MomentOut, PageOf, Words
from peyvand.platform.policies import require

router = Router(tags=["hand-overs"])
MOST = 500


class HandOversIn(Given):
    """Customers (or, with `from_id`, all of a colleague's) to whom, from which day (none: at once), and why."""

    customer_ids: Annotated[list[Id], Field(max_length=MOST)] = []
    from_id: Id | None = None
    to_id: Id
    on: Day | None = None
    reason: Annotated[Words, Field(max_length=300)] = ""


class HandOverFilter(Paging):
    """Which hand-overs; the newest come first."""

    state: Annotated[Words, Field(description="planned, proposed, accepted, introduced or off")] = ""
    to_id: Id | None = None


class HandOverOut(Schema):
    """One customer on the way from one colleague to another."""

    id: int
    customer_id: int
    giver_id: int | None
    taker_id: int | None
    on: date
    reason: str
    state: str
    signed_at: MomentOut | None
    signed_as: str
    introduced_on: date | None


class BriefLineOut(Schema):
    """What is so, and a quiet word beside it."""

    text: str
    aside: str
    late: bool


class BriefPartOut(Schema):
    """What one part of the product tells about a customer, in the reader's language."""

    key: str
    title: str
    lines: list[BriefLineOut]


class HandedOut(Schema):
    """What became of a request to hand over; those beyond your reach are not among them."""

    items: list[HandOverOut]


def find_one(request: ApiRequest, handover_id: int, *, undoing: bool = False) -> HandOver:
    """Return a hand-over of a customer the caller may view (or is to undo), else the answer "nothing here"."""
    require(request.user, "customer", "view")
    seen = HandOver.objects.undone_by(request.user) if undoing else HandOver.objects.visible_to(request.user)
    found: HandOver | None = seen.filter(pk=handover_id).first()
    if found is None:
        raise not_found()
    return found


def part_shown(part: Part) -> dict[str, Any]:
    """Return what one part of the product tells, as the API answers it."""
    return {"key": part.key, "title": str(part.title), "lines": part.lines}


@router.get("/customers/{int:customer_id}/brief", response=list[BriefPartOut], operation_id="get_brief")
def get_brief(request: ApiRequest, customer_id: int) -> list[dict[str, Any]]:
    """Tell everything that somebody who takes this customer over has to know."""
    require(request.user, "customer", "view")
    ask = BriefAsk(request.user, find(request, customer_id), organisation.today())
    return [part_shown(part) for part in gather(ask)]


@router.get("/handovers", response=PageOf[HandOverOut], operation_id="list_handovers")
def list_handovers(request: ApiRequest, asked: Query[HandOverFilter]) -> dict[str, Any]:
    """List who takes over which of the customers you may see."""
    require(request.user, "customer", "view")
    if asked.state and asked.state not in HandOverState.values:
        expected = ", ".join(HandOverState.values)
        raise invalid(
            [{"parameter": "state", "detail": _("This should be one of: %(expected)s.") % {"expected": expected}}]
        )
    rows = HandOver.objects.visible_to(request.user)
    rows = rows.filter(state=asked.state) if asked.state else rows
    rows = rows.filter(taker=asked.to_id) if asked.to_id else rows
    return shown_page(page_of(rows, asked, ["-at", "-id"]), lambda one: one)


@router.post("/handovers", response={201: HandedOut}, operation_id="hand_over")
def create(request: ApiRequest, given: HandOversIn) -> Status[dict[str, Any]]:
    """Hand customers over: open promises, problems and next steps go along, and the new owner signs a brief."""
    require(request.user, "customer", "assign")
    if bool(given.customer_ids) == bool(given.from_id):
        raise ValidationError({"customer_ids": _("Name customers, or whose customers: one of the two.")})
    transfer = Transfer(given.to_id, given.on, given.reason)
    if given.from_id:
        made = hand_over_portfolio(actor=request.user, giver_id=given.from_id, transfer=transfer)
    else:
        made = hand_over(actor=request.user, customer_ids=given.customer_ids, transfer=transfer)
    return Status(201, {"items": made})


@router.post("/handovers/{int:handover_id}/sign", response=HandOverOut, operation_id="sign_handover")
def sign_one(request: ApiRequest, handover_id: int) -> HandOver:
    """Sign, in your own name, that you have read the brief."""
    find_one(request, handover_id)
    sign(actor=request.user, handover_ids=[handover_id])
    return HandOver.objects.get(pk=handover_id)


@router.post("/handovers/{int:handover_id}/introduced", response=HandOverOut, operation_id="introduce_handover")
def introduced(request: ApiRequest, handover_id: int) -> HandOver:
    """Say that the customer knows her new person."""
    find_one(request, handover_id)
    return introduce(actor=request.user, handover_id=handover_id)


@router.post("/handovers/{int:handover_id}/undo", response=HandOverOut, operation_id="take_back_handover")
def undo(request: ApiRequest, handover_id: int) -> HandOver:
    """Take back what nobody has signed yet: the giver answers again, with all that went along."""
    find_one(request, handover_id, undoing=True)
    if not take_back(actor=request.user, handover_ids=[handover_id]):
        raise Problem(409, "signed", _("It is signed already. Hand over anew instead."))
    return HandOver.objects.get(pk=handover_id)
