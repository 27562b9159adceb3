"""What many customers need, expect, miss, or find elsewhere, and what comes first for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.interactions.timeline import period_choices, read_period
from peyvand.knowledge.backlog import GATHERED, About, Gathered, gathered, ordered
from peyvand.knowledge.choices import RANKED, FactKind
from peyvand.people.models import Group
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field


def _groups(request: StaffRequest) -> list[tuple[str, str]]:
    """Return the groups to choose from, for who may know who is in them."""
    if not reads_field(request.user, "customer", "groups"):
        return []
    return [(str(pk), name) for pk, name in Group.objects.visible_to(request.user).values_list("pk", "name")]


def _about(request: StaffRequest, kinds: Sequence[FactKind], groups: Sequence[tuple[str, str]]) -> About:
    """Return what the address asks about; what it says wrongly is left out."""
    kind, group = request.GET.get("kind", ""), request.GET.get("group", "")
    return About(
        FactKind(kind) if kind in kinds else kinds[0],
        int(group) if group in dict(groups) else None,
        read_period(request.GET.get("period")),
    )


def _filters(about: About) -> list[tuple[str, str]]:
    """Return the filters of the list that shows what is gathered."""
    found = [("f", f"kind:any:{about.kind}"), ("f", "status:any:open")]
    if about.group is not None:
        found.append(("f", f"group:any:{about.group}"))
    if about.period is not None:
        found.append(("f", f"learned:period:{about.period}"))
    return found


def _link(about: About, row: Gathered) -> str:
    """Return the list of what stands behind a line."""
    words = re.sub(r"([\\|:,])", r"\\\1", row.text[:200])
    field = "competitor:is" if about.kind == FactKind.WHY_OTHER else "text:has"
    return f"{reverse('knowledge:voices')}?{urlencode([*_filters(about), ('f', f'{field}:{words}')])}"


def _context(about: About, rows: Sequence[Gathered], kinds: Sequence[FactKind], place: str) -> dict[str, Any]:
    """Return what both pages show: the lines, and the ways to ask for others."""
    kept = [("group", about.group), ("period", about.period)]
    narrowed = urlencode([(name, value) for name, value in kept if value is not None])
    return {
        "lines": [(row, _link(about, row)) for row in rows],
        "tabs": [
            {"url": f"{place}?kind={one}&{narrowed}", "label": one.label, "active": one == about.kind} for one in kinds
        ],
        "valued": bool(rows) and rows[0].value is not None,
        "currency": organisation.get("currency"),
        "here": f"{place}?kind={about.kind}&{narrowed}",
        "asked": {"kind": about.kind, "group": str(about.group or ""), "period": str(about.period or "")},
        "periods": period_choices(organisation.today(), about.period),
        "narrowed": bool(narrowed),
    }


@page("fact", "view")
@require_GET
def backlog(request: StaffRequest) -> HttpResponse:
    """Rank the same words by how many customers stand behind them, or (`?by=value`) by what those buy."""
    groups, by_value = _groups(request), request.GET.get("by") == "value"
    about = _about(request, GATHERED, groups)
    rows = gathered(request.user, about)
    rows = ordered(rows, "value") if by_value else rows
    context = _context(about, rows, GATHERED, reverse("knowledge:backlog"))
    context |= {"groups": groups, "by_value": by_value, "rivals": about.kind == FactKind.WHY_OTHER}
    return show(request, "knowledge/backlog.html", context)


@page("fact", "view")
@require_GET
def priorities(request: StaffRequest) -> HttpResponse:
    """Put what decides, or what is needed, in the order of a group's customers, or (`?by=value`) by what those buy."""
    groups, by_value = _groups(request), request.GET.get("by") == "value"
    kinds = RANKED[::-1]
    about = _about(request, kinds, groups)
    rows = ordered(gathered(request.user, about), "place")
    rows = ordered(rows, "value") if by_value else rows
    context = _context(about, rows, kinds, reverse("knowledge:priorities"))
    context |= {"groups": groups, "by_value": by_value, "most": max((row.customers for row in rows), default=1)}
    return show(request, "knowledge/priorities.html", context)
