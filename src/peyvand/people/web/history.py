"""The history of changes of one customer, as a panel of her page."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import show
from peyvand.people import custom
from peyvand.people.forms.profile import labels
from peyvand.people.models import Group
from peyvand.people.rules.history import APART, PEOPLE, Names, changes_of, deed, ids_in
from peyvand.people.web.reading import find
from peyvand.platform.choices import FieldKind
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field
from peyvand.platform.fields import registry
from peyvand.platform.models import AuditEntry, Team, User


def _names(rows: list[AuditEntry]) -> Names:
    raw = [row.changes for row in rows]
    own = registry.every(custom.SUBJECT)
    persons = {one.name for one in own if one.kind == FieldKind.PERSON}
    users, groups, teams = ids_in(raw, PEOPLE | persons), ids_in(raw, {"groups"}), ids_in(raw, {"team_id"})
    people = dict(User.objects.filter(pk__in=users).values_list("pk", "name")) if users else {}
    return Names(
        people,
        dict(Group.objects.filter(pk__in=groups).values_list("pk", "name")) if groups else {},
        dict(Team.objects.filter(pk__in=teams).values_list("pk", "name")) if teams else {},
        {one.name: partial(custom.said, one, people=people) for one in own},
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
    called = {name: label for name, label in labels().items() if reads_field(request.user, "customer", name)}
    lines = [
        {
            "at": row.at,
            "deed": deed(row.action, row.actor_name),
            "changes": [] if row.action in APART else changes_of(row.changes, called, names),
        }
        for row in found.items
    ]
    context = {"customer": customer, "lines": lines, "next": found.next, "first": "cursor" not in request.GET}
    return show(request, "people/history.html", context, part="people/customer/history.html")
