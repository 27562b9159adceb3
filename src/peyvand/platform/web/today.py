"""Today, the home page of every person."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from peyvand.core.fields import JalaliDateField
from peyvand.core.keyset import BadCursor
from peyvand.core.manifest import Ask, Found, Notice, offers
from peyvand.core.pages import go, show
from peyvand.platform import organisation
from peyvand.platform.actions.attention import snooze, wake
from peyvand.platform.attention import Today, further, gather
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may
from peyvand.platform.rules.attention import SCOPES
from peyvand.platform.web.cares import Lines, more_html
from peyvand.platform.workdays import after_working_days

A_WHILE = 3  # working days that "later" means unless somebody says otherwise


class SnoozeForm(forms.Form):
    """Until when a line can wait, and why."""

    until = JalaliDateField(label=gettext_lazy("Until"))
    reason = forms.CharField(
        max_length=300, label=gettext_lazy("Why can it wait?"), widget=forms.TextInput(attrs={"dir": "auto"})
    )
    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    title = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)


@page()
def today(request: StaffRequest) -> HttpResponse:
    """Who needs me now, why, and what to do. `?of=steps&after=...` are the next lines of one source."""
    scope, source = request.GET.get("scope", ""), request.GET.get("of", "")
    if source:
        with suppress(BadCursor):
            ask, found = further(request.user, scope=scope, key=source, after=request.GET.get("after", ""))
            return _further(request, ask, source, found)
    return _whole(request, gather(request.user, scope=scope))


def _whole(request: StaffRequest, found: Today) -> HttpResponse:
    lines = Lines(request, found.ask.day)
    context = {
        "notices": _notices(request),
        "found": found,
        "scopes": [(key, SCOPES[key], key == found.ask.scope) for key in found.scopes],
        "sections": [
            (section, lines.html(section.items) + more_html(found.ask.scope, section.source.key, section.next))
            for section in found.sections
            if section.items
        ],
    }
    return show(request, "platform/today.html", context)


def _notices(request: StaffRequest) -> list[str]:
    offered: list[Notice] = [one for one in offers("notices") if one.page == "platform:today"]
    return [one.tell(request) for one in offered if one.need is None or may(request.user, *one.need)]


def _further(request: StaffRequest, ask: Ask, source: str, found: Found) -> HttpResponse:
    lines = Lines(request, ask.day).html(found.items) + more_html(ask.scope, source, found.next)
    return show(request, "platform/today_further.html", {"lines": lines}, part="platform/today_further_lines.html")


def _form(request: StaffRequest, form: SnoozeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "title": form["title"].value() or "", "day": organisation.today()}
    return show(request, "platform/today_snooze.html", context, part="platform/today_snooze_form.html", status=status)


@page()
def attention_snooze(request: StaffRequest) -> HttpResponse:
    """Put a line off until a day, with a reason."""
    if request.method != "POST":
        given = {"key": request.GET.get("key", "")[:120], "title": request.GET.get("title", "")[:300]}
        soon = after_working_days(organisation.today(), A_WHILE)
        return _form(request, SnoozeForm(initial={**given, "until": soon}))
    form = SnoozeForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            snooze(
                actor=request.user, key=typed["key"], title=typed["title"], until=typed["until"], reason=typed["reason"]
            )
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("Put off. It comes back by itself."))
            return go(request, reverse("platform:today"))
    return _form(request, form, 422)


@page()
@require_POST
def attention_wake(request: StaffRequest) -> HttpResponse:
    """Bring back what was put off."""
    wake(actor=request.user, key=request.POST.get("key", "")[:120])
    messages.success(request, _("It is back."))
    return go(request, reverse("platform:today"))
