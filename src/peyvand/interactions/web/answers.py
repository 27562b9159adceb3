"""How soon customers were answered in a Jalali period: group by group, and who was answered late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.display import shown_digits
from peyvand.core.jalali import JalaliPeriod
from peyvand.core.keyset import BadCursor, Page, paginate
from peyvand.core.pages import show
from peyvand.interactions.answers import LATE, by_group, waits
from peyvand.interactions.timeline import read_period, recent_periods
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.policies import require

SORT = ("-occurred_at", "-id")
USUAL = timedelta(days=30)


def _require_groups(request: StaffRequest) -> None:
    require(request.user, "group", "view")
    if not reads_field(request.user, "customer", "groups"):
        raise PermissionDenied(_("You may not see who is in which group."))


def _days(period: JalaliPeriod | None, today: date) -> tuple[date, date]:
    """Return the first day of the period that is asked about, and the day after its last; by default thirty days."""
    return (period.start, period.stop) if period else (today - USUAL, today + timedelta(days=1))


def _late(request: StaffRequest, rows: Any) -> Page[Any]:
    late = rows.filter(verdict=LATE).select_related("customer")
    group = request.GET.get("group", "")
    if group.isdecimal() and len(group) < 18:
        late = late.filter(group=int(group))
    try:
        return paginate(late, sort=SORT, cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        return paginate(late, sort=SORT, cursor=None, limit=50)


def lasted(seconds: float) -> str:
    """Return "4 hours and 10 minutes" of working time."""
    hours, minutes = divmod(int(seconds) // 60, 60)
    said = {"hours": shown_digits(hours), "minutes": shown_digits(minutes)}
    return _("%(hours)s hours and %(minutes)s minutes") % said


@page("interaction", "view")
@require_GET
def answers(request: StaffRequest) -> HttpResponse:
    """Tell which first answers came in time, and whom we answered late or let wait."""
    _require_groups(request)
    today, period = organisation.today(), read_period(request.GET.get("period"))
    rows = waits(request.user, *_days(period, today))
    found = _late(request, rows)
    context = {
        "tallies": by_group(request.user, rows),
        "found": found,
        "late": [(row, lasted(row.worked)) for row in found.items],
        "asked": {"period": str(period or ""), "group": request.GET.get("group", "")},
        "periods": [("", _("Last thirty days")), *((str(one), one.label()) for one in recent_periods(today))],
    }
    part = "interactions/answer_rows.html" if request.GET.get("cursor") else ""
    return show(request, "interactions/answers.html", context, part=part)
