"""Promises: the list, one of them, what became of it, and the card on a customer's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.dates import NotADate
from peyvand.core.jalali import parse_date
from peyvand.core.pages import go, is_part, show
from peyvand.interactions.actions.promises import (
    change_promise,
    make_promise,
    remove_promise,
    reopen_promise,
    restore_promise,
    settle_promise,
    tell_customer,
)
from peyvand.interactions.choices import OUTCOMES, PROMISE_ICONS, PromiseState
from peyvand.interactions.forms.promises import PromiseForm, TellForm, WordForm
from peyvand.interactions.models import Promise
from peyvand.interactions.policies import may_keep, require_keep
from peyvand.interactions.rules.promises import standing
from peyvand.interactions.tables import PROMISES
from peyvand.people.models import Customer
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.exporting import export_list
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import show_list
from peyvand.platform.policies import may
from peyvand.platform.questions import Question
from peyvand.platform.workdays import after_working_days, day_off

USUAL_WAIT = 3  # working days until a promise is due, unless somebody says otherwise
IN_CARD = 6


@page("promise", "view")
@require_GET
def promises(request: StaffRequest) -> HttpResponse:
    """List what was promised to the customers that the reader may see."""
    extra = {"empty_template": "interactions/promises/empty.html"}
    return show_list(request, PROMISES, "interactions/promises/list.html", extra)


@page("promise", "export")
@require_GET
def export(request: StaffRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    try:
        return export_list(request, PROMISES)
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, reverse("interactions:promises"))


BESIDE = ("customer", "person", "by", "settled_by", "interaction")
SEEN = Question(lambda reader, pk: Promise.objects.visible_to(reader).filter(pk=pk).select_related(*BESIDE))
# Removed ones, too.
EVERY = Question(
    lambda reader, pk: Promise.objects.filter(customer__in=Customer.objects.visible_to(reader), pk=pk).select_related(
        *BESIDE
    )
)
CARD_OPEN = Question(
    lambda reader, customer: (
        Promise.objects.visible_to(reader)
        .filter(customer=customer)
        .open()
        .select_related("by")
        .order_by("due_on", "pk")
    )
)
CARD_SETTLED = Question(
    lambda reader, customer: (
        Promise.objects.visible_to(reader).filter(customer=customer).exclude(state=PromiseState.OPEN)
        .select_related("by").order_by("-settled_at")[:IN_CARD]
    )
)  # fmt: skip


def promise_of(request: StaffRequest, pk: int, action: str = "") -> Promise:
    """Return a promise that the reader may see; with `action`, one with which she may do that, removed or not."""
    found: Promise = (EVERY if action == "delete" else SEEN).one(request.user, pk)
    if action:
        require_keep(request.user, found, action)
    return found


def _asked(
    request: StaffRequest, found: Promise, form: PromiseForm | None = None, tell: TellForm | None = None
) -> HttpResponse:
    """Show a promise with what may be done with it."""
    initial = {"what": found.what, "due_on": found.due_on, "by": found.by_id, "person": found.person_id}
    wrong = any(one is not None and one.errors for one in (form, tell))
    context = {
        "promise": found,
        "customer": found.customer,
        "standing": standing(found.due_on, organisation.today()) if found.is_open else "",
        "sign": PROMISE_ICONS[PromiseState(found.state)],
        "outcomes": [(one.value, one.label, PROMISE_ICONS[one]) for one in OUTCOMES],
        "form": form or PromiseForm(customer=found.customer, initial=initial),
        "tell": tell or TellForm(initial={"how": found.told_how, "on": found.told_on}),
        "may_change": may_keep(request.user, found),
        "may_remove": may_keep(request.user, found, "delete"),
        "day_off": day_off(found.due_on),
    }
    return show(
        request, "interactions/promises/page.html", context, part="interactions/promises/sheet.html",
        status=422 if wrong else 200,
    )  # fmt: skip


def _done(request: StaffRequest, found: Promise, text: str, undo: str = "") -> HttpResponse:
    """Say what was done and go back to where the reader came from: Today, the list, or the customer."""
    back = reverse("people:customer", args=[found.customer_id])
    if request.POST.get("whole"):
        back = reverse("platform:today")
    return say(request, go(request, back), text, undo=undo)


@page("promise", "view")
def promise(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a promise; a POST corrects it."""
    if request.method != "POST":
        return _asked(request, promise_of(request, pk))
    found = promise_of(request, pk, "change")
    form = PromiseForm(request.POST, customer=found.customer)
    if not form.is_valid():
        return _asked(request, found, form)
    values = form.values()
    values["by_id"] = values["by_id"] or request.user.pk
    try:
        change_promise(actor=request.user, promise_id=pk, values=values)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _asked(request, found, form)
    return _done(request, found, _("Saved."))


