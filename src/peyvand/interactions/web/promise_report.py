"""How promises were kept, by colleague, by team and by group of customers, in a period."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.jalali import Period
from peyvand.core.pages import show
from peyvand.interactions.choices import OUTCOMES, PromiseState
from peyvand.interactions.keeping import by_colleague, by_group, by_team, whole
from peyvand.interactions.models import Promise
from peyvand.interactions.querysets import PromiseQuerySet
from peyvand.interactions.rules.promises import Tally
from peyvand.interactions.timeline import period_choices, read_period
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

STATES = (PromiseState.OPEN, *OUTCOMES)


def _parts(user: User, due: PromiseQuerySet) -> list[tuple[str, str, str, list[Tally]]]:
    """Return the tables of the report: title, heading, the list's filter ("": none), and who or what it counts."""
    parts = [(_("By colleague"), _("Colleague"), "by", by_colleague(due)), (_("By team"), _("Team"), "", by_team(due))]
    if reads_field(user, "customer", "groups"):
        parts.append((_("By group of customers"), _("Group"), "group", by_group(due)))
    return parts


@page("promise", "view")
@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """Count the promises that were due in a period: kept, exceeded, broken, released, still open."""
    today = organisation.today()
    period = read_period(request.GET.get("period")) or Period.of(today, "season")
    due = Promise.objects.visible_to(request.user).due_between(period.start, period.stop)
    context = {
        "period": period,
        "periods": period_choices(today, period.previous(), period),  # so that one gets further back
        "whole": whole(due),
        "states": [state.label for state in STATES],
        "parts": _parts(request.user, due),
    }
    return show(request, "interactions/promises/report.html", context)
