"""The tabs over the organisation's pages, and its front door."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may


def tabs(request: StaffRequest) -> list[dict[str, Any]]:
    """Return the organisation's pages that this person may open, the present one marked."""
    pages = (
        ("platform:colleagues", _("Colleagues"), ("user", "view")),
        ("platform:teams", _("Teams"), ("user", "view")),
        ("platform:roles", _("Roles"), ("role", "view")),
        ("platform:settings", _("Settings"), ("setting", "view")),
        ("platform:fields", _("Custom fields"), ("setting", "view")),
        ("platform:holidays", _("Holidays"), ("setting", "view")),
        ("platform:jobs", _("Jobs"), ("job", "view")),
        ("platform:audit", _("Audit"), ("audit", "view")),
    )
    lines = [(reverse(name), label) for name, label, need in pages if may(request.user, *need)]
    return [{"url": url, "label": label, "active": request.path.startswith(url)} for url, label in lines]


@page("user", "view")
@require_GET
def office(request: StaffRequest) -> HttpResponse:
    """Lead to the first of the organisation's pages."""
    return redirect("platform:settings" if may(request.user, "setting", "view") else "platform:colleagues")
