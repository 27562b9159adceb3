"""The audit in sentences: who did what, filtered by person, kind of thing and Jalali month."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from peyvand.core.jalali import JalaliPeriod, NotADate
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import show
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.sentences import THINGS, tell
from peyvand.platform.web.office.tabs import tabs

SHOWN = 50
MONTHS = 24


def _months() -> list[tuple[str, str]]:
    """Return the last two years of Jalali months, the present first."""
    period = JalaliPeriod.of(timezone.localdate(), "month")
    found = []
    for _step in range(MONTHS):
        found.append((str(period), period.label()))
        period = period.previous()
    return found


def _within(entries: QuerySet[AuditEntry], text: str) -> QuerySet[AuditEntry]:
    try:
        period = JalaliPeriod.parse(text)
    except NotADate:
        return entries
    zone = organisation.zone()
    first, after = (datetime.combine(day, time.min, zone) for day in (period.start, period.stop))
    return entries.filter(at__gte=first, at__lt=after)


def _filtered(asked: dict[str, str]) -> QuerySet[AuditEntry]:
    entries: QuerySet[AuditEntry] = AuditEntry.objects.all()
    if asked["person"].isascii() and asked["person"].isdigit():
        entries = entries.filter(actor_id=int(asked["person"][:15]))
    if asked["thing"]:
        entries = entries.filter(model=asked["thing"].replace("\x00", ""))
    return _within(entries, asked["month"]) if asked["month"] else entries


def _details(entry: AuditEntry, reader: User) -> list[dict[str, Any]]:
    """Return the changed fields that the reader may see as rows of before and after."""
    rows = []
    for field, value in (entry.changes or {}).items():
        if not reads_field(reader, entry.model, field):
            continue
        pair = value if isinstance(value, list) and len(value) == 2 else ["", value]
        rows.append({"field": field, "before": pair[0], "after": pair[1]})
    return rows


@page("audit", "view")
@require_GET
def audit(request: StaffRequest) -> HttpResponse:
    """Tell what was done, the latest first."""
    asked = {name: request.GET.get(name, "") for name in ("person", "thing", "month")}
    try:
        found = paginate(_filtered(asked), sort=["-id"], cursor=request.GET.get("cursor"), limit=SHOWN)
    except BadCursor:
        found = paginate(_filtered(asked), sort=["-id"], cursor=None, limit=SHOWN)
    query = request.GET.copy()
    query["cursor"] = found.next or ""
    context = {
        "rows": [{"entry": e, "sentence": tell(e), "details": _details(e, request.user)} for e in found.items],
        "more": f"?{query.urlencode()}" if found.next else "",
        "asked": asked, "months": _months(), "things": list(THINGS.items()),
        "people": User.objects.order_by("name"), "tabs": tabs(request),
    }  # fmt: skip
    return show(request, "platform/office/audit.html", context, part="platform/office/audit_rows.html")
