"""Fields that only persons or only organisations have: a value of the others' is told, never stored out of sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from peyvand.core.jalali import format_date
from peyvand.people.choices import Kind
from peyvand.people.imports.reading import Prepared
from peyvand.people.rules.variants import ORGANISATION_FIELDS, PERSON_FIELDS
from peyvand.platform.fields import registry
from peyvand.platform.rules.imports import Note, Outcome

_STRANGE = {
    Kind.PERSON.value: frozenset(ORGANISATION_FIELDS).difference(PERSON_FIELDS, ["name"]),
    Kind.ORGANISATION.value: frozenset(PERSON_FIELDS).difference(ORGANISATION_FIELDS),
}


class Belonging:
    """Keeps what a customer of a kind can have of what rows say; the organisation's own fields are read once."""

    def __init__(self) -> None:
        own = registry.living("customer")
        self._own = {kind: {one.key: one.name for one in own if one.variant not in {"", kind}} for kind in _STRANGE}

    def fitting(self, one: Prepared, kind: str, outcome: Outcome) -> Prepared:
        """Return a row without the values that a customer of this kind cannot have, which are explained."""
        values = one.values
        own: Mapping[str, Any] = values.get("extra") or {}
        if _STRANGE[kind].isdisjoint(values) and self._own[kind].keys().isdisjoint(own):
            return one
        code = "of_organisations" if kind == Kind.PERSON else "of_persons"
        left_out = {name: values[name] for name in sorted(_STRANGE[kind].intersection(values))}
        strange = {self._own[kind][key]: value for key, value in own.items() if key in self._own[kind]}
        for field, value in (left_out | strange).items():
            outcome.leave_out(Note(one.row.line, code, field, _written(one.row.values.get(field) or value)))
        kept = {name: value for name, value in values.items() if name not in left_out}
        if strange:
            kept["extra"] = {key: value for key, value in own.items() if key not in self._own[kind]}
        return one._replace(values=kept)


def _written(value: Any) -> str:
    """Return a value that was left out, in the reader's way where there is one."""
    return format_date(value) if isinstance(value, date) else str(value)[:80]
