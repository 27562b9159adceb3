"""The tabs over the organisation's pages, and its front door."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.pages import OFFICE, tabs_of
from peyvand.platform.policies import may


def tabs(request: StaffRequest) -> list[dict[str, Any]]:
    """Return the organisation's pages that this person may open, the present one marked."""
    return tabs_of(OFFICE, request, request.user)


@page("user", "view")
@require_GET
def office(request: StaffRequest) -> HttpResponse:
    """Lead to the first of the organisation's pages."""
    return redirect("platform:settings" if may(request.user, "setting", "view") else "platform:colleagues")
