"""Pages about how well customers are known: of one, of all, who is not, and what must be known of whom."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.pages import go, show
from peyvand.knowledge.actions.profiles import set_minimum_profile
from peyvand.knowledge.familiarity import altogether, by_group, by_noter, by_owner, missing_wants
from peyvand.knowledge.models import Familiarity, MinimumProfile
from peyvand.knowledge.policies import may_fill
from peyvand.knowledge.tables import BELOW
from peyvand.knowledge.wants import chapters, named
from peyvand.people.models import Group
from peyvand.people.policies import may_do
from peyvand.people.web.reading import find
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.lists.exporting import export_list
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import show_list
from peyvand.platform.policies import may


@page("fact", "view")
@require_GET
def familiarity(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how well a customer is known, and what is missing, each a way to fill it in or to plan to ask."""
    customer = find(request, pk)
    found = Familiarity.objects.filter(pk=pk).first()
    context = {
        "customer": customer,
        "found": found,
        "missing": [
            (want, want.url(pk) if may_fill(request.user, customer, want.need) else "") for want in missing_wants(found)
        ],
        "may_plan": may_do(request.user, customer, "change"),
    }
    return show(request, "knowledge/familiarity_page.html", context, part="knowledge/familiarity.html")


@page("fact", "view")
@require_GET
def shares(request: StaffRequest) -> HttpResponse:
    """Show how many customers are known as they should be and how much of it is first-hand, by whom or which group."""
    ways = {
        "group": (_("By group"), by_group),
        "owner": (_("By owner"), by_owner),
        "noter": (_("By who noted it"), by_noter),
    }
    if not reads_field(request.user, "customer", "groups"):
        del ways["group"]
    by = request.GET.get("by", "")
    by = by if by in ways else next(iter(ways))
    context = {
        "whole": altogether(request.user),
        "rows": ways[by][1](request.user),
        "by": by,
        "tabs": [{"url": f"?by={key}", "label": label, "active": key == by} for key, (label, _read) in ways.items()],
        "may_change": may(request.user, "group", "change"),
    }
    return show(request, "knowledge/shares.html", context)


@page("fact", "view")
@require_GET
def below(request: StaffRequest) -> HttpResponse:
    """List the customers of whom something is missing that must be known, the most important first."""
    return show_list(request, BELOW, "knowledge/below.html", {"empty_template": "knowledge/below_empty.html"})


@page("fact", "export")
@require_GET
def below_export(request: StaffRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    try:
        return export_list(request, BELOW)
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, reverse("knowledge:below"))


def _group(request: StaffRequest, groups: list[Group]) -> Group | None:
    """Return the group that is asked about, None for everybody."""
    asked = request.POST.get("group") or request.GET.get("group") or ""
    found = next((group for group in groups if str(group.pk) == asked), None)
    if asked and found is None:
        raise Http404
    return found


@page("group", "change")
def minimum(request: StaffRequest) -> HttpResponse:
    """Say what must be known of the customers of a group, or of everybody else."""
    groups = list(Group.objects.filter(measures=True))
    group = _group(request, groups)
    error, wants = "", request.POST.getlist("wants")
    if request.method == "POST":
        try:
            set_minimum_profile(actor=request.user, wants=wants, group_id=group.pk if group else None)
            messages.success(request, _("Saved. How well customers are known is being worked out."))
            return go(request, reverse("knowledge:minimum") + (f"?group={group.pk}" if group else ""))
        except ValidationError as wrong:
            error = " ".join(wrong.messages)
    return _minimum_page(request, groups, group, error)


def _minimum_page(request: StaffRequest, groups: list[Group], group: Group | None, error: str) -> HttpResponse:
    kept = {row.group_id: row.wants for row in MinimumProfile.objects.all()}
    everybody = kept.get(None, ["name"])
    own = kept.get(group.pk) if group else everybody
    context = {
        "group": group,
        "groups": [(one, kept.get(one.pk) is not None) for one in groups],
        "has_own": own is not None,
        "everybody": [want.label for want in named(everybody)],
        "chapters": [
            (title, [(want, want.key in (everybody if own is None else own)) for want in wants])
            for title, wants in chapters()
        ],
        "error": error,
    }
    return show(request, "knowledge/minimum.html", context, status=422 if error else 200)
