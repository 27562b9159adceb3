"""Two people edited one customer at once: what both meant, and what is left to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.display import current as shown_to
from peyvand.core.manifest import Text
from peyvand.people import custom
from peyvand.people.forms.profile import LABELS, labels, make_field, profile_names
from peyvand.people.forms.record import RecordForm, profile_of
from peyvand.people.forms.rows import ROWS, Rows, put_rows, rows_of
from peyvand.people.models import Customer
from peyvand.people.rules.merging import three_way
from peyvand.people.rules.telling import contacts_told, places_told, told_shown
from peyvand.people.web.record import fact_of
from peyvand.platform.audit import plain
from peyvand.platform.fields import registry
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.models import AuditEntry


@dataclass(frozen=True)
class Choice:
    """One part of a conflict: what I typed, what stands there now."""

    name: str
    label: Text
    mine: str
    theirs: str


@dataclass(frozen=True)
class Collision:
    """What two people did to one customer: the fields to decide, and what was taken over without asking."""

    who: str
    choices: list[Choice]
    taken: list[Text]


def newest(pk: int) -> int:
    """Return the last audit row of a customer; 0 when there is none."""
    return AuditEntry.objects.of("customer", pk).values_list("id", flat=True).first() or 0


def decided(data: QueryDict, customer: Customer) -> QueryDict:
    """Put what somebody else wrote where the reader chose it in a conflict."""
    chosen = {name for name in [*profile_names(customer.kind), *ROWS] if data.get(f"choose-{name}") == "theirs"}
    return _with_theirs(data, customer, chosen)


def collide(current: Customer, form: RecordForm, rows: Rows, data: QueryDict) -> tuple[Collision, QueryDict]:
    """Return what is to be decided, and the form's data with what only the others changed taken over."""
    before, who, others = _meanwhile(current, form.cleaned_data.get("seen") or 0)
    mine = {name: plain(value) for name, value in form.profile().items()} | _told(rows)
    theirs = {name: plain(value) for name, value in profile_of(current).items()} | _told(_rows(current))
    asked = {name: value for name, value in mine.items() if name not in form.closed}
    merged = three_way(before, asked, {name: theirs[name] for name in asked})
    again = _with_theirs(data, current, set(merged.taken))
    again["version"], again["seen"] = str(current.version), str(newest(current.pk))
    called = labels()
    choices = [
        Choice(one.name, called[one.name], _shown(one.name, one.mine), _standing(current, one.name, one.theirs))
        for one in merged.clashes
    ]
    hidden = {called[name] for name in form.closed & set(called)}
    taken = [called[name] for name in merged.taken] + [label for label in others if label not in hidden]
    return Collision(who, choices, taken), again


def _rows(customer: Customer) -> Rows:
    return rows_of(customer.contact_points.all(), customer.addresses.all())


def _told(rows: Rows) -> dict[str, str]:
    return {"contact_points": contacts_told(rows.read_contacts), "addresses": places_told(rows.read_places)}


def _with_theirs(data: QueryDict, current: Customer, names: set[str]) -> QueryDict:
    """Return the data with what stands in the customer under these names."""
    again = data.copy()
    for name, value in profile_of(current).items():
        if name in names:
            again.setlist(name, _sent(current, name, value))
    for name in names & set(ROWS):
        put_rows(again, ROWS[name], _rows(current))
    return again


def _sent(customer: Customer, name: str, value: Any) -> list[str]:
    """Return a value as its form field would have sent it."""
    definition = registry.named(custom.SUBJECT, name)
    if definition is None:
        return [_typed(value)]
    field = make_field(name, customer.kind, value)
    shown = field.widget.format_value(field.prepare_value(kind_of(definition).initial(definition, value)))
    return [str(one) for one in shown] if isinstance(shown, list) else [_typed(shown)]


def _typed(value: Any) -> str:
    return "" if value is None else str(value)


def _shown(name: str, value: Any) -> str:
    definition = registry.named(custom.SUBJECT, name)
    if definition is not None:
        return custom.said(definition, value, custom.colleagues_in([(definition, value)])) or _("nothing")
    told = told_shown(_typed(value), shown_to().language) if name in ROWS else _typed(value)
    return told or _("nothing")


def _standing(current: Customer, name: str, value: Any) -> str:
    return _shown(name, value) if name in ROWS else fact_of(current, name).shown or _("nothing")


def _meanwhile(current: Customer, seen: int) -> tuple[Mapping[str, Any], str, list[Text]]:
    """Return what stood in the fields before the others came, who they were, and the other parts they changed."""
    before: dict[str, Any] = {}
    who: list[str] = []
    others: list[Text] = []
    asked = {*profile_names(current.kind), *ROWS}
    for entry in AuditEntry.objects.of("customer", current.pk).filter(id__gt=seen).order_by("id"):
        who.append(entry.actor_name)
        for name, change in entry.changes.items():
            if isinstance(change, list) and len(change) == 2:
                before.setdefault(name, change[0])
            if name not in asked and name in LABELS and LABELS[name] not in others:
                others.append(LABELS[name])
    return before, _(", ").join(dict.fromkeys(who)), others
