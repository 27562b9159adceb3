"""The history of changes of one customer, as a panel of her page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import show
from peyvand.people.forms.profile import LABELS
from peyvand.people.models import Group
from peyvand.people.rules.history import PEOPLE, Names, changes_of, deed, ids_in
from peyvand.people.web.reading import find
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import AuditEntry, Team, User


def _names(rows: list[AuditEntry]) -> Names:
    raw = [row.changes for row in rows]
    users, groups, teams = ids_in(raw, PEOPLE), ids_in(raw, {"groups"}), ids_in(raw, {"team_id"})
    return Names(
        dict(User.objects.filter(pk__in=users).values_list("pk", "name")) if users else {},
        dict(Group.objects.filter(pk__in=groups).values_list("pk", "name")) if groups else {},
        dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")) if teams else {},
    )


@page("customer", "view")
@require_GET
def history(request: StaffRequest, pk: int) -> HttpResponse:
    """Tell who changed what, the newest first."""
    customer = find(request, pk)
    entries = AuditEntry.objects.of("customer", pk)
    try:
        found = paginate(entries, sort=["-id"], cursor=request.GET.get("cursor"), limit=30)
    except BadCursor:
        found = paginate(entries, sort=["-id"], cursor=None, limit=30)
    names = _names(found.items)
    lines = [
        {"at": row.at, "deed": deed(row.action, row.actor_name), "changes": changes_of(row.changes, LABELS, names)}
        for row in found.items
    ]
    context = {"customer": customer, "lines": lines, "next": found.next, "first": "cursor" not in request.GET}
    return show(request, "people/history.html", context, part="people/customer/history.html")
