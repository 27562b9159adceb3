"""The words of what changed: what a field is called, and what its values mean to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.display import shown_digits
from peyvand.core.jalali import format_date, format_datetime
from peyvand.core.manifest import FieldClasses, ImportTable, Right, SettingSpec, Text, offers
from peyvand.platform.choices import Level
from peyvand.platform.fields import registry
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.roles import action_name

FIELDS: dict[str, Text] = {
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "role": _("Role"),
    "role_id": _("Role"),
    "team_id": _("Team"),
    "is_active": _("Works here"),
    "language": _("Language"),
    "theme": _("Appearance"),
    "needs_second_factor": _("Second factor"),
    "purpose": _("For what"),
    "ended": _("Sessions ended"),
    "scopes": _("What it may do"),
    "rows": _("Rows"),
    "records": _("Records"),
    "customers": _("Customers"),
    "list": _("List"),
    "query": _("Filter"),
    "format": _("Format"),
    "note": _("Note"),
    "discount": _("Discount"),
    "total": _("Total"),
    "state": _("State"),
    "due_on": _("Due on"),
    "rank": _("Rank"),
    "value": _("Value"),
    "customer": _("Customer"),
    "kind": _("Kind"),
    "status": _("How it stands"),
    "code": _("Code"),
    "unit": _("Unit"),
    "unit_price": _("Price"),
    "prices": _("Prices"),
    "groups": _("Groups"),
    "channel": _("Channel"),
    "given": _("May we?"),
    "is_asked": _("Asked directly"),
    "by_id": _("By whom"),
    "problem_owner_id": _("Who takes care"),
    "created": _("Created"),
    "updated": _("Updated"),
    "skipped": _("Skipped"),
    "rejected": _("Rejected"),
    "restored": _("Put back"),
    "label_fa": _("Name in Persian"),
    "label_en": _("Name in English"),
    "title_fa": _("Name in Persian"),
    "title_en": _("Name in English"),
    "help_fa": _("Help in Persian"),
    "variant": _("Who has it"),
    "choices": _("Choices"),
    "questions": _("Questions"),
    "rule": _("Rule"),
    "wants": _("What must be known"),
    "approver": _("Who approves exceptions"),
    "contact_every": _("Contact every so many days"),
    "contact_by": _("Which contacts count"),
    "first_response": _("First response in working hours"),
    "gifts": _("Gifts and occasions"),
    "pledge": _("Pledge"),
    "kept": _("Is it so?"),
    "after_sale": _("In touch after a sale within"),
}

COLLEAGUES = frozenset(
    {"owner", "owner_id", "next_step_by_id", "by_id", "co_owners", "taker_id", "giver_id", "override_by_id",
     "problem_owner_id", "decision_watcher_id", "approver"}
)  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
NOTHING = "–"


def field_label(model: str, name: str) -> Text:
    """Return what a field of the audit is called: as its context says, a role's right in words, else as it is written."""
    declared: list[FieldClasses] = [one for one in offers("field_classes") if one.model == model and one.labels]
    for one in declared:
        if one.labels and name in (called := one.labels()):
            return called[name]
    if model == "role" and " " in name:
        action, _blank, subject = name.partition(" ")
        rights: list[Right] = offers("rights")
        return " · ".join(str(right.label) for right in rights if right.model == subject) + f" · {action_name(action)}"
    if model == "import":
        tables: list[ImportTable] = offers("imports")
        made = {key: label for table in tables for key, label in table.made.items()}
        return FIELDS.get(name) or made.get(name, name)
    if model == "setting":
        specs: list[SettingSpec] = offers("settings")
        return next((spec.label for spec in specs if spec.key == name), name)
    return FIELDS.get(name, name)


@lru_cache(maxsize=1)
def _models() -> Mapping[str, type[Model]]:
    return {model._meta.model_name or "": model for model in apps.get_models()}


@lru_cache(maxsize=512)
def _field(model: str, name: str) -> Field[Any, Any] | None:
    try:
        found = _models()[model]._meta.get_field(name)
    except (KeyError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


@lru_cache(maxsize=512)
def _choices(model: str, name: str) -> Mapping[str, Text]:
    """Return the closed list of a field; of one that is kept beside its record, the list of that name elsewhere."""
    own = _field(model, name)
    if own is not None and own.choices:
        return dict(own.flatchoices)
    lists = (dict(found.flatchoices) for key in _models() if (found := _field(key, name)) and found.choices)
    return next(lists, {}) if own is None else {}


def _pointed(model: str, name: str) -> type[Model] | None:
    """Return what a field points to."""
    if name in COLLEAGUES:
        return User
    field = _field(model, name)
    return field.related_model if field is not None and isinstance(field.related_model, type) else None


def _ids(value: object) -> Iterator[int]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, int) and not isinstance(one, bool):
            yield one


@dataclass(frozen=True)
class Names:
    """What the records are called to which changes point, as far as their reader may see them."""

    known: Mapping[tuple[type[Model], int], str]

    @classmethod
    def of(cls, entries: Iterable[AuditEntry], reader: User) -> Names:
        """Look the names up for many entries at once."""
        wanted: dict[type[Model], set[int]] = {}
        for entry in entries:
            for name, value in (entry.changes or {}).items():
                if pointed := _pointed(entry.model, name):
                    wanted.setdefault(pointed, set()).update(_ids(value))
        found: dict[tuple[type[Model], int], str] = {}
        for model, ids in wanted.items():
            rows: Any = model._default_manager
            rows = rows.visible_to(reader) if model is not User and hasattr(rows, "visible_to") else rows
            found |= {(model, pk): str(row) for pk, row in rows.in_bulk(ids).items()}
        return cls(found)

    def told(self, model: str, name: str, value: object) -> str:
        """Return a value in words: yes and no, days as the reader writes them, choices and records by name."""
        if value is None or value in ("", []):
            return NOTHING
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, list):
            return gettext(", ").join(self.told(model, name, one) for one in value)
        if isinstance(value, int | float):
            pointed = _pointed(model, name)
            return (self.known.get((pointed, int(value)), "") if pointed else "") or shown_digits(str(value))
        return _text(model, name, str(value))


def _text(model: str, name: str, value: str) -> str:
    if DAY.fullmatch(value):
        return format_date(date.fromisoformat(value))
    if MOMENT.fullmatch(value):
        return format_datetime(datetime.fromisoformat(value))
    if NUMBER.fullmatch(value):
        return shown_digits(value)
    if name.partition(" ")[2] and value in Level.values:
        return str(Level(value).label)
    if registry.is_custom(name):
        own = next((one for one in registry.every(model) if one.name == name), None)
        return next((one.label for one in own.options if one.key == value), value) if own else value
    return str(_choices(model, name).get(value, value))
