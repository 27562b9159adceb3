"""Decisions about customers: the log, those of one customer, deciding, answering, looking again, the steps of an exit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import go, show
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import writes_field
from peyvand.platform.lists.pages import show_list
from peyvand.platform.questions import Question
from peyvand.relationship.actions.decisions import (
    NewDecision,
    answer_decision,
    decide_about,
    review_decision,
    take_exit_step,
)
from peyvand.relationship.choices import DecisionKind, ExitStep, Eyes
from peyvand.relationship.forms import DECISION_FORMS, AnswerForm, DecisionForm, with_second
from peyvand.relationship.models import BoundaryCase, Decision
from peyvand.relationship.querysets import DecisionQuerySet
from peyvand.relationship.settings import letter_to
from peyvand.relationship.tables import DECISIONS
from peyvand.relationship.web.reading import Dialog, ask, customer_of


@page("relationship", "view")
@require_GET
def log(request: StaffRequest) -> HttpResponse:
    """List what was decided about the customers whom the reader may see."""
    return show_list(
        request, DECISIONS, "platform/lists/page.html", {"empty_template": "relationship/decisions_empty.html"}
    )


@page("relationship", "view")
@require_GET
def decided(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell what was decided about a customer, the newest first."""
    customer = customer_of(request, pk)
    rows = _told(request).filter(customer=pk)
    cases = BoundaryCase.objects.visible_to(request.user).filter(customer=pk)
    more = {"rows": list(rows), "kinds": DecisionKind.choices, "cases": cases.exclude(state=Eyes.SET_ASIDE).count()}
    return _show(request, customer, "decided", more)


@page("relationship", "view")
@require_GET
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell one decision."""
    found = get_object_or_404(_told(request), pk=pk)
    return _show(request, customer_of(request, found.customer_id), "decision", {"one": found})


def _told(request: StaffRequest) -> DecisionQuerySet:
    rows: DecisionQuerySet = Decision.objects.visible_to(request.user)
    return rows.with_standing().select_related("decided_by", "second", "watcher", "promise")


def _show(request: StaffRequest, customer: Customer, name: str, more: dict[str, Any]) -> HttpResponse:
    may_change = may_do(request.user, customer, "change", "relationship")
    may_write = writes_field(request.user, "customer", "decision")
    context = {"customer": customer, "steps": ExitStep.choices, "may_change": may_change and may_write, **more}
    return show(request, f"relationship/{name}.html", context, part=f"relationship/{name}_part.html")


@page("relationship", "change")
def new(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Decide about a customer."""
    customer = customer_of(request, pk, "change")
    if kind not in DECISION_FORMS:
        raise Http404
    letter = {"letter": letter_to(customer.name)}
    form = DECISION_FORMS[kind](request.POST or None, decider=request.user, initial=letter)

    def save(typed: dict[str, Any]) -> Decision:
        return decide_about(actor=request.user, customer_id=pk, new=NewDecision(kind, **with_second(typed)))

    done = _("The decision is recorded.")
    return ask(request, customer, form, save, Dialog(str(DecisionKind(kind).label), _("Decide"), "scale", done))


ONE = Question(
    lambda reader, pk: (
        Decision.objects.visible_to(reader).filter(pk=pk).select_related("customer", "decided_by", "promise")
    )
)


def _found(request: StaffRequest, pk: int) -> Decision:
    found: Decision = ONE.one(request.user, pk)
    customer_of(request, found.customer_id, "change")
    return found


@page("relationship", "change")
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Say as the second pair of eyes whether a decision stands."""
    decision = _found(request, pk)
    dialog = Dialog(_("Second pair of eyes"), _("Answer"), "eye", _("Your answer is recorded."), decision=decision)

    def save(typed: dict[str, Any]) -> Decision:
        return answer_decision(actor=request.user, decision_id=pk, agreed=typed["agreed"] == "yes")

    return ask(request, decision.customer, AnswerForm(request.POST or None), save, dialog)


@page("relationship", "change")
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """Stay with a decision until the next day of review."""
    decision = _found(request, pk)
    dialog = Dialog(_("Look again"), _("Stay with it"), "scale", _("The decision is recorded."), decision=decision)
    alone = decision.kind != DecisionKind.LET_GO
    form = DecisionForm(request.POST or None, decider=request.user, alone=alone)

    def save(typed: dict[str, Any]) -> Decision:
        return review_decision(actor=request.user, decision_id=pk, **with_second(typed))

    return ask(request, decision.customer, form, save, dialog)


@page("relationship", "change")
@require_POST
def step(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """Tick a step of a respectful exit."""
    decision = _found(request, pk)
    if step not in ExitStep.values:
        raise Http404
    take_exit_step(actor=request.user, decision_id=pk, step=step)
    messages.success(request, str(ExitStep(step).label))
    return go(request, reverse("relationship:decided", args=[decision.customer_id]))
