"""The rule of a group: an editor that counts while it is filled in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from peyvand.core.pages import go, show
from peyvand.people.actions.rules import set_rule
from peyvand.people.forms.rule import blank, edited, read_draft, shown
from peyvand.people.models import Group
from peyvand.people.segments import Segment, rule_fields, written
from peyvand.people.web.reading import say
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import count_said
from peyvand.platform.lists.querying import reader_for
from peyvand.platform.lists.trees import Branch, rule_json, typed

# Rules to begin with: key, name, and the rule as it is kept.
READY = (
    ("best", gettext_lazy("Bought for at least … last year"), {"field": "bought", "op": "above", "values": ["1000000000", "last-year"]}),
    ("middle", gettext_lazy("Bought for … to … last year"), {"field": "bought", "op": "between", "values": ["200000000", "1000000000", "last-year"]}),
    ("silent", gettext_lazy("Has not ordered for 180 days"), {"all": [{"field": "last_exchange", "op": "older", "values": ["180"]}]}),
    ("new", gettext_lazy("Came lately"), {"field": "created", "op": "period", "values": ["this-season"]}),
    ("care", gettext_lazy("In intensive care"), {"field": "stage", "op": "any", "values": ["intensive_care"]}),
)  # fmt: skip


def _begun(request: StaffRequest, group: Group) -> Branch:
    """Return what the editor opens with: the group's rule, a ready-made one, or an empty line."""
    ready = {key: rule for key, _name, rule in READY}
    kept = ready.get(request.GET.get("ready", ""), group.rule)
    if kept is None:
        return blank(rule_fields(request.user))
    segment = Segment.of(kept, request.user)
    return typed(segment.rule, segment.fields, reader_for(request.user))


def _editor(request: StaffRequest, group: Group, draft: Branch, error: str = "") -> HttpResponse:
    fields = rule_fields(request.user)
    context = {
        "group": group,
        "root": shown(draft, fields, reader_for(request.user)),
        "fields": list(fields.values()),
        "ready": [(key, name) for key, name, rule in READY if _readable(rule, request)],
        "error": error,
    }
    return show(request, "people/rule.html", context, part="people/rule/editor.html", status=422 if error else 200)


def _readable(rule: Any, request: StaffRequest) -> bool:
    try:
        Segment.of(rule, request.user)
    except ListError:
        return False
    return True


@page("group", "change")
def group_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Say in a rule who is in a group."""
    group = get_object_or_404(Group, pk=pk)
    fields = rule_fields(request.user)
    try:
        if request.method != "POST":
            return _editor(request, group, _begun(request, group))
        draft = edited(read_draft(request.POST, fields), request.POST.get("act", ""), fields)
    except ListError as wrong:
        return _editor(request, group, blank(fields), str(wrong))
    return _saved(request, group, draft) if request.POST.get("act") == "save" else _editor(request, group, draft)


def _saved(request: StaffRequest, group: Group, draft: Branch) -> HttpResponse:
    try:
        set_rule(actor=request.user, group_id=group.pk, rule=rule_json(written(draft, request.user)))
    except ListError as wrong:
        return _editor(request, group, draft, str(wrong))
    except ValidationError as wrong:
        return _editor(request, group, draft, " ".join(wrong.messages))
    return say(request, go(request, reverse("people:groups")), _("Saved. The members are being found."))


@page("group", "change")
@require_POST
def rule_preview(request: StaffRequest) -> HttpResponse:
    """Say what a rule means in words, and how many customers it means now."""
    context: dict[str, Any] = {}
    try:
        draft = read_draft(request.POST, rule_fields(request.user))
        segment = Segment.of(rule_json(written(draft, request.user)), request.user)
        count, exact = segment.count(request.user)
        context = {"words": segment.words(reader_for(request.user)), "count": count_said(count, exact)}
        context["measures"] = segment.measures
    except ListError as wrong:
        context["error"] = str(wrong)
    return show(request, "people/rule/preview.html", context)


@page("group", "change")
@require_POST
def rule_drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Let people choose the members of a group again; those who are in it stay."""
    get_object_or_404(Group, pk=pk)
    set_rule(actor=request.user, group_id=pk, rule=None)
    return say(request, go(request, reverse("people:groups")), _("From now on people choose who is in this group."))
