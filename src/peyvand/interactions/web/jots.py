"""Jots: the inbox of one's own, keeping one, filing, splitting, discarding."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, show
from peyvand.interactions.actions.jots import discard_jot, file_jot, jot, restore_jot, split_jot, unfile_jot
from peyvand.interactions.choices import JotState
from peyvand.interactions.forms.jots import FilingForm, JotForm, SplitForm, between_sentences, first_guess
from peyvand.interactions.models import Jot
from peyvand.interactions.suggestions import Candidate, Suggestion, suggest
from peyvand.interactions.web.timeline import kinds
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.people.web.reading import say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question

SORT = ("-written_at", "-id")
ON_PAGE, FOUND = 30, 8


OWN = Question(lambda reader, pk: Jot.objects.visible_to(reader).filter(pk=pk).select_related("customer"))


def _own(request: StaffRequest, pk: int, *states: str) -> Jot:
    """Return one of the reader's own jots; a colleague's is not found."""
    found: Jot = OWN.one(request.user, pk)
    if states and found.state not in states:
        raise Http404
    return found


@page("jot", "view")
@require_GET
def jots(request: StaffRequest) -> HttpResponse:
    """The inbox: what one wrote down and has not filed yet."""
    rows = Jot.objects.visible_to(request.user).waiting().select_related("customer")
    try:
        found = paginate(rows, sort=SORT, cursor=request.GET.get("cursor"), limit=ON_PAGE)
    except BadCursor:
        found = paginate(rows, sort=SORT, cursor=None, limit=ON_PAGE)
    count = request.user.badges.get("jots", 0)
    context = {"found": found, "count": format_number(count) if count else "", "form": JotForm()}
    part = "interactions/jots/rows.html" if "cursor" in request.GET else ""
    return show(request, "interactions/jots/inbox.html", context, part=part)


@page("jot", "add")
@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep a jot from the form of the inbox."""
    form = JotForm(request.POST)
    if not form.is_valid():
        return say(request, go(request, reverse("interactions:jots")), _("Write a few words."))
    made = jot(actor=request.user, new=form.new())
    undo = reverse("interactions:jot_discard", args=[made.pk])
    return say(request, go(request, reverse("interactions:jots")), _("Jotted down."), undo=undo)


@page("jot", "add")
@require_POST
def receive(request: StaffRequest) -> HttpResponse:
    """Take a jot that a device kept, as JSON: 200 when it is here now, 409 when somebody else wrote it, 422 with why."""
    form = JotForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"said": " ".join(map(str, form.errors.get("text", [_("This jot cannot be read.")])))}, status=422
        )
    author = form.cleaned_data["author"]
    if author is not None and author != request.user.pk:
        return JsonResponse({"said": _("A colleague wrote this on the same device. It waits for them.")}, status=409)
    try:
        made = jot(actor=request.user, new=form.new())
    except ValidationError as wrong:
        return JsonResponse({"said": " ".join(wrong.messages)}, status=422)
    return JsonResponse(_arrived(request, made))


def _arrived(request: StaffRequest, made: Jot) -> dict[str, Any]:
    waiting = Jot.objects.visible_to(request.user).waiting().count()
    return {
        "id": made.pk,
        "waiting": format_number(waiting) if waiting else "",
        "said": _("Jotted down."),
        "undo": reverse("interactions:jot_discard", args=[made.pk]),
    }


@page("jot", "view")
def file(request: StaffRequest, pk: int) -> HttpResponse:
    """Say whose a jot is; what its words suggest is filled in."""
    found = _own(request, pk, JotState.WAITING)
    if request.method == "POST":
        return _file(request, found)
    suggestion = suggest(request.user, found)
    return _asked(request, found, FilingForm(plans=True, initial=_guess(found, suggestion)), suggestion.customers)


def _guess(found: Jot, suggestion: Suggestion) -> dict[str, Any]:
    """Return how the form begins: what the words suggest, on the day they name, with the likeliest customer."""
    zone, day = organisation.zone(), suggestion.reading.on
    earlier = day < found.written_at.astimezone(zone).date()
    return {
        **first_guess(suggestion.reading, found.text),
        "occurred_at": datetime.combine(day, time(12), zone) if earlier else found.written_at,
        "customer": suggestion.customers[0].customer_id if suggestion.customers else None,
    }


