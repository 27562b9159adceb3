"""Merging all pairs that are surely the same at once: a look before, progress while, a word after."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from peyvand.core.pages import go, show
from peyvand.people.actions.exact import begin_exact_run, exact_pairs
from peyvand.people.choices import RunState
from peyvand.people.jobs import merge_exact
from peyvand.people.models import MergeRun
from peyvand.people.web.comparing import alike
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import require

SHOWN = 20


@page("customer", "merge")
def exact(request: StaffRequest) -> HttpResponse:
    """Show what would be merged; POST begins it in the background."""
    require(request.user, "customer", "bulk")
    if request.method == "POST":
        run = begin_exact_run(actor=request.user)
        merge_exact.defer(run_id=run.pk)
        return go(request, reverse("people:exact_run", args=[run.pk]))
    pairs = exact_pairs(request.user)
    shown = [alike(pair) for pair in pairs.with_sides().order_by("-score", "-id")[:SHOWN]]
    return show(request, "people/exact.html", {"count": pairs.count(), "pairs": shown})


@page("customer", "merge")
@require_GET
def exact_run(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how far a run is; while it works, the page asks again every second."""
    run = MergeRun.objects.filter(pk=pk, actor=request.user).first()
    if run is None:
        raise Http404
    context = {"run": run, "busy": run.state != RunState.DONE, "done": run.merged + run.left}
    return show(request, "people/exact_run.html", context, part="people/duplicates/progress.html")
