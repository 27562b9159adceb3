"""Where one is signed in, over HTTP, and ending that."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from peyvand.platform.actions.users import end_sessions
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import MomentOut
from peyvand.platform.models import Session
from peyvand.platform.policies import require
from peyvand.platform.rules.browsers import name_browser

router = Router(tags=["users"])


class SessionOut(Schema):
    """A browser in which you are signed in; `id` only names it, it does not let anybody in."""

    id: str
    browser: str
    device: str
    address: str | None
    since: MomentOut
    last_seen_at: MomentOut


def shown(session: Session) -> dict[str, Any]:
    """Return a session as the API answers it."""
    browser = name_browser(session.browser)
    return {
        "id": session.handle,
        "browser": browser.name,
        "device": browser.device,
        "address": session.address,
        "since": session.created_at,
        "last_seen_at": session.last_seen_at,
    }


@router.get("/users/me/sessions", response=list[SessionOut], operation_id="list_my_sessions")
def list_mine(request: ApiRequest) -> list[dict[str, Any]]:
    """List where you are signed in, the latest seen first."""
    require(request.user, "token", "view")
    living = Session.objects.filter(user=request.user, expire_date__gt=timezone.now())
    return [shown(session) for session in living.order_by("-last_seen_at")]


@router.delete("/users/me/sessions", response={204: None}, operation_id="end_my_sessions")
def end_mine(request: ApiRequest) -> Status[None]:
    """Sign yourself out everywhere. Tokens stay."""
    require(request.user, "token", "view")
    end_sessions(user=request.user)
    return Status(204, None)


@router.delete("/users/me/sessions/{session_id}", response={204: None}, operation_id="end_my_session")
def end_one(request: ApiRequest, session_id: str) -> Status[None]:
    """End one of your sessions."""
    require(request.user, "token", "view")
    if not end_sessions(user=request.user, only=session_id):
        raise not_found()
    return Status(204, None)