def _asked(request: StaffRequest, found: Jot, form: FilingForm, candidates: Any) -> HttpResponse:
    context = {
        "jot": found,
        "form": form,
        "candidates": candidates,
        "chosen": str(form["customer"].value() or ""),
        "kinds": kinds(),
        "kind": form["kind"].value(),
    }
    status = 422 if form.is_bound else 200
    return show(request, "interactions/jots/file_page.html", context, part="interactions/jots/file.html", status=status)


def _file(request: StaffRequest, found: Jot) -> HttpResponse:
    form = FilingForm(request.POST, plans=True)
    asked = form.cleaned_data.get("customer") if form.is_valid() else None
    customer = Customer.objects.visible_to(request.user).filter(pk=asked or 0).first()
    if form.is_valid() and customer is None:
        form.add_error("customer", _("You have no such customer."))
    if customer is None or not form.is_valid():
        return _asked(request, found, form, suggest(request.user, found).customers)
    try:
        file_jot(actor=request.user, jot_id=found.pk, filing=form.filing())
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _asked(request, found, form, suggest(request.user, found).customers)
    undo = (
        reverse("interactions:jot_unfile", args=[found.pk])
        if may_do(request.user, customer, "delete", "interaction")
        else ""
    )
    text = _("Filed with %(name)s.") % {"name": customer.name}
    return say(request, go(request, reverse("interactions:jots")), text, undo=undo)


@page("jot", "view")
@require_GET
def customers(request: StaffRequest) -> HttpResponse:
    """Find the customers whose a jot may be, by any word of their name or number."""
    text = request.GET.get("who", "").replace("\x00", "").strip()[:100]
    rows = (
        Customer.objects.visible_to(request.user).matching(text, request.user).order_by("sort_key", "id")[:FOUND]
        if text
        else []
    )
    found = [Candidate(row.pk, row.name, row.city, "", 0) for row in rows]
    context = {"candidates": found, "chosen": "", "searched": bool(text)}
    return show(request, "interactions/jots/candidates.html", context)


@page("jot", "add")
def split(request: StaffRequest, pk: int) -> HttpResponse:
    """Make several jots out of one."""
    found = _own(request, pk, JotState.WAITING)
    form = SplitForm(request.POST or None, initial={"texts": between_sentences(found.text)})
    if request.method == "POST" and form.is_valid():
        try:
            return _parted(request, found, split_jot(actor=request.user, jot_id=pk, texts=form.parts()))
        except ValidationError as wrong:
            take_errors(form, wrong)
    context = {"jot": found, "form": form}
    status = 422 if form.errors else 200
    return show(
        request, "interactions/jots/split_page.html", context, part="interactions/jots/split.html", status=status
    )


def _parted(request: StaffRequest, found: Jot, made: list[Jot]) -> HttpResponse:
    text = _("%(count)s jots came out of it.") % {"count": format_number(len(made))}
    undo = reverse("interactions:jot_restore", args=[found.pk])
    return say(request, go(request, reverse("interactions:jots")), text, undo=undo)


@page("jot", "add")
@require_POST
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a jot away; the message can bring it back. As an undo of keeping it, the same."""
    _own(request, pk, JotState.WAITING)
    discard_jot(actor=request.user, jot_id=pk)
    undo = reverse("interactions:jot_restore", args=[pk])
    return say(request, go(request, reverse("interactions:jots")), _("The jot is put away."), undo=undo)


@page("jot", "add")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring back a jot that was put away or split."""
    _own(request, pk, JotState.DISCARDED, JotState.SPLIT)
    return _back(request, lambda: restore_jot(actor=request.user, jot_id=pk))


@page("jot", "add")
@require_POST
def unfile(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a filed jot back into the inbox."""
    _own(request, pk, JotState.FILED)
    return _back(request, lambda: unfile_jot(actor=request.user, jot_id=pk))


def _back(request: StaffRequest, act: Any) -> HttpResponse:
    try:
        act()
    except ValidationError as wrong:
        return say(request, go(request, reverse("interactions:jots")), wrong.messages[0])
    return say(request, go(request, reverse("interactions:jots")), _("The jot is back."))
