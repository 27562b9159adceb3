"""How groups are treated: the matrix of groups and terms, what is missing in it, and what does not happen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from peyvand.core.manifest import Measure
from peyvand.core.pages import go, is_part, show
from peyvand.people.actions.treatments import set_treatment
from peyvand.people.forms.treatment import TermForm
from peyvand.people.models import Customer, Group, Treatment
from peyvand.people.rules.treatment import BY_KEY, Term, alike, held, said
from peyvand.people.treatments import Cell, matrix, measures, of_customer
from peyvand.people.web.reading import find, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.lists.pages import count_said
from peyvand.platform.lists.querying import count_at_once
from peyvand.platform.policies import may

PATIENCE = 0.9  # seconds that counting one measure may take


@page("group", "view")
@require_GET
def policies(request: StaffRequest) -> HttpResponse:
    """Show how every group is treated, and where that is not thought through or does not happen."""
    rows = matrix(request.user)
    said_of = [(group, [cell.text for cell in cells]) for group, cells in rows]
    context = {
        "heads": [cell.label for cell in rows[0][1]] if rows else [],
        "rows": rows,
        "own": BY_KEY,
        "may_change": may(request.user, "group", "change"),
        "silent": [group for group, texts in said_of if not any(texts)],
        "alike": alike(said_of),
        "broken": [_broken(request, one) for one in measures()],
    }
    return show(request, "people/treatments.html", context)


def _broken(request: StaffRequest, measure: Measure) -> tuple[Measure, int, str, str]:
    """Return a measure, of how many customers it does not happen (as number and words), and its report, "" for who may not open it."""
    found = Customer.objects.visible_to(request.user).filter(measure.broken())
    report = measure.report if measure.need is None or may(request.user, *measure.need) else ""
    count, exact = count_at_once(found, PATIENCE)
    return measure, count, count_said(count, exact), report


@page("group", "change")
def term(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Change one term in its place: GET shows its form, POST saves it and shows it again."""
    group, asked = get_object_or_404(Group, pk=pk), BY_KEY.get(name)
    if asked is None:
        raise Http404
    treatment = Treatment.objects.filter(pk=pk).select_related("owner_role", "approver").first() or Treatment()
    if request.GET.get("cancel"):
        return _cell(request, group, treatment, asked)
    form = TermForm(asked, treatment, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = set_treatment(actor=request.user, group_id=pk, values=form.values())
            return _cell(request, group, saved, asked)
        except ValidationError as wrong:
            take_errors(form, wrong)
    context, status = {"form": form, "group": group, "term": asked}, 422 if form.errors else 200
    return show(request, "people/treatment/page.html", context, part="people/treatment/form.html", status=status)


def _cell(request: StaffRequest, group: Group, treatment: Treatment, asked: Term) -> HttpResponse:
    if not is_part(request):
        return go(request, reverse("people:treatments"))
    cell = Cell(asked.key, asked.label, said(treatment, asked))
    context = {"group": group, "cell": cell, "own": BY_KEY, "may_change": True}
    return show(request, "people/treatment/cell.html", context)


@page("group", "view")
@require_GET
def panel(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how a customer is treated, by which of her groups, and which groups gave way."""
    customer = find(request, pk)
    context = {
        "customer": customer,
        "held": held(of_customer(pk)) if reads_field(request.user, "customer", "groups") else [],
    }
    return show(request, "people/treatment/panel_page.html", context, part="people/treatment/panel.html")
