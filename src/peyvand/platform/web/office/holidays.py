"""The organisation's days that are not as the work week says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peyvand.core.jalali import NotADate, Period
from peyvand.core.pages import show
from peyvand.platform.actions.holidays import HolidayFacts, delete_holiday, save_holiday
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.office import HolidayForm
from peyvand.platform.models import Holiday
from peyvand.platform.policies import may
from peyvand.platform.web.office.tabs import tabs


def _year(request: StaffRequest, present: Period) -> Period:
    """Return the year that is asked for, or the present one."""
    try:
        asked = Period.parse(request.GET.get("year", ""))
    except NotADate:
        return present
    return asked if asked.kind == "year" else present


def _facts(form: HolidayForm) -> HolidayFacts:
    return HolidayFacts(**form.cleaned_data)


def _save_holiday(request: StaffRequest, form: HolidayForm, pk: int | None = None) -> bool:
    try:
        save_holiday(actor=request.user, facts=_facts(form), holiday_id=pk)
    except Holiday.DoesNotExist:
        raise Http404 from None
    except ValidationError as wrong:
        take_errors(form, wrong)
        return False
    messages.success(request, _("Saved."))
    return True


def _list_context(request: StaffRequest) -> dict[str, Any]:
    present = Period.of(timezone.localdate(), "year")
    year = _year(request, present)
    years = [
        {"url": f"?year={one}", "label": one.label(), "active": one == year}
        for one in sorted({present.previous(), present, present.next(), year}, key=lambda one: one.start)
    ]
    days = Holiday.objects.filter(day__gte=year.start, day__lt=year.stop)
    return {"days": days, "years": years, "tabs": tabs(request)}


@page("setting", "view")
@require_http_methods(["GET", "POST"])
def holidays(request: StaffRequest) -> HttpResponse:
    """List the days of a year that are not as the work week says; add one."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _save_holiday(request, form):
        return redirect("platform:holidays")
    context = _list_context(request)
    context |= {"form": form, "may_change": may(request.user, "setting", "change")}
    return show(request, "platform/office/holidays.html", context, status=422 if form.errors else 200)


@page("setting", "change")
@require_http_methods(["GET", "POST"])
def holiday(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a day of the table, or take it out (`do` = "delete")."""
    row = get_object_or_404(Holiday, pk=pk)
    if request.POST.get("do") == "delete":
        delete_holiday(actor=request.user, holiday_id=pk)
        messages.success(request, _("“%(name)s” is a day like any other again.") % {"name": row.name_fa})
        return redirect("platform:holidays")
    initial = {name: getattr(row, name) for name in ("day", "name_fa", "name_en", "kind", "is_tentative")}
    form = HolidayForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _save_holiday(request, form, pk):
        return redirect("platform:holidays")
    context = {"form": form, "day": row, "tabs": tabs(request)}
    return show(request, "platform/office/holiday.html", context, status=422 if form.errors else 200)
