"""How promises were kept, by colleague and by group of customers, in a Jalali period."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.jalali import JalaliPeriod
from peyvand.core.pages import show
from peyvand.interactions.choices import OUTCOMES, PromiseState
from peyvand.interactions.models import Promise
from peyvand.interactions.querysets import PromiseQuerySet
from peyvand.interactions.rules.promises import Tally, tallies
from peyvand.interactions.timeline import read_period, recent_periods
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page

STATES = (PromiseState.OPEN, *OUTCOMES)


def _counted(rows: PromiseQuerySet, key: str, name: str) -> list[Tally]:
    """Return what became of the promises, gathered by what stands at the ORM paths `key` and `name`."""
    grouped = rows.annotate(who=F(key), called=Coalesce(F(name), Value(""))).values("who", "called", "state")
    counted = grouped.annotate(n=Count("pk", distinct=True)).order_by()
    return tallies((row["who"], row["called"], row["state"], row["n"]) for row in counted)


def _whole(due: PromiseQuerySet) -> Tally | None:
    counted = due.values("state").annotate(n=Count("pk")).order_by()
    return next(iter(tallies((None, "", row["state"], row["n"]) for row in counted)), None)


def _parts(due: PromiseQuerySet) -> list[tuple[str, str, str, list[Tally]]]:
    """Return the tables of the report: title, heading, the list's filter, and who or what it counts."""
    groups = _counted(due, "customer__groups", "customer__groups__name")
    return [
        (_("By colleague"), _("Colleague"), "by", _counted(due, "by", "by__name")),
        (_("By group of customers"), _("Group"), "group", groups),
    ]


def _choices(period: JalaliPeriod, today: date) -> list[JalaliPeriod]:
    """Return the usual periods, and the one before the chosen one, so that one gets further back."""
    usual = recent_periods(today)
    further = [one for one in (period.previous(), period) if one not in usual]
    return further + usual


@page("promise", "view")
@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """Count the promises that were due in a period: kept, exceeded, broken, released, still open."""
    today = organisation.today()
    period = read_period(request.GET.get("period")) or JalaliPeriod.of(today, "season")
    due = Promise.objects.visible_to(request.user).due_between(period.start, period.stop)
    context = {
        "period": period,
        "periods": [(str(one), one.label()) for one in _choices(period, today)],
        "whole": _whole(due),
        "states": [state.label for state in STATES],
        "parts": _parts(due),
    }
    return show(request, "interactions/promises/report.html", context)
