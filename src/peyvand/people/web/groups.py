"""The groups of customers: one page, forms that open in place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, show
from peyvand.people.actions.groups import delete_group, save_group
from peyvand.people.forms.care import GroupForm
from peyvand.people.models import Group, GroupStay
from peyvand.people.segments import said
from peyvand.people.web.reading import say, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may


@page("group", "view")
@require_GET
def groups(request: StaffRequest) -> HttpResponse:
    """List the groups with how many customers each has."""
    rows = [(group, said(group, request.user)) for group in Group.objects.visible_to(request.user).with_sizes()]
    context = {"groups": rows, "may_change": may(request.user, "group", "change")}
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
    context = {"group": found, "form": form, "rule_said": said(found, request.user)}
    return show(request, "people/group.html", context, part="people/group_form.html", status=status)


@page("group", "change")
def group_new(request: StaffRequest) -> HttpResponse:
    """Add a group."""
    return _edit(request, Group())


@page("group", "change")
def group(request: StaffRequest, pk: int) -> HttpResponse:
    """Rename a group, say what it is for, or change its rank."""
    return _edit(request, get_object_or_404(Group, pk=pk))


@page("group", "view")
@require_GET
def stays(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who came into a group and who left it, the newest first, as far as the reader may see them."""
    found = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    rows = GroupStay.objects.visible_to(request.user).filter(group=pk).select_related("customer")
    left = "left" in request.GET
    rows = rows.filter(left_on__isnull=False) if left else rows
    sort = ["-left_on" if left else "-joined_on", "-id"]
    try:
        page_ = paginate(rows, sort=sort, cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        page_ = paginate(rows, sort=sort, cursor=None, limit=50)
    return show(
        request, "people/stays.html", {"group": found, "page": page_, "left": left}, part="people/stays_rows.html"
    )


@page("group", "change")
@require_POST
def group_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove a group; the page has said what is lost."""
    get_object_or_404(Group, pk=pk)
    name = delete_group(actor=request.user, group_id=pk)
    return say(request, go(request, reverse("people:groups")), _("The group %(name)s was removed.") % {"name": name})
