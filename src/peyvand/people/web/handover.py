"""Hand-overs: the brief of a customer, who takes over what, and the signatures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.jalali import format_date
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.manifest import BriefAsk
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, show
from peyvand.people.actions.handover import Transfer, hand_over_portfolio, take_back
from peyvand.people.actions.signing import introduce, sign
from peyvand.people.briefs import Part, gather
from peyvand.people.choices import HandOverState
from peyvand.people.forms.care import HandOverForm
from peyvand.people.models import Customer, HandOver
from peyvand.people.policies import may_do
from peyvand.people.querysets import HandOverQuerySet
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.paper import Paper, PaperLine, PaperPart, paper_response
from peyvand.platform.policies import may
from peyvand.platform.rules.attention import SCOPES, scopes_within

FRESH = ["-at", "-id"]


def _latest(request: StaffRequest, customer: Customer) -> HandOver | None:
    known = HandOver.objects.filter(customer=customer).exclude(state=HandOverState.OFF)
    return known.select_related("giver", "taker").order_by("-at", "-id").first()


def _parts(request: StaffRequest, customer: Customer) -> list[Part]:
    return gather(BriefAsk(request.user, customer, organisation.today()))


@page("customer", "view")
@require_GET
def brief(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell everything that somebody who takes this customer over has to know."""
    customer = find(request, pk)
    handover = _latest(request, customer)
    context = {
        "customer": customer,
        "parts": _parts(request, customer),
        "handover": handover,
        "mine": handover is not None and handover.taker_id == request.user.pk,
        "may_take_back": handover is not None and _may_take_back(request, customer, handover),
        "may_assign": may_do(request.user, customer, "assign"),
    }
    return show(request, "people/brief.html", context, part="people/handover/brief.html")


def _may_take_back(request: StaffRequest, customer: Customer, handover: HandOver) -> bool:
    revocable = handover.state in {HandOverState.PLANNED, HandOverState.PROPOSED}
    return revocable and (handover.by_id == request.user.pk or may_do(request.user, customer, "assign"))


@page("customer", "view")
@require_GET
def brief_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The same brief on paper, with a line to sign on."""
    customer = find(request, pk)
    parts = [
        PaperPart(str(part.title), [PaperLine(line.text, line.aside) for line in part.lines or _silence(part)])
        for part in _parts(request, customer)
    ]
    paper = Paper(
        title=_("Hand-over brief: %(name)s") % {"name": customer.name},
        lead=_lead(_latest(request, customer)),
        parts=parts,
        foot=organisation.get("organisation_name"),
        signature=_("Signature of the new owner"),
    )
    return paper_response(paper, _("Hand-over brief: %(name)s") % {"name": customer.name})


def _silence(part: Part) -> list[PaperLine]:
    return [PaperLine(str(part.nothing))]


def _lead(handover: HandOver | None) -> str:
    if handover is None:
        return _("As of %(day)s") % {"day": format_date(organisation.today(), style="long")}
    people = {"giver": handover.giver or _("nobody"), "taker": handover.taker or _("nobody")}
    said = _("From %(giver)s to %(taker)s, %(day)s") % {**people, "day": format_date(handover.on, style="long")}
    return f"{said} · {handover.reason}" if handover.reason else said


@page("customer", "view")
@require_GET
def handovers(request: StaffRequest) -> HttpResponse:
    """List who takes over which customer: what one has to sign, or what is under way with the team."""
    allowed = scopes_within("all" if may(request.user, "customer", "assign") else "own", bool(request.user.team_id))
    scope = request.GET.get("scope", "")
    scope = scope if scope in allowed else "mine"
    rows = HandOver.objects.visible_to(request.user).taken_by(request.user, scope)
    rows = rows.exclude(state=HandOverState.OFF).select_related("customer", "giver", "taker")
    try:
        found = paginate(rows, sort=FRESH, cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        found = paginate(rows, sort=FRESH, cursor=None, limit=50)
    context = {
        "found": found,
        "scope": scope,
        "scopes": [(key, SCOPES[key], key == scope) for key in allowed],
        "to_sign": any(one.state == HandOverState.PROPOSED and one.taker_id == request.user.pk for one in found.items),
        "may_assign": may(request.user, "customer", "assign"),
    }
    return show(request, "people/handovers.html", context, part="people/handover/rows.html")


@page("customer", "view")
@require_POST
def handover_sign(request: StaffRequest) -> HttpResponse:
    """Sign the chosen briefs in one's own name."""
    ids = [int(text) for text in request.POST.getlist("ids") if text.isascii() and text.isdigit() and len(text) < 19]
    mine = HandOver.objects.visible_to(request.user).filter(pk__in=ids)
    if ids and not mine.exists():
        raise Http404
    count = sign(actor=request.user, handover_ids=ids)
    said = ngettext("%(count)s brief is signed.", "%(count)s briefs are signed.", count)
    messages.success(request, said % {"count": format_number(count)})
    return go(request, reverse("people:handovers"))


def _one(seen: HandOverQuerySet, pk: int) -> HandOver:
    one: HandOver | None = seen.select_related("customer").filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def _back(request: StaffRequest, one: HandOver, text: str) -> HttpResponse:
    seen = Customer.objects.visible_to(request.user).filter(pk=one.customer_id).exists()
    place = reverse("people:customer", args=[one.customer_id]) if seen else reverse("people:handovers")
    return say(request, go(request, place), text)


@page("customer", "view")
@require_POST
def handover_introduced(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that the customer knows her new person."""
    one = _one(HandOver.objects.visible_to(request.user), pk)
    try:
        introduce(actor=request.user, handover_id=pk)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return go(request, reverse("people:brief", args=[one.customer_id]))
    return _back(request, one, _("Good: the customer knows whom to turn to."))


@page("customer", "view")
@require_POST
def handover_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what nobody has signed yet."""
    one = _one(HandOver.objects.undone_by(request.user), pk)
    try:
        back = take_back(actor=request.user, handover_ids=[pk])
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return go(request, reverse("people:handovers"))
    if not back:
        messages.error(request, _("It is signed already. Hand over anew instead."))
        return go(request, reverse("people:handovers"))
    return _back(request, one, _("Taken back: everything is as before."))


@page("customer", "assign")
def handover_new(request: StaffRequest) -> HttpResponse:
    """Hand all customers of a colleague over, at once or from a day on."""
    form = HandOverForm(request.POST if request.method == "POST" else None, initial={"giver": request.GET.get("from")})
    if request.method == "POST" and form.is_valid():
        count = _hand_over_all(request, form)
        if count is not None:
            said = ngettext("%(count)s customer was handed over.", "%(count)s customers were handed over.", count)
            messages.success(request, said % {"count": format_number(count)})
            return go(request, reverse("people:handovers") + "?scope=all")
    status = 422 if form.is_bound else 200
    return show(request, "people/handover_new.html", {"form": form}, status=status)


def _hand_over_all(request: StaffRequest, form: HandOverForm) -> int | None:
    typed: dict[str, Any] = form.cleaned_data
    transfer = Transfer(typed["owner"].pk, typed["on"], typed["reason"])
    try:
        return len(hand_over_portfolio(actor=request.user, giver_id=typed["giver"].pk, transfer=transfer))
    except ValidationError as wrong:
        take_errors(form, wrong)
        return None
