"""Overruling the engine, problems, farewells and the way back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peyvand.core.pages import show
from peyvand.people.policies import may_do
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question
from peyvand.relationship.actions.care import (
    NewProblem,
    close_problem,
    end_override,
    open_problem,
    override_stage,
    record_farewell,
    start_win_back,
    take_back_farewell,
)
from peyvand.relationship.forms import CloseForm, FarewellForm, OverrideForm, ProblemForm, WinBackForm
from peyvand.relationship.models import Problem, Relationship
from peyvand.relationship.web.reading import Dialog, ask, back_to, customer_of


@page("relationship", "change")
def override(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a relationship into a stage by decision."""
    customer = customer_of(request, pk, "change")
    known = Relationship.objects.filter(pk=pk).first()
    form = OverrideForm(request.POST or None, initial={"stage": known.stage if known else ""})
    done = _("Decided. The engine keeps saying what it would have decided.")
    dialog = Dialog(_("Decide the stage"), _("Decide"), "scale", done)
    return ask(
        request, customer, form, lambda typed: override_stage(actor=request.user, customer_id=pk, **typed), dialog
    )


@page("relationship", "change")
@require_POST
def override_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the engine decide again."""
    customer_of(request, pk)
    end_override(actor=request.user, customer_id=pk)
    return back_to(request, pk, _("The engine decides again."))


@page("relationship", "change")
def problem_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a problem."""
    customer = customer_of(request, pk, "change")
    form = ProblemForm(request.POST or None)

    def save(typed: dict[str, object]) -> Problem:
        owner = form.cleaned_data["owner"]
        texts = {name: str(typed[name]) for name in ("kind", "summary", "severity", "exit_criterion")}
        new = NewProblem(**texts, owner_id=owner.pk if owner else None)
        return open_problem(actor=request.user, customer_id=pk, new=new)

    done = _("The problem is open; the relationship is in intensive care.")
    return ask(request, customer, form, save, Dialog(_("Open a problem"), _("Open"), "life-buoy", done))


@page("relationship", "view")
def problems(request: StaffRequest, pk: int) -> HttpResponse:
    """List the problems of a customer."""
    customer = customer_of(request, pk)
    context = {
        "customer": customer,
        "problems": Problem.objects.visible_to(request.user).filter(customer=pk).select_related("owner"),
        "may_change": may_do(request.user, customer, "change", "relationship"),
    }
    return show(request, "relationship/problems.html", context, part="relationship/problems_part.html")


PROBLEM = Question(lambda reader, pk: Problem.objects.visible_to(reader).filter(pk=pk).select_related("customer"))


@page("relationship", "change")
def problem_close(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a problem, with or without the customer's word."""
    problem: Problem = PROBLEM.one(request.user, pk)
    customer_of(request, problem.customer_id, "change")
    form = CloseForm(request.POST or None)
    dialog = Dialog(_("Close the problem"), _("Close"), "check", _("The problem is closed."), lead=problem.summary)
    return ask(
        request, problem.customer, form, lambda typed: close_problem(actor=request.user, problem_id=pk, **typed), dialog
    )


@page("relationship", "change")
def farewell(request: StaffRequest, pk: int) -> HttpResponse:
    """Record that a customer left, why, and the calm she was promised."""
    customer = customer_of(request, pk, "change")
    form = FarewellForm(request.POST or None)
    dialog = Dialog(_("Farewell"), _("Record"), "hand", _("The farewell is recorded."))
    return ask(
        request, customer, form, lambda typed: record_farewell(actor=request.user, customer_id=pk, **typed), dialog
    )


@page("relationship", "change")
@require_POST
def farewell_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a farewell that was recorded by mistake."""
    customer_of(request, pk)
    take_back_farewell(actor=request.user, customer_id=pk)
    return back_to(request, pk, _("The farewell is taken back."))


@page("relationship", "change")
def win_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a way back."""
    customer = customer_of(request, pk, "change")
    form = WinBackForm(request.POST or None)
    dialog = Dialog(_("Way back"), _("Begin"), "undo-2", _("The way back is open."))
    return ask(
        request, customer, form, lambda typed: start_win_back(actor=request.user, customer_id=pk, **typed), dialog
    )
