"""Writing about customers with respect: a hint while one writes, and how we do, by month and team."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import show
from peyvand.interactions.rules.wording import LEAST_NOTES, labels
from peyvand.interactions.wording import wording_seen
from peyvand.platform.doors import StaffRequest, page

FIELDS = ("subject", "body", "text", "texts")
LONGEST = 20_000


@page()
@require_POST
def hint(request: StaffRequest) -> HttpResponse:
    """Say which words judge in what is being written. Nothing of it is kept."""
    typed = " ".join(request.POST.get(name, "")[:LONGEST] for name in FIELDS)
    return show(request, "interactions/wording/words.html", {"words": labels(typed)[:3]})


@page("wording", "view")
@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """Show in how many notes a word judges a customer: by month and team, never by person nor with its text."""
    months, counted_at = wording_seen(request.user)
    context = {
        "months": months,
        "teams": [team for team, _share in months[0].shares] if months else [],
        "counted_at": counted_at,
        "least": LEAST_NOTES,
    }
    return show(request, "interactions/wording/report.html", context)