@page("promise", "change")
@require_POST
def settle(request: StaffRequest, pk: int, outcome: str) -> HttpResponse:
    """Say what became of a promise, in one press; the message can take it back."""
    found = promise_of(request, pk, "change")
    if outcome not in OUTCOMES:
        raise Http404
    try:
        settled = settle_promise(
            actor=request.user, promise_id=pk, outcome=outcome, note=request.POST.get("note", "")[:2000]
        )
    except ValidationError as wrong:
        return _done(request, found, wrong.messages[0])
    undo = reverse("interactions:promise_reopen", args=[pk])
    return _done(request, found, _("Promise: %(state)s.") % {"state": settled.get_state_display()}, undo)


@page("promise", "change")
@require_POST
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what was said of a promise."""
    found = promise_of(request, pk, "change")
    reopen_promise(actor=request.user, promise_id=pk)
    return _done(request, found, _("The promise is open again."))


@page("promise", "change")
@require_POST
def tell(request: StaffRequest, pk: int) -> HttpResponse:
    """Record that the customer heard how it stands."""
    found, form = promise_of(request, pk, "change"), TellForm(request.POST)
    if not form.is_valid():
        return _asked(request, found, tell=form)
    tell_customer(actor=request.user, promise_id=pk, **form.cleaned_data)
    return _done(request, found, _("Saved."))


@page("promise", "delete")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a promise that was written down by mistake."""
    found = promise_of(request, pk, "delete")
    remove_promise(actor=request.user, promise_id=pk)
    return _done(request, found, _("The promise is taken away."), reverse("interactions:promise_restore", args=[pk]))


@page("promise", "delete")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring a removed promise back."""
    found = promise_of(request, pk, "delete")
    restore_promise(actor=request.user, promise_id=pk)
    return _done(request, found, _("The promise is back."))


@page("promise", "add")
def promise_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Promise something to a customer, say who keeps it and to whom in the organisation it is given."""
    customer = find(request, pk)
    if request.method != "POST":
        due = after_working_days(organisation.today(), USUAL_WAIT)
        return _new(request, customer, PromiseForm(customer=customer, initial={"due_on": due}))
    form = PromiseForm(request.POST, customer=customer)
    if not give(request, customer, form):
        return _new(request, customer, form)
    return say(request, go(request, reverse("people:customer", args=[pk])), given_words(form))


def _new(request: StaffRequest, customer: Customer, form: PromiseForm) -> HttpResponse:
    context = {"customer": customer, "form": form}
    status = 422 if form.is_bound else 200
    return show(
        request, "interactions/promises/new.html", context, part="interactions/promises/new_form.html", status=status
    )


def give(request: StaffRequest, customer: Customer, form: WordForm) -> Promise | None:
    """Write the promise of a form down; None when something is wrong with it, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return make_promise(actor=request.user, customer_id=customer.pk, new=form.new())
    except ValidationError as wrong:
        take_errors(form, wrong)
        return None


def given_words(form: WordForm) -> str:
    """Say that a promise is written down, and when its day is a day off."""
    return " ".join(filter(None, [_("The promise is written down."), day_off(form.cleaned_data["due_on"])]))


@page("promise", "view")
@require_GET
def due_day(request: StaffRequest) -> HttpResponse:
    """Say whether somebody works on the day that was just chosen."""
    try:
        day = parse_date(request.GET.get("due_on", "")[:40], today=organisation.today())
    except NotADate:
        return show(request, "interactions/promises/due_day.html", {})
    said = day_off(day)
    context = {"said": said, "next": after_working_days(day, 0) if said else None}
    return show(request, "interactions/promises/due_day.html", context)


@page("promise", "view")
@require_GET
def card(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what was promised to a customer, the open ones first."""
    customer = find(request, pk)
    known = [one for asked in (CARD_OPEN, CARD_SETTLED) for one in asked.ask(request.user, {"customer": pk})]
    context: dict[str, Any] = {
        "customer": customer,
        "promises": [(one, standing(one.due_on, organisation.today()), may_keep(request.user, one)) for one in known],
        "day": organisation.today(),
        "signs": {state.value: sign for state, sign in PROMISE_ICONS.items()},
        "may_add": may(request.user, "promise", "add"),
        "part": is_part(request),
    }
    return show(request, "interactions/promises/card_page.html", context, part="interactions/promises/card.html")
