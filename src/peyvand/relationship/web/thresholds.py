"""The thresholds of relationships, with how many would move before anything is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peyvand.core.pages import go, show
from peyvand.people.models import Group
from peyvand.platform.doors import StaffRequest, page
from peyvand.relationship.actions.thresholds import change_thresholds, preview_thresholds
from peyvand.relationship.choices import Stage
from peyvand.relationship.forms import group_choices, threshold_chapters
from peyvand.relationship.models import GroupRhythm, Thresholds
from peyvand.relationship.rules.thresholds import BY_KEY, merged


def _group(data: QueryDict) -> int | None:
    text = data.get("group", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 18 and Group.objects.filter(pk=int(text)).exists()):
        raise Http404
    return int(text)


def _texts(data: QueryDict) -> dict[str, Any]:
    return {key: data.get(key, "") for key in BY_KEY if key in data}


def _values(group_id: int | None) -> dict[str, Any]:
    stored = {row.group_id: row.values for row in Thresholds.objects.all()}
    return merged(stored.get(None, {}), stored.get(group_id, {}) if group_id else {})


def _page(request: StaffRequest, group_id: int | None, errors: dict[str, list[str]], status: int = 200) -> HttpResponse:
    typed = _texts(request.POST) if errors else {}
    chapters = [
        (title, [(t, typed.get(t.key, value), errors.get(t.key, [])) for t, value in rows])
        for title, rows in threshold_chapters(_values(group_id))
    ]
    context = {
        "chapters": chapters,
        "group_id": group_id,
        "groups": [(key, label, key == str(group_id or "")) for key, label in group_choices()],
        "rhythm": GroupRhythm.objects.filter(group=group_id).first(),
    }
    return show(request, "relationship/thresholds.html", context, status=status)


@page("relationship", "tune")
def thresholds(request: StaffRequest) -> HttpResponse:
    """Show and change what relationships are measured by."""
    if request.method != "POST":
        return _page(request, _group(request.GET), {})
    group_id = _group(request.POST)
    try:
        change_thresholds(actor=request.user, texts=_texts(request.POST), group_id=group_id)
    except ValidationError as wrong:
        return _page(request, group_id, wrong.message_dict, 422)
    messages.success(request, _("Saved. All relationships are being reviewed."))
    return go(request, reverse("relationship:thresholds") + (f"?group={group_id}" if group_id else ""))


@page("relationship", "tune")
@require_POST
def preview(request: StaffRequest) -> HttpResponse:
    """Say how many would move from where to where under what is typed."""
    context: dict[str, Any] = {}
    try:
        moves = preview_thresholds(actor=request.user, texts=_texts(request.POST), group_id=_group(request.POST))
    except ValidationError as wrong:
        context["errors"] = [(BY_KEY[key].label, texts) for key, texts in wrong.message_dict.items() if key in BY_KEY]
    else:
        context["total"] = sum(move["count"] for move in moves)
        context["moves"] = [
            (move["source"], Stage(move["source"]).label, move["target"], Stage(move["target"]).label, move["count"])
            for move in moves
        ]
    return show(request, "relationship/preview.html", context)
