"""The audit over HTTP: who did what to what, when and from where."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.html import strip_tags
from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.shapes import Id, MomentOut, PageOf, Period, Words
from peyvand.platform.audit_reading import details, entries_of
from peyvand.platform.audit_words import Names
from peyvand.platform.models import AuditEntry
from peyvand.platform.policies import require
from peyvand.platform.sentences import tell

router = Router(tags=["audit"])


class AuditAsked(Paging):
    """Whose acts, on which kind of thing, in which period."""

    user_id: Id | None = None
    thing: Annotated[Words, Field(max_length=40, description="customer, order, role, setting...")] = ""
    period: Period | None = None


class ChangeOut(Schema):
    """One changed field: what it was and what it became, in words."""

    field: str
    label: str
    before: str
    after: str


class AuditOut(Schema):
    """An act: by whom, from where (an address, a token, the command line), on what; `said` tells it in a sentence."""

    id: int
    at: MomentOut
    user_id: int | None
    user_name: str
    origin: str
    action: str
    thing: str
    object_id: int
    said: str
    changes: list[ChangeOut]


@router.get("/audit", response=PageOf[AuditOut], operation_id="list_audit")
def list_audit(request: ApiRequest, asked: Query[AuditAsked]) -> dict[str, Any]:
    """Tell what was done, the latest first; fields that you may not see are left out."""
    require(request.user, "audit", "view")
    page = page_of(entries_of(asked.user_id, asked.thing, asked.period), asked, ["-id"])
    names = Names.of(page.items, request.user)

    def shown(entry: AuditEntry) -> dict[str, Any]:
        return {
            "id": entry.pk,
            "at": entry.at,
            "user_id": entry.actor_id,
            "user_name": entry.actor_name,
            "origin": entry.origin,
            "action": entry.action,
            "thing": entry.model,
            "object_id": entry.object_id,
            "said": strip_tags(tell(entry)),
            "changes": details(entry, request.user, names),
        }

    return shown_page(page, shown)
