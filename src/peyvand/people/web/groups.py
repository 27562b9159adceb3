"""The groups of customers: one page, forms that open in place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import go, show
from peyvand.people.actions.groups import delete_group, save_group
from peyvand.people.forms.care import GroupForm
from peyvand.people.models import Group
from peyvand.people.web.reading import say, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may


@page("group", "view")
@require_GET
def groups(request: StaffRequest) -> HttpResponse:
    """List the groups with how many customers each has."""
    living = Count("memberships", filter=Q(memberships__customer__deleted_at=None))
    context = {"groups": Group.objects.annotate(size=living), "may_change": may(request.user, "group", "change")}
    return show(request, "people/groups.html", context)


def _edit(request: StaffRequest, found: Group) -> HttpResponse:
    initial = {"name": found.name, "note": found.note, "rank": found.rank}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            save_group(actor=request.user, group=found, name=typed["name"], note=typed["note"], rank=int(typed["rank"]))
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return say(request, go(request, reverse("people:groups")), _("Saved."))
    status = 422 if form.is_bound else 200
    return show(
        request, "people/group.html", {"group": found, "form": form}, part="people/group_form.html", status=status
    )


@page("group", "change")
def group_new(request: StaffRequest) -> HttpResponse:
    """Add a group."""
    return _edit(request, Group())


@page("group", "change")
def group(request: StaffRequest, pk: int) -> HttpResponse:
    """Rename a group, say what it is for, or change its rank."""
    return _edit(request, get_object_or_404(Group, pk=pk))


@page("group", "change")
@require_POST
def group_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove a group; the page has said what is lost."""
    get_object_or_404(Group, pk=pk)
    name = delete_group(actor=request.user, group_id=pk)
    return say(request, go(request, reverse("people:groups")), _("The group %(name)s was removed.") % {"name": name})
