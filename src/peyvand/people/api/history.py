"""What was done about a customer, over HTTP."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema

from peyvand.people.api.finding import find
from peyvand.people.deeds import deeds
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of
from peyvand.platform.api_kit.shapes import MomentOut, PageOf
from peyvand.platform.models import AuditEntry
from peyvand.platform.policies import require

router = Router(tags=["customers"])


class FieldChangeOut(Schema):
    """One field: what it was, what it became; in words."""

    field: str
    label: str
    before: str
    after: str


class DeedOut(Schema):
    """What was done, by whom (null: the system); `said` tells it in a sentence."""

    at: MomentOut
    user_id: int | None
    action: str
    said: str
    changes: list[FieldChangeOut]


@router.get("/customers/{int:customer_id}/history", response=PageOf[DeedOut], operation_id="list_history")
def list_history(request: ApiRequest, customer_id: int, asked: Query[Paging]) -> dict[str, Any]:
    """Tell who changed what about a customer, the newest first; fields that you may not see are left out."""
    require(request.user, "customer", "view")
    page = page_of(AuditEntry.objects.of("customer", find(request, customer_id).pk), asked, ["-id"])
    return {"items": deeds(page.items, request.user), "next": page.next}
