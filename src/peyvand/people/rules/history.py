"""The audit of one customer as sentences: who did what, which field, before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from peyvand.core.display import current
from peyvand.core.jalali import format_date
from peyvand.core.manifest import Text
from peyvand.people.choices import Kind, PartyKind, PersonTitle, Source
from peyvand.people.rules.telling import told_shown
from peyvand.platform.choices import Language

TOLD = {"contact_points", "addresses"}
DATES = {"birthday", "next_step_on", "handover_on", "introduced_on", "relation_from_on", "relation_to_on"}
PEOPLE = {"owner", "owner_id", "next_step_by_id", "co_owners"}
CHOICES: dict[str, Mapping[str, Any]] = {
    "kind": dict(Kind.choices),
    "title": dict(PersonTitle.choices),
    "source": dict(Source.choices),
    "language": dict(Language.choices),
    "party_roles": dict(PartyKind.choices),
}


# Deeds whose fields only share a name with the customer's own: the source of a consent is where she said it.
APART = {"customer.consent"}


@dataclass(frozen=True)
class Names:
    """What ids in the audit are called now; `said` are the fields that put their values into words themselves."""

    users: Mapping[int, str]
    groups: Mapping[int, str]
    teams: Mapping[int, str]
    said: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One field: its name, what it is called, what it was and what it became, as the reader reads them."""

    field: str
    label: str
    before: str
    after: str


def deed(action: str, who: str) -> str:
    """Return what was done as a sentence."""
    said: dict[str, Callable[[], str]] = {
        "customer.add": lambda: _("%(who)s added this customer."),
        "customer.change": lambda: _("%(who)s changed what we know."),
        "customer.assign": lambda: _("%(who)s changed who answers for this customer."),
        "customer.consent": lambda: _("%(who)s noted what the customer said about being contacted."),
        "customer.discount_ask": lambda: _("%(who)s asked for a discount for this customer."),
        "customer.discount_decide": lambda: _("%(who)s answered a wish for a discount."),
        "customer.party": lambda: _("%(who)s changed what this customer is to us or to others."),
        "customer.goal": lambda: _("%(who)s changed what the next contact is for."),
        "customer.plan_handover": lambda: _("%(who)s planned to hand this customer over."),
        "customer.take_back": lambda: _("%(who)s took the hand-over back."),
        "customer.sign_handover": lambda: _("%(who)s signed for this customer."),
        "customer.introduce": lambda: _("%(who)s introduced the new person to the customer."),
        "customer.next_step": lambda: _("%(who)s planned the next step."),
        "customer.people": lambda: _("%(who)s changed the people of the organisation."),
        "customer.delete": lambda: _("%(who)s put this customer away."),
        "customer.restore": lambda: _("%(who)s brought this customer back."),
        "customer.data": lambda: _("%(who)s had everything about this customer gathered."),
        "customer.erase": lambda: _("%(who)s had this customer forgotten."),
        "customer.share": lambda: _("%(who)s shared this customer."),
        "customer.unshare": lambda: _("%(who)s ended a share of this customer."),
        "customer.merge": lambda: _("%(who)s merged two records of this customer."),
        "customer.unmerge": lambda: _("%(who)s undid a merge with this customer."),
    }
    sentence = said.get(action, lambda: _("%(who)s changed this customer."))()
    return sentence % {"who": who or _("The system")}


def value_shown(name: str, value: Any, names: Names) -> str:
    """Return a value of the audit as the reader reads it; "" for nothing."""
    if value in (None, "", []):
        return ""
    if name in names.said:
        return names.said[name](value)
    if isinstance(value, list):
        return _(", ").join(value_shown(name, one, names) for one in value)
    if name in TOLD:
        return told_shown(str(value), current().language)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _day(str(value)) if name in DATES else _named(name, value, names)


def _named(name: str, value: Any, names: Names) -> str:
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    known = (
        names.users
        if name in PEOPLE
        else names.groups
        if name == "groups"
        else names.teams
        if name == "team_id"
        else {}
    )
    if isinstance(value, int) and known:
        return known.get(value, _("somebody who is gone"))
    return str(value)


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text), style="long")
    except ValueError:
        return text


def changes_of(raw: Mapping[str, Any], labels: Mapping[str, Text], names: Names) -> list[Change]:
    """Return the fields of one audit row in its order; fields we have no word for are left out."""
    found = []
    for name, value in raw.items():
        if name not in labels:
            continue
        before, after = value if isinstance(value, list) and len(value) == 2 else (None, value)
        shown = Change(name, str(labels[name]), value_shown(name, before, names), value_shown(name, after, names))
        if shown.before or shown.after:
            found.append(shown)
    return found


def ids_in(rows: list[Mapping[str, Any]], fields: set[str]) -> set[int]:
    """Return every id that the audit rows mention in these fields."""
    found: set[int] = set()
    for row in rows:
        for name in fields & set(row):
            stack = [row[name]]
            while stack:
                value = stack.pop()
                if isinstance(value, list):
                    stack.extend(value)
                elif isinstance(value, int) and not isinstance(value, bool):
                    found.add(value)
    return found
