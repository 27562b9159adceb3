"""Merging two customers side by side, and parting them again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.pages import go, show
from peyvand.people import custom
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.parting import changed_since, unmerge
from peyvand.people.models import Customer, DuplicatePair, Merge
from peyvand.people.rules.uniting import UNITS
from peyvand.people.web.comparing import alike, asked, labels_of, lines, moves
from peyvand.people.web.reading import find, say
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.versions import Conflict

FOUND = 8


def find_both(request: StaffRequest, keep: int, lose: int) -> tuple[Customer, Customer]:
    """Return two customers whom the reader may merge."""
    both = find(request, keep, "merge"), find(request, lose, "merge")
    for pk in (keep, lose):
        find(request, pk, "change")
    return both


@page("customer", "merge")
def merge_choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose with whom a customer is merged: from those found alike, or by a search."""
    customer = find(request, pk, "merge")
    pairs = DuplicatePair.objects.visible_to(request.user, "merge").with_sides().open()
    known = [*pairs.filter(low=pk)[:FOUND], *pairs.filter(high=pk)[:FOUND]]
    text = request.GET.get("q", "").strip()[:200]
    reachable = Customer.objects.visible_to(request.user, "merge").filter(kind=customer.kind).exclude(pk=pk)
    found = (
        reachable.matching(text, request.user).select_related("owner").order_by("sort_key", "id")[:FOUND]
        if text
        else []
    )
    context = {
        "customer": customer,
        "known": [(pair.high if pair.low_id == pk else pair.low, alike(pair)) for pair in known],
        "found": found,
        "text": text,
    }
    return show(request, "people/merge_choose.html", context, part="people/duplicates/choose.html")


@page("customer", "merge")
def merge_both(request: StaffRequest, pk: int, other: int) -> HttpResponse:
    """Look at two customers side by side, choose field by field, and make them one: `pk` is kept."""
    keep, lose = find_both(request, pk, other)
    if request.method != "POST":
        return _side_by_side(request, keep, lose)
    choices = {
        unit: request.POST[f"pick-{unit}"] for unit in (*UNITS, *custom.labels()) if f"pick-{unit}" in request.POST
    }
    names = {customer.pk: f"version-{customer.pk}" for customer in (keep, lose)}
    versions = {key: _number(request, name) for key, name in names.items() if name in request.POST}
    try:
        done = merge(actor=request.user, union=Union(pk, other, choices, versions))
    except Conflict as changed:
        return _side_by_side(request, *find_both(request, pk, other), wrong=str(changed), status=409)
    except ValidationError as wrong:
        return _side_by_side(request, keep, lose, wrong=" ".join(wrong.messages), status=422)
    response = go(request, reverse("people:customer", args=[pk]))
    undo = reverse("people:merge_undo", args=[done.pk])
    return say(request, response, _("%(name)s was merged into this customer.") % {"name": lose.name}, undo=undo)


def _number(request: StaffRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _side_by_side(
    request: StaffRequest, keep: Customer, lose: Customer, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "keep": keep,
        "lose": lose,
        "possible": keep.kind == lose.kind and keep.pk != lose.pk,
        "asked": asked(keep, lose),
        "same": [line for line in lines(keep, lose) if not line.differs],
        "moves": moves(lose, keep),
        "wrong": wrong,
    }
    return show(request, "people/merge.html", context, status=status)


@page("customer", "merge")
def merge_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Part two customers. When something changed since, a person reads first what will stay (`seen`)."""
    done = Merge.objects.visible_to(request.user, "merge").select_related("keep", "lose", "actor").filter(pk=pk).first()
    if done is None:
        raise Http404
    find(request, done.keep_id, "change")
    changed = labels_of(changed_since(done))
    if request.method != "POST" or (changed and "seen" not in request.POST):
        if request.method == "POST":
            return go(request, request.path)
        return show(request, "people/merge_undo.html", {"merge": done, "changed": changed})
    try:
        unmerge(actor=request.user, merge_id=pk)
    except ValidationError as wrong:
        context = {"merge": done, "changed": changed, "wrong": " ".join(wrong.messages)}
        return show(request, "people/merge_undo.html", context, status=422)
    response = go(request, reverse("people:customer", args=[done.lose_id]))
    return say(request, response, _("%(name)s is a customer of her own again.") % {"name": done.lose.name})
