"""The questions that a company asks: their sets, and answering one for a customer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import go, show
from peyvand.knowledge.actions.questions import (
    answer_question,
    archive_question_set,
    restore_question_set,
    save_question_set,
)
from peyvand.knowledge.asking import AskedSet, every_set, find_question, sets_for
from peyvand.knowledge.forms import AnswerForm, QuestionLine, SetForm
from peyvand.knowledge.models import Fact
from peyvand.knowledge.rules.questions import Question
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform.doors import StaffRequest, page


@page("setting", "change")
@require_GET
def sets(request: StaffRequest) -> HttpResponse:
    """List the sets of questions, those in use first."""
    found = sorted(every_set(), key=lambda one: one.row is not None and one.row.archived_at is not None)
    return show(request, "knowledge/sets.html", {"sets": found})


@page("setting", "change")
def set_new(request: StaffRequest) -> HttpResponse:
    """Add a set of questions; `?built_in` changes the six that come built in."""
    if "built_in" not in request.GET:
        return _edit(request, AskedSet(()))
    built_in = next((one for one in every_set() if one.row is None), None)
    return _edit(request, built_in) if built_in else go(request, reverse("knowledge:sets"))


def _found(pk: int) -> AskedSet:
    for one in every_set():
        if one.row and one.row.pk == pk:
            return one
    raise Http404


@page("setting", "change")
def set_(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a set of questions."""
    return _edit(request, _found(pk))


def _edit(request: StaffRequest, asked: AskedSet) -> HttpResponse:
    form = SetForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            save_question_set(actor=request.user, facts=form.facts(), set_id=asked.row.pk if asked.row else None)
            messages.success(request, _("Saved."))
            return go(request, reverse("knowledge:sets"))
        except ValidationError as wrong:
            take_errors(form, wrong)
    context = {"form": form, "lines": form.lines() or [QuestionLine()], "row": asked.row}
    return show(request, "knowledge/set.html", context, status=422 if form.errors else 200)


@page("setting", "change")
@require_GET
def set_row(request: StaffRequest) -> HttpResponse:
    """Give one more empty row."""
    return render(request, "knowledge/set_row.html", {"line": QuestionLine()})


@page("setting", "change")
@require_POST
def set_archive(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the questions of a set no more."""
    _found(pk)
    archive_question_set(actor=request.user, set_id=pk)
    undo = reverse("knowledge:set_restore", args=[pk])
    return say(request, go(request, reverse("knowledge:sets")), _("These questions are asked no more."), undo=undo)


@page("setting", "change")
@require_POST
def set_restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask the questions of a set again."""
    _found(pk)
    restore_question_set(actor=request.user, set_id=pk)
    return say(request, go(request, reverse("knowledge:sets")), _("These questions are asked again."))


def _answer_form(request: StaffRequest, pk: int, question: Question, name: str) -> AnswerForm:
    """Return the form of an answer, showing what stands."""
    standing = Fact.objects.visible_to(request.user).standing().filter(customer=pk, question=name)
    now = standing.values_list("value", flat=True).first()
    return AnswerForm(request.POST if request.method == "POST" else None, question=question, now=now)


@page("fact", "add")
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a question (`?question=`) about a customer."""
    customer, name = find(request, pk), request.GET.get("question", "")
    found = find_question(name, sets_for(customer))
    if found is None:
        raise Http404
    form = _answer_form(request, pk, found[1], name)
    if request.method == "POST" and form.is_valid():
        try:
            made = answer_question(
                actor=request.user, customer_id=pk, question=name, value=form.value(), new=form.new()
            )
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            back = f"{reverse('people:customer', args=[pk])}?tab=knowledge"
            return say(request, go(request, back), _("Noted."), undo=reverse("knowledge:remove", args=[made.pk]))
    context, status = {"form": form, "customer": customer, "name": name}, 422 if form.errors else 200
    return show(request, "knowledge/answer_page.html", context, part="knowledge/answer.html", status=status)
