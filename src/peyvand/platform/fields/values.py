"""The values of custom fields in a record that keeps them in `extra`, beside its own columns and by the same names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from peyvand.platform import audit
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import PREFIX, Definition
from peyvand.platform.fields.kinds import kind_of

EXTRA = "extra"


class Extended(Protocol):
    """A record with custom fields."""

    extra: dict[str, Any]


def value_of(record: Any, name: str) -> Any:
    """Return the value of a column or of a custom field ("custom_size"), None for nothing."""
    if registry.is_custom(name):
        return record.extra.get(name.removeprefix(PREFIX))
    return getattr(record, name)


def put(record: Any, name: str, value: Any) -> None:
    """Set a column or a custom field; None takes a custom value away."""
    if not registry.is_custom(name):
        setattr(record, name, value)
        return
    key = name.removeprefix(PREFIX)
    rest = {known: kept for known, kept in record.extra.items() if known != key}
    record.extra = rest if value is None else {**rest, key: value}


def columns_of(names: Iterable[str]) -> list[str]:
    """Return the columns that hold these fields."""
    return list(dict.fromkeys(EXTRA if registry.is_custom(name) else name for name in names))


def checked(own: Sequence[Definition], values: Mapping[str, Any], record: Extended | None = None) -> dict[str, Any]:
    """Return the custom values among `values` as they are stored, by the definitions of the fields the record has.

    What the record holds already is not looked at again: an option that went, a colleague who left. Raises
    ValidationError by name for a field that is not there or a value that it cannot hold.
    """
    known = {one.name: one for one in own}
    found: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for name, given in values.items():
        if not registry.is_custom(name):
            continue
        definition = known.get(name)
        if definition is None:
            errors[name] = _("Unknown field.")
            continue
        try:
            kept = record is not None and value_of(record, name) == given
            found[name] = given if kept else kind_of(definition).read(definition, given)
        except ValidationError as wrong:
            errors[name] = wrong.messages
    if errors:
        raise ValidationError(errors)
    return found


def apply(record: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set columns and custom fields; return {name: [before, after]} of those that differ. Nothing is saved."""
    own = {name: value for name, value in values.items() if not registry.is_custom(name)}
    changes = audit.apply(record, own)
    for name in values:
        if registry.is_custom(name) and (before := value_of(record, name)) != values[name]:
            put(record, name, values[name])
            changes[name] = [before, values[name]]
    return changes
