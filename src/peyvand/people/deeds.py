"""The history of one customer: who did what, and which fields changed, as far as the reader may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from peyvand.people import custom
from peyvand.people.forms.profile import labels
from peyvand.people.models import Group
from peyvand.people.rules.history import APART, PEOPLE, Change, Names, changes_of, deed, ids_in
from peyvand.platform.choices import FieldKind
from peyvand.platform.field_classes import reads_field
from peyvand.platform.fields import registry
from peyvand.platform.models import AuditEntry, Team, User


@dataclass(frozen=True)
class Deed:
    """What was done about a customer: when, by whom (None: the system), in a sentence, and the fields that changed."""

    at: datetime
    user_id: int | None
    action: str
    said: str
    changes: list[Change]


def deeds(entries: Sequence[AuditEntry], reader: User) -> list[Deed]:
    """Tell entries of a customer's audit; fields that `reader` does not see are left out."""
    names = _names(entries)
    called = {name: label for name, label in labels().items() if reads_field(reader, "customer", name)}
    return [
        Deed(
            entry.at,
            entry.actor_id,
            entry.action,
            deed(entry.action, entry.actor_name),
            [] if entry.action in APART else changes_of(entry.changes, called, names),
        )
        for entry in entries
    ]


def _names(entries: Sequence[AuditEntry]) -> Names:
    raw = [entry.changes for entry in entries]
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
