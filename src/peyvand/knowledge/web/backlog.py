"""What many customers need, expect, miss, or find elsewhere."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.knowledge.backlog import GATHERED, Gathered, gathered
from peyvand.knowledge.choices import FactKind
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page


def _link(kind: str, row: Gathered) -> str:
    """Return the list of what stands behind a line."""
    words = re.sub(r"([\\|:,])", r"\\\1", row.text[:200])
    field = "competitor:is" if kind == FactKind.WHY_OTHER else "text:has"
    return f"{reverse('knowledge:voices')}?{urlencode([('f', f'kind:any:{kind}'), ('f', f'{field}:{words}')])}"


@page("fact", "view")
@require_GET
def backlog(request: StaffRequest) -> HttpResponse:
    """Rank the same words by how many customers stand behind them, or (`?by=value`) by what those buy."""
    asked, by_value = request.GET.get("kind", ""), request.GET.get("by") == "value"
    kind = FactKind(asked) if asked in GATHERED else FactKind.UNMET
    rows = gathered(request.user, kind)
    if by_value:
        rows.sort(key=lambda row: row.value or 0, reverse=True)
    url = f"{reverse('knowledge:backlog')}?kind="
    context = {
        "lines": [(row, _link(kind, row)) for row in rows],
        "tabs": [{"url": f"{url}{one.value}", "label": one.label, "active": one == kind} for one in GATHERED],
        "rivals": kind == FactKind.WHY_OTHER,
        "valued": bool(rows) and rows[0].value is not None,
        "currency": organisation.get("currency"),
        "here": f"{url}{kind.value}",
        "by_value": by_value,
    }
    return show(request, "knowledge/backlog.html", context)
