"""The organisation's custom fields, read once for every change of them.

Every request brings the stored settings along; among them stands a mark that changes with the definitions. So a page
learns from what it has already whether the fields it knows are still the ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import lru_cache

from peyvand.core.manifest import FieldSubject, offers
from peyvand.platform import organisation
from peyvand.platform.fields.definition import PREFIX, Definition, Option
from peyvand.platform.models import CustomField, Setting

VERSION = "custom_fields"


def version() -> str:
    """Return the mark of the present definitions, "" where there was never one."""
    return str(organisation.kept(VERSION) or "")


def renew() -> None:
    """Give the definitions a new mark, inside the transaction that changes them; none when there are none any more."""
    if CustomField.objects.exists():
        Setting.objects.update_or_create(key=VERSION, defaults={"value": secrets.token_hex(8)})
    else:
        Setting.objects.filter(key=VERSION).delete()
    organisation.forget()


def every(subject: str) -> tuple[Definition, ...]:
    """Return all definitions for a kind of record, in order, archived ones too."""
    mark = version()
    return _read(mark).get(subject, ()) if mark else ()


def living(subject: str, variant: str = "") -> tuple[Definition, ...]:
    """Return the definitions in use, in order; with `variant` only those that such a record has."""
    return tuple(one for one in every(subject) if not one.archived and (not variant or one.variant in {"", variant}))


def named(subject: str, name: str) -> Definition | None:
    """Return the definition in use that goes by a name ("custom_size")."""
    return next((one for one in living(subject) if one.name == name), None)


def is_custom(name: str) -> bool:
    """Tell the name of a custom field from that of a column."""
    return name.startswith(PREFIX)


def subjects() -> Mapping[str, FieldSubject]:
    """Return the kinds of records that take custom fields, by key."""
    return {one.key: one for one in offers("field_subjects")}


@lru_cache(maxsize=8)
def _read(mark: str) -> Mapping[str, tuple[Definition, ...]]:
    found: dict[str, tuple[Definition, ...]] = {}
    for row in CustomField.objects.all():
        found[row.subject] = (*found.get(row.subject, ()), definition_of(row))
    return found


def definition_of(row: CustomField) -> Definition:
    """Return a stored definition as the rest uses it."""
    return Definition(
        id=row.pk,
        subject=row.subject,
        key=row.key,
        kind=row.kind,
        label_fa=row.label_fa,
        label_en=row.label_en,
        help_fa=row.help_fa,
        help_en=row.help_en,
        field_class=row.field_class,
        variant=row.variant,
        currency=row.currency,
        options=tuple(Option(**one) for one in row.choices),
        required_for=frozenset(row.required_for),
        filterable=row.is_filterable,
        archived=row.archived_at is not None,
    )
