"""Boundary cases: the list of all, those of a customer, noting one, and the word of a second colleague."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.people.models import Customer
from peyvand.people.policies import may_do, require_for
from peyvand.people.web.reading import find
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.pages import show_list
from peyvand.platform.questions import Question
from peyvand.relationship.actions.boundaries import answer_boundary, note_boundary
from peyvand.relationship.forms import BoundaryForm, CaseAnswerForm
from peyvand.relationship.models import BoundaryCase
from peyvand.relationship.querysets import BoundaryQuerySet
from peyvand.relationship.tables import CASES
from peyvand.relationship.web.reading import Dialog, ask


def _customer(request: StaffRequest, pk: int, action: str) -> Customer:
    found = find(request, pk)
    require_for(request.user, found, action, "boundary")
    return found


@page("boundary", "view")
@require_GET
def log(request: StaffRequest) -> HttpResponse:
    """List the boundary cases that the reader may see."""
    return show_list(request, CASES, "platform/lists/page.html", {"empty_template": "relationship/cases_empty.html"})


@page("boundary", "view")
@require_GET
def boundaries(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell which lines were crossed, and how often."""
    customer = _customer(request, pk, "view")
    return _show(request, customer, "boundaries", {"cases": list(_told(request).filter(customer=pk))})


@page("boundary", "view")
@require_GET
def case(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell one case."""
    found = get_object_or_404(_told(request), pk=pk)
    return _show(request, _customer(request, found.customer_id, "view"), "case", {"case": found})


def _told(request: StaffRequest) -> BoundaryQuerySet:
    rows: BoundaryQuerySet = BoundaryCase.objects.visible_to(request.user)
    return rows.select_related("noted_by", "second")


def _show(request: StaffRequest, customer: Customer, name: str, more: dict[str, Any]) -> HttpResponse:
    context = {"customer": customer, "may_change": may_do(request.user, customer, "change", "boundary"), **more}
    return show(request, f"relationship/{name}.html", context, part=f"relationship/{name}_part.html")


@page("boundary", "change")
def new(request: StaffRequest, pk: int) -> HttpResponse:
    """Note a boundary case."""
    customer = _customer(request, pk, "change")
    form = BoundaryForm(request.POST or None)
    dialog = Dialog(_("Note a boundary case"), _("Record"), "shield", _("Noted. A second colleague looks at it."))
    return ask(
        request, customer, form, lambda typed: note_boundary(actor=request.user, customer_id=pk, **typed), dialog
    )


ONE = Question(lambda reader, pk: BoundaryCase.objects.visible_to(reader).filter(pk=pk))


@page("boundary", "change")
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Confirm a case as the second pair of eyes, or set it aside."""
    found: BoundaryCase = ONE.one(request.user, pk)
    customer = _customer(request, found.customer_id, "change")
    dialog = Dialog(_("Second pair of eyes"), _("Answer"), "eye", _("Your answer is recorded."), lead=found.evidence)

    def save(typed: dict[str, Any]) -> BoundaryCase:
        agreed = typed["agreed"] == "yes"
        return answer_boundary(actor=request.user, case_id=pk, agreed=agreed, answer=typed["answer"])

    return ask(request, customer, CaseAnswerForm(request.POST or None), save, dialog)
