"""The review list of customers who may be one, what was called different, and the merges with their way back."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.keyset import BadCursor, Page, paginate
from peyvand.core.manifest import MOST_COUNTED
from peyvand.core.pages import go, show
from peyvand.people.actions.duplicates import dismiss, reopen
from peyvand.people.actions.exact import keeper_first
from peyvand.people.choices import PairState, Surety
from peyvand.people.models import DuplicatePair, Merge
from peyvand.people.querysets import PairQuerySet
from peyvand.people.web.comparing import alike
from peyvand.people.web.reading import say
from peyvand.platform.doors import StaffRequest, page

AT_ONCE = 20
BY_SCORE, BY_DECISION, NEWEST = ("-score", "-id"), ("-decided_at", "-id"), ("-at", "-id")


def visible(request: StaffRequest) -> PairQuerySet:
    """Return the pairs that the reader may merge."""
    pairs: PairQuerySet = DuplicatePair.objects.visible_to(request.user, "merge")
    return pairs


def _page(request: StaffRequest, rows: QuerySet[Any], sort: tuple[str, ...]) -> Page[Any]:
    try:
        return paginate(rows, sort=sort, cursor=request.GET.get("cursor"), limit=AT_ONCE)
    except BadCursor:
        return paginate(rows, sort=sort, cursor=None, limit=AT_ONCE)


def _counts(request: StaffRequest) -> dict[str, int]:
    """Return how many open pairs there are of each surety, as far as one counts."""
    few = visible(request).open().values("pk")[:MOST_COUNTED]
    counted = DuplicatePair.objects.filter(pk__in=few).order_by().values("surety").annotate(count=Count("pk"))
    return dict(counted.values_list("surety", "count"))


@page("customer", "merge")
@require_GET
def duplicates(request: StaffRequest) -> HttpResponse:
    """List the pairs to be looked at, the surest first; `?show=dismissed` those that were called different."""
    dismissed, surety = request.GET.get("show") == PairState.DISMISSED, request.GET.get("surety", "")
    rows = visible(request).with_sides()
    rows = rows.filter(state=PairState.DISMISSED if dismissed else PairState.OPEN)
    if surety in Surety.values:
        rows = rows.filter(surety=surety)
    found = _page(request, rows, BY_DECISION if dismissed else BY_SCORE)
    context = {
        "dismissed": dismissed,
        "surety": surety,
        "next": found.next,
        "pairs": [alike(pair) for pair in found.items],
    }
    if "cursor" in request.GET:
        return show(request, "people/duplicates.html", context, part="people/duplicates/rows.html")
    counts = _counts(request)
    context |= {"count": sum(counts.values()), "exact": counts.get(Surety.EXACT, 0)}
    context["chips"] = [(key, label, counts[key]) for key, label in Surety.choices if key in counts]
    return show(request, "people/duplicates.html", context)


@page("customer", "merge")
@require_GET
def duplicate_count(request: StaffRequest) -> HttpResponse:
    """Say how many pairs wait, for the button that leads to them."""
    return show(request, "people/duplicates/count.html", {"count": sum(_counts(request).values())})


def _find(request: StaffRequest, pk: int) -> DuplicatePair:
    pair: DuplicatePair | None = visible(request).filter(pk=pk).first()
    if pair is None:
        raise Http404
    return pair


@page("customer", "merge")
@require_GET
def duplicate_merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Lead to the merging of a pair, with the fuller record as the one that is kept."""
    pair = _find(request, pk)
    return go(request, reverse("people:merge", args=keeper_first(pair.low_id, pair.high_id)))


@page("customer", "merge")
@require_POST
def duplicate_dismiss(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that the two are not the same; the toast takes it back."""
    _find(request, pk)
    dismiss(actor=request.user, pair_id=pk)
    undo = reverse("people:duplicate_reopen", args=[pk])
    return _told(request, _("They will not be shown as the same any more."), undo)


@page("customer", "merge")
@require_POST
def duplicate_reopen(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a pair back among those to be looked at."""
    _find(request, pk)
    reopen(actor=request.user, pair_id=pk)
    return _told(request, _("The pair is on the list again."))


def _told(request: StaffRequest, text: str, undo: str = "") -> HttpResponse:
    """Answer a part with nothing but the word: the row goes by itself."""
    part = request.headers.get("HX-Request")
    response = HttpResponse() if part else go(request, reverse("people:duplicates"))
    return say(request, response, text, undo=undo, changed=False)


@page("customer", "merge")
@require_GET
def merges(request: StaffRequest) -> HttpResponse:
    """List the merges that stand, the newest first."""
    rows = Merge.objects.visible_to(request.user, "merge").standing().select_related("keep", "lose", "actor")
    found = _page(request, rows, NEWEST)
    context = {"merges": found.items, "next": found.next}
    return show(request, "people/merges.html", context, part="people/duplicates/merge_rows.html")
