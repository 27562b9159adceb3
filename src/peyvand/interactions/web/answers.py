"""How soon customers were answered in a period: group by group, and who was answered late."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from peyvand.core.display import shown_digits
from peyvand.core.jalali import Period
from peyvand.core.keyset import BadCursor, Page
from peyvand.core.pages import show
from peyvand.interactions.answers import Answered, LateWait, Wanted, answered, days_of
from peyvand.interactions.timeline import period_choices, read_period
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import User


def _wanted(request: StaffRequest, period: Period | None) -> Wanted:
    group = request.GET.get("group", "")
    known = int(group) if group.isdecimal() and len(group) < 18 else None
    return Wanted(*days_of(period), known, request.GET.get("cursor", ""))


def _found(user: User, wanted: Wanted) -> tuple[list[Answered], Page[LateWait]]:
    try:
        return answered(user, wanted)
    except BadCursor:
        return answered(user, replace(wanted, cursor=""))


def lasted(seconds: float) -> str:
    """Return "4 hours and 10 minutes" of working time, without the part that is nothing."""
    hours, minutes = divmod(int(seconds) // 60, 60)
    said = []
    if hours:
        said.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": shown_digits(hours)})
    if minutes or not hours:
        said.append(ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": shown_digits(minutes)})
    return _(" and ").join(said)


@page("interaction", "view")
@require_GET
def answers(request: StaffRequest) -> HttpResponse:
    """Tell which first answers came in time, and whom we answered late or let wait."""
    today, period = organisation.today(), read_period(request.GET.get("period"))
    tallies, found = _found(request.user, _wanted(request, period))
    context = {
        "tallies": tallies,
        "found": found,
        "late": [(wait, lasted(wait.seconds)) for wait in found.items],
        "asked": {"period": str(period or ""), "group": request.GET.get("group", "")},
        "periods": [("", _("Last thirty days")), *period_choices(today, period)],
    }
    part = "interactions/answer_rows.html" if request.GET.get("cursor") else ""
    return show(request, "interactions/answers.html", context, part=part)
