"""The history of changes of one customer, as a panel of her page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import show
from peyvand.people.deeds import deeds
from peyvand.people.web.reading import find
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import AuditEntry


@page("customer", "view")
@require_GET
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell who changed what, the newest first."""
    customer = find(request, pk)
    entries = AuditEntry.objects.of("customer", pk)
    try:
        found = paginate(entries, sort=["-id"], cursor=request.GET.get("cursor"), limit=30)
    except BadCursor:
        found = paginate(entries, sort=["-id"], cursor=None, limit=30)
    lines = deeds(found.items, request.user)
    context = {"customer": customer, "lines": lines, "next": found.next, "first": "cursor" not in request.GET}
    return show(request, "people/history.html", context, part="people/customer/history.html")
