"""Customers who are known to one person only: what would be forgotten if she left."""

from __future__ import annotations

from django.db.models import Count, F
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.interactions.knowing import NOBODY, ONE, SEVERAL, knowers, known_by
from peyvand.people.models import Customer
from peyvand.platform.doors import StaffRequest, page


def _list_of(answer: str, owner_id: int | None = None) -> str:
    owner = f"&f=owner:any:{owner_id}" if owner_id else ""
    return f"{reverse('people:customers')}?f=known:any:{answer}{owner}"


def _rows(request: StaffRequest) -> list[tuple[str, int, str]]:
    """Return by owner how many of her customers only one person knows: her name, the count, the list."""
    alone = Customer.objects.visible_to(request.user).filter(known_by(ONE)).order_by()
    counted = alone.values("owner", called=F("owner__name")).annotate(n=Count("pk")).order_by("-n", "called")
    return [(row["called"] or _("nobody"), row["n"], _list_of(ONE, row["owner"])) for row in counted]


@page("interaction", "view")
@require_GET
def known(request: StaffRequest) -> HttpResponse:
    """Count whom only one of us knows, colleague by colleague, with the way to the list where it can be mended."""
    seen = Customer.objects.visible_to(request.user)
    counts = {answer: seen.filter(known_by(answer)).count() for answer in (ONE, SEVERAL, NOBODY)}
    context = {
        "stats": [(label, counts[answer], _list_of(answer)) for answer, label in knowers()],
        "rows": _rows(request),
    }
    return show(request, "interactions/known.html", context)
