"""What each role may do: a table of rights with how far each reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peyvand.core.manifest import Right, offers
from peyvand.core.pages import show
from peyvand.platform.actions.roles import change_rights
from peyvand.platform.actions.second_factor import require_second_factor
from peyvand.platform.choices import Level
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import Role
from peyvand.platform.policies import may
from peyvand.platform.roles import LEVELLESS, action_name
from peyvand.platform.web.office.tabs import tabs


def _matrix(levels: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    """Return one row per model with its actions, their present level and the levels to choose from."""
    rights: list[Right] = offers("rights")
    rows: list[dict[str, Any]] = []
    for right in rights:
        flat = [(Level.NONE, _("no")), (Level.ALL, _("yes"))]
        cells = []
        for action in right.actions:
            level = levels.get((right.model, action), Level.NONE.value)
            on = Level.NONE if level == Level.NONE else Level.ALL
            options, present = (flat, on) if right.model in LEVELLESS else (Level.choices, level)
            name = f"right-{right.model}-{action}"
            cells.append({"name": name, "label": action_name(action), "level": present, "options": options})
        rows.append({"label": right.label, "cells": cells})
    return rows


@page("role", "view")
@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    """Open the first role."""
    return redirect("platform:role", get_object_or_404(Role.objects.order_by("id")[:1]).pk)


@page("role", "view")
@require_http_methods(["GET", "POST"])
def role(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what a role may do; change it."""
    shown = get_object_or_404(Role, pk=pk)
    if request.method == "POST":
        return _change(request, shown)
    levels = {(right.model, right.action): right.level for right in shown.rights.all()}
    every = [
        {"url": reverse("platform:role", args=[one.pk]), "label": one.label, "active": one.pk == pk}
        for one in Role.objects.order_by("id")
    ]
    may_change = may(request.user, "role", "change")
    context = {"role": shown, "roles": every, "rows": _matrix(levels), "may_change": may_change, "tabs": tabs(request)}
    return show(request, "platform/office/role.html", context)


@page("role", "change")
@require_POST
def factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Say whether people in this role must have a second factor."""
    shown = get_object_or_404(Role, pk=pk)
    require_second_factor(actor=request.user, role_id=pk, needed=request.POST.get("needed") == "yes")
    messages.success(request, _("Saved."))
    return redirect("platform:role", shown.pk)


def _change(request: StaffRequest, shown: Role) -> HttpResponse:
    levels = {}
    for name, value in request.POST.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "right":
            levels[(parts[1], parts[2])] = str(value)
    try:
        changes = change_rights(actor=request.user, role_id=shown.pk, levels=levels)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("Saved.") if changes else _("Nothing was different."))
    return redirect("platform:role", shown.pk)
