"""A customer's timeline with its composer, as a panel of her page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from peyvand.core import display
from peyvand.core.manifest import TimelineSource, offers
from peyvand.core.pages import go, in_panel, is_part, show, way_back
from peyvand.interactions.actions.interactions import log_interaction
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.forms.interactions import ComposerForm
from peyvand.interactions.forms.promises import WordForm
from peyvand.interactions.timeline import ICONS, Window, period_choices, read_moment, read_period, weave
from peyvand.interactions.web.lines import Rights, lines_html
from peyvand.interactions.web.promises import give, given_words
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.people.web.reading import find, raise_events, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may, require

PROMISE = ("promise", gettext_lazy("promise"), "hourglass")


def kinds() -> list[tuple[str, str, str]]:
    """Return (value, label, icon) of the kinds of interactions."""
    return [(value, str(label), ICONS[value]) for value, label in InteractionKind.choices]


def composer(request: StaffRequest, customer: Customer, form: ComposerForm | None = None) -> dict[str, Any]:
    """Return what the composer needs; no form for those who may not write."""
    if not may(request.user, "interaction", "add"):
        return {"form": None}
    asked = request.GET.get("kind", "")
    kind = asked if asked in {*InteractionKind.values, PROMISE[0]} else InteractionKind.CALL.value
    word = WordForm(auto_id="promise_%s") if may(request.user, "promise", "add") else None
    plans = may_do(request.user, customer, "change")
    fresh = form or ComposerForm(plans=plans, initial={"kind": kind})
    if in_panel(request):
        fresh.auto_id = "panel_%s"  # the page behind the panel has a composer of its own
    return {
        "customer": customer,
        "form": fresh,
        "plans": plans,
        "kind": fresh["kind"].value(),
        "kinds": kinds() + ([(PROMISE[0], str(PROMISE[1]), PROMISE[2])] if word else []),
        "word": word,
        "back": way_back(request),
    }


def stretch(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """Return one page of the timeline with its filters."""
    asked, period = request.GET.get("kind", ""), read_period(request.GET.get("period"))
    window = Window(asked, read_moment(request.GET.get("before")), period)
    sources: list[TimelineSource] = [source for source in offers("timeline") if source.kind != "interaction"]
    filters = [(value, label) for value, label, _icon in kinds()] + [(one.kind, one.label) for one in sources]
    woven = weave(request.user, customer.pk, window, display.current().zone)
    rights = Rights(*(may_do(request.user, customer, action, "interaction") for action in ("change", "delete")))
    return {
        "customer": customer,
        "stretch": woven,
        "lines": lines_html(woven, rights),
        "kind_filter": asked,
        "filters": filters,
        "periods": period_choices(organisation.today(), period),
        "period": str(period) if period else "",
        "older_pages": "before" in request.GET,
    }


@page("customer", "view")
@require_GET
def timeline(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what passed with a customer, the newest first; older pages and filters are parts of it."""
    customer = find(request, pk)
    context = stretch(request, customer)
    if (
        is_part(request)
        and request.headers.get("HX-Target") != "timeline"
        and ("before" in request.GET or "kind" in request.GET)
    ):
        return show(request, "interactions/entries.html", context)
    context |= composer(request, customer)
    return show(request, "interactions/timeline_page.html", context, part="interactions/timeline.html")


@page("interaction", "add")
def log(request: StaffRequest, pk: int) -> HttpResponse:
    """Record what passed with a customer. `?kind=call` chooses the kind, `?back=/` where to go on afterwards."""
    customer = find(request, pk)
    if request.method == "POST" and request.POST.get("kind") == PROMISE[0]:
        return _promise(request, customer)
    if request.method == "POST":
        return _record(request, customer)
    context = composer(request, customer)
    return show(request, "interactions/log.html", context, part="interactions/composer_panel.html")


def _again(request: StaffRequest, context: Mapping[str, Any]) -> HttpResponse:
    part = "interactions/composer_panel.html" if in_panel(request) else "interactions/composer.html"
    return show(request, "interactions/log.html", context, part=part, status=422)


def _record(request: StaffRequest, customer: Customer) -> HttpResponse:
    form = ComposerForm(request.POST, plans=may_do(request.user, customer, "change"))
    if not form.is_valid():
        return _again(request, composer(request, customer, form))
    try:
        made = log_interaction(actor=request.user, customer_id=customer.pk, new=form.new())
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _again(request, composer(request, customer, form))
    undo = reverse("interactions:remove", args=[made.pk])
    text = _("%(kind)s recorded.") % {"kind": made.get_kind_display()}
    if is_part(request):
        return _recorded(request, customer, text, undo)
    return say(request, go(request, _onward(request, customer)), text, undo=undo)


def _onward(request: StaffRequest, customer: Customer) -> str:
    return way_back(request) or reverse("people:customer", args=[customer.pk])


def _promise(request: StaffRequest, customer: Customer) -> HttpResponse:
    """Write a promise down from the composer."""
    require(request.user, "promise", "add")
    word = WordForm(request.POST, auto_id="promise_%s")
    made = give(request, customer, word)
    if made is None:
        return _again(request, composer(request, customer) | {"word": word, "kind": PROMISE[0]})
    undo = reverse("interactions:promise_remove", args=[made.pk])
    if is_part(request):
        return _recorded(request, customer, given_words(word), undo)
    return say(request, go(request, _onward(request, customer)), given_words(word), undo=undo)


def _recorded(request: StaffRequest, customer: Customer, text: str, undo: str) -> HttpResponse:
    """Answer the composer on the page: the timeline anew, and word to the parts that show what has changed."""
    context = stretch(request, customer) | composer(request, customer)
    response = show(request, "interactions/timeline.html", context)
    events = {"toast": {"text": text, "undo": undo}, "customer-changed": True, "next-step-changed": True}
    events["promises-changed"] = True
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#timeline", "outerHTML"
    return raise_events(response, events)
