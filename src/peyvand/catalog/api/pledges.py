"""What we pledge about products, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.catalog.actions import LONGEST_NOTE, Said, answer_pledge
from peyvand.catalog.api.products import find
from peyvand.catalog.models import PledgeAnswer
from peyvand.catalog.pledges import Pledged, counted, pledges_of
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Day, Given, MomentOut, Words
from peyvand.platform.policies import require

router = Router(tags=["products"])


class PledgeIn(Given):
    """How a pledge about a product stands, why, and since which day (today)."""

    pledge: Literal["solves", "designed", "answers", "price", "belief", "stays"]
    kept: Literal["yes", "no", "unknown"]
    note: Annotated[Words, Field(max_length=LONGEST_NOTE)] = ""
    on: Day | None = None


class PledgeSaidOut(Schema):
    """What somebody said about a pledge."""

    kept: str
    note: str
    on: str
    by_id: int | None
    said_at: MomentOut


class PledgeOut(Schema):
    """A pledge about a product: how it stands ("unknown" where nobody said), and all that was said, the newest first."""

    pledge: str
    label: str
    kept: str
    said: list[PledgeSaidOut]


class PledgesOut(Schema):
    """The six pledges about a product, and how many of them are kept, are not, and are unknown."""

    yes: int
    no: int
    unknown: int
    items: list[PledgeOut]


@router.get("/products/{int:product_id}/pledges", response=PledgesOut, operation_id="get_product_pledges")
def get(request: ApiRequest, product_id: int) -> dict[str, Any]:
    """Tell how we keep what customers hope of a product."""
    require(request.user, "product", "view")
    return _shown(pledges_of(find(request, product_id).pk))


@router.post("/products/{int:product_id}/pledges", response={201: PledgesOut}, operation_id="answer_product_pledge")
def answer(request: ApiRequest, product_id: int, given: PledgeIn) -> Status[dict[str, Any]]:
    """Say how one of them stands; what was said before stays as history."""
    require(request.user, "product", "change")
    product = find(request, product_id)
    said = Said(given.kept, given.note, given.on)
    answer_pledge(actor=request.user, product_id=product.pk, pledge=given.pledge, said=said)
    return Status(201, _shown(pledges_of(product.pk)))


def _shown(pledged: list[Pledged]) -> dict[str, Any]:
    return counted(pledged) | {"items": [_one(one) for one in pledged]}


def _one(pledged: Pledged) -> dict[str, Any]:
    answers = [pledged.answer, *pledged.earlier] if pledged.answer else []
    return {
        "pledge": pledged.pledge.value,
        "label": str(pledged.pledge.label),
        "kept": pledged.kept.value,
        "said": [_said(one) for one in answers],
    }


def _said(answer: PledgeAnswer) -> dict[str, Any]:
    names = ("kept", "note", "by_id", "said_at")
    return {name: getattr(answer, name) for name in names} | {"on": answer.on.isoformat()}
