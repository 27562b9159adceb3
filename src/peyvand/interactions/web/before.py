"""Before a contact: the card to read at the door, its goals and checklist; after it: what came of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.manifest import BriefAsk
from peyvand.core.manifest.briefs import CONTACT
from peyvand.core.pages import go, is_part, show
from peyvand.interactions.actions.contacts import add_goal, record_outcome, remove_goal, tick
from peyvand.interactions.choices import AimKind
from peyvand.interactions.forms.contacts import GoalForm, OutcomeForm
from peyvand.interactions.models import Aim
from peyvand.interactions.preparing import Preparation, preparation
from peyvand.people.briefs import gather
from peyvand.people.models import Customer
from peyvand.people.web.reaching import Reach, reach_of
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.paper import Paper, PaperLine, PaperPart, paper_response
from peyvand.platform.policies import may
from peyvand.platform.questions import Question

GOALS, CHECKS = "interactions/before/goals_changed.html", "interactions/before/checklist.html"
AIMS = Question(lambda reader, customer: Aim.objects.filter(customer=customer))


def _preparation(request: StaffRequest, customer: Customer) -> Preparation:
    return preparation(AIMS.ask(request.user, {"customer": customer.pk}))


def _prepared(request: StaffRequest, customer: Customer, **forms: Any) -> dict[str, Any]:
    """Return what one prepares and fills in: goals, checklist, result."""
    prepared = _preparation(request, customer)
    return {
        "customer": customer,
        "goals": prepared.goals,
        "checks": prepared.checks,
        "unticked": sum(not check.ticked for check in prepared.checks),
        "may_log": may(request.user, "interaction", "add"),
        "goal_form": forms.get("goal_form") or GoalForm(),
        "form": forms.get("form")
        or OutcomeForm(goals=prepared.goals, initial={"kind": request.GET.get("kind", "call")}),
    }


def _card(request: StaffRequest, customer: Customer, **forms: Any) -> dict[str, Any]:
    reach: Reach = reach_of(request, customer)
    ask = BriefAsk(request.user, customer, organisation.today(), CONTACT)
    return {**_prepared(request, customer, **forms), "parts": gather(ask), "reach": reach}


def _changed(request: StaffRequest, customer: Customer, part: str, **forms: Any) -> HttpResponse:
    """Show anew what was changed, and nothing else: what is typed below it stays."""
    wrong = any(form.errors for form in forms.values())
    if wrong and not is_part(request):
        return _show(request, customer, status=422, **forms)
    if not is_part(request):
        return go(request, reverse("interactions:before", args=[customer.pk]))
    context = {**_prepared(request, customer, **forms), "open": True}
    return show(request, part, context, status=422 if wrong else 200)


def _show(request: StaffRequest, customer: Customer, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = _card(request, customer, **forms)
    return show(request, "interactions/before.html", context, part="interactions/before/card.html", status=status)


@page("customer", "view")
def before(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell what one has to know at the door. POST: what came of it."""
    customer = find(request, pk)
    if request.method != "POST":
        return _show(request, customer)
    goals = _preparation(request, customer).goals
    form = OutcomeForm(request.POST, goals=goals)
    if form.is_valid():
        try:
            record_outcome(actor=request.user, customer_id=pk, outcome=form.outcome())
        except ValidationError as wrong:
            take_errors(form, wrong)
    if form.errors:
        return _show(request, customer, status=422, form=form)
    return say(request, go(request, reverse("people:customer", args=[pk])), _("Written down. Well done."))


@page("interaction", "add")
@require_POST
def goal_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a goal of the next contact."""
    customer = find(request, pk)
    form = GoalForm(request.POST)
    if form.is_valid():
        try:
            add_goal(actor=request.user, customer_id=pk, text=form.cleaned_data["text"])
        except ValidationError as wrong:
            take_errors(form, wrong)
    forms = {"goal_form": form} if form.errors else {}
    return _changed(request, customer, GOALS, **forms)


@page("interaction", "add")
@require_POST
def goal_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a goal off."""
    seen = Aim.objects.filter(customer__in=Customer.objects.visible_to(request.user), kind=AimKind.GOAL, done_at=None)
    goal = seen.filter(pk=pk).first()
    if goal is None:
        raise Http404
    remove_goal(actor=request.user, goal_id=pk)
    return _changed(request, find(request, goal.customer_id), GOALS)


@page("interaction", "add")
@require_POST
def ticks(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what of the checklist is prepared."""
    customer = find(request, pk)
    items = [check.text for check in _preparation(request, customer).checks]
    tick(actor=request.user, customer_id=pk, items=items, ticked=request.POST.getlist("ticked"))
    return _changed(request, customer, CHECKS)


@page("customer", "view")
@require_GET
def before_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The card on paper, with boxes to tick."""
    customer = find(request, pk)
    card = _card(request, customer)
    ways = [PaperLine(line.shown, line.label) for line in card["reach"].lines]
    ways += [PaperLine(place.text, place.label) for place in card["reach"].places]
    parts = [PaperPart(_("How to reach"), ways)]
    parts += [
        PaperPart(
            str(part.title), [PaperLine(line.text, line.aside) for line in part.lines] or [PaperLine(str(part.nothing))]
        )
        for part in card["parts"]
    ]
    parts.append(PaperPart(_("What to reach"), [PaperLine(goal.text) for goal in card["goals"]], ticks=True))
    left = [PaperLine(check.text) for check in card["checks"] if not check.ticked]
    parts.append(PaperPart(_("Before the first visit"), left, ticks=True))
    title = _("Before contact: %(name)s") % {"name": customer.name}
    shown = [part for part in parts if part.lines]
    return paper_response(Paper(title, "", shown, foot=organisation.get("organisation_name")), title)
