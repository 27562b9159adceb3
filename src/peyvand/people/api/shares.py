"""Loans of customers over HTTP."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema, Status

from peyvand.people.actions.sharing import Loan, end_share, share_customer
from peyvand.people.api.finding import find
from peyvand.people.models import Share
from peyvand.people.policies import require_for
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import Day, Given, Id, MomentOut

router = Router(tags=["customers"])


class ShareIn(Given):
    """To whom a customer is lent: a colleague or a team; the last day."""

    user_id: Id | None = None
    team_id: Id | None = None
    level: Literal["view", "change"] = "view"
    until: Day


class ShareOut(Schema):
    """A loan; it ends by itself."""

    id: int
    customer_id: int
    user_id: int | None
    team_id: int | None
    level: str
    ends_at: MomentOut


def _shown(share: Share) -> dict[str, Any]:
    return {name: getattr(share, name) for name in ShareOut.model_fields}


@router.get("/customers/{int:customer_id}/shares", response=list[ShareOut], operation_id="list_shares")
def list_shares(request: ApiRequest, customer_id: int) -> list[dict[str, Any]]:
    """List to whom a customer is lent."""
    customer = find(request, customer_id)
    require_for(request.user, customer, "share")
    return [_shown(share) for share in Share.objects.living().filter(customer=customer_id)]


@router.post("/customers/{int:customer_id}/shares", response={201: ShareOut}, operation_id="share_customer")
def share(request: ApiRequest, response: HttpResponse, customer_id: int, given: ShareIn) -> Status[dict[str, Any]]:
    """Lend a customer to a colleague or a team; lending again changes the loan."""
    find(request, customer_id)
    loan = Loan(given.until, given.level, given.user_id, given.team_id)
    made = share_customer(actor=request.user, customer_id=customer_id, loan=loan)
    response.headers["Location"] = f"{request.path}/{made.pk}"
    return Status(201, _shown(made))


@router.delete("/shares/{int:share_id}", response={204: None}, operation_id="end_share")
def end(request: ApiRequest, share_id: int) -> Status[None]:
    """Take a loan back before its time."""
    share = Share.objects.filter(pk=share_id).first()
    if share is None:
        raise not_found()
    find(request, share.customer_id)
    end_share(actor=request.user, share_id=share_id)
    return Status(204, None)
