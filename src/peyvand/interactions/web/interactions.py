"""All interactions, newest first; correcting, removing and bringing back one."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core import display
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, show
from peyvand.core.text import tokens
from peyvand.interactions.actions.interactions import change_interaction, remove_interaction, restore_interaction
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.forms.interactions import FACTS, InteractionForm
from peyvand.interactions.models import Interaction
from peyvand.interactions.querysets import InteractionQuerySet
from peyvand.interactions.timeline import ICONS, period_choices, read_period
from peyvand.interactions.web.timeline import kinds
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.people.web.reading import say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question

SORT = ("-occurred_at", "-id")
FILTERS = ("q", "kind", "who", "period")


def _filtered(request: StaffRequest) -> InteractionQuerySet:
    rows = Interaction.objects.visible_to(request.user).select_related("customer", "by")
    asked = request.GET
    if asked.get("kind") in InteractionKind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("who") == "me":
        rows = rows.filter(by=request.user)
    period = read_period(asked.get("period"))
    if period:
        zone = display.current().zone
        bounds = [datetime.combine(day, time(), zone) for day in (period.start, period.stop)]
        rows = rows.filter(occurred_at__gte=bounds[0], occurred_at__lt=bounds[1])
    for word in tokens(asked.get("q", "")[:200]):
        rows = rows.filter(search__contains=word)
    return rows


@page("interaction", "view")
@require_GET
def interactions(request: StaffRequest) -> HttpResponse:
    """List what passed between people, newest first."""
    rows, cursor = _filtered(request), request.GET.get("cursor")
    try:
        found = paginate(rows, sort=SORT, cursor=cursor, limit=50)
    except BadCursor:
        found = paginate(rows, sort=SORT, cursor=None, limit=50)
    query = request.GET.copy()
    query.pop("cursor", None)
    context: dict[str, Any] = {
        "found": found,
        "query": query.urlencode(),
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "kinds": kinds(),
        "periods": period_choices(organisation.today(), read_period(request.GET.get("period"))),
        "icons": ICONS,
        "filtered": any(request.GET.get(name) for name in FILTERS),
    }
    return show(request, "interactions/interactions.html", context, part="interactions/rows.html" if cursor else "")


# Removed ones, too.
EVERY = Question(
    lambda reader, pk: Interaction.objects.filter(
        customer__in=Customer.objects.visible_to(reader), pk=pk
    ).select_related("customer", "by")
)


def _one(request: StaffRequest, pk: int, action: str) -> Interaction:
    """Return an interaction of a customer that the reader sees, also a removed one."""
    found: Interaction = EVERY.one(request.user, pk)
    if found.deleted_at is not None and action != "delete":
        raise Http404
    if action != "view":
        require_for(request.user, found.customer, action, "interaction")
    return found


@page("interaction", "change")
def interaction(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what was recorded."""
    found = _one(request, pk, "change")
    if request.method != "POST":
        initial = {name: getattr(found, name) for name in FACTS}
        return _form(request, found, InteractionForm(initial=initial))
    form = InteractionForm(request.POST)
    if not form.is_valid():
        return _form(request, found, form)
    values = form.facts()
    values["occurred_at"] = values["occurred_at"] or found.occurred_at
    try:
        change_interaction(actor=request.user, interaction_id=pk, values=values)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, found, form)
    return say(request, go(request, reverse("people:customer", args=[found.customer_id])), _("Saved."))


def _form(request: StaffRequest, found: Interaction, form: InteractionForm) -> HttpResponse:
    context = {
        "interaction": found,
        "customer": found.customer,
        "form": form,
        "kinds": kinds(),
        "kind": form["kind"].value(),
    }
    status = 422 if form.is_bound else 200
    return show(request, "interactions/interaction.html", context, part="interactions/edit.html", status=status)


@page("interaction", "delete")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an interaction off the timeline, with undo."""
    found = _one(request, pk, "delete")
    remove_interaction(actor=request.user, interaction_id=pk)
    undo = reverse("interactions:restore", args=[pk])
    text = _("%(kind)s removed.") % {"kind": found.get_kind_display()}
    if request.headers.get("HX-Request"):
        return say(request, HttpResponse(), text, undo=undo)
    if request.POST.get("page"):
        return say(request, go(request, reverse("people:customer", args=[found.customer_id])), text, undo=undo)
    return HttpResponse(status=204)


@page("interaction", "delete")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring an interaction back."""
    _one(request, pk, "delete")
    restore_interaction(actor=request.user, interaction_id=pk)
    return HttpResponse(status=204)
