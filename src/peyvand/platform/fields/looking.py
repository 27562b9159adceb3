"""Custom fields in lists: the expressions by which they are read, compared and sorted, and the indexes that carry them.

The index is made from the very expression that a list compares, so the planner always knows one by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DecimalField,
    F,
    Func,
    Index,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import get_language

from peyvand.core.fields import FaKey, FaSort
from peyvand.platform.choices import FieldKind
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Definition
from peyvand.platform.fields.kinds import PLACES, flag_choices, trimmed
from peyvand.platform.fields.values import EXTRA
from peyvand.platform.lists.fields import Field
from peyvand.platform.models import User

Expression = Any  # what Django takes as an expression has no common public type


class IsoDay(Func):
    """A text like 2026-03-21 as a day, in a way that an index may hold (a plain cast depends on settings)."""

    function = "iso_day"
    arity = 1
    output_field = DateField()


def text_of(definition: Definition) -> Expression:
    """Return the stored value as text."""
    return KeyTextTransform(definition.key, EXTRA)


def value_in(definition: Definition) -> Expression:
    """Return the value as it is compared."""
    if definition.kind == FieldKind.NUMBER:
        return Cast(text_of(definition), DecimalField(max_digits=30, decimal_places=PLACES))
    if definition.kind == FieldKind.MONEY:
        return Cast(KeyTextTransform("amount", KeyTransform(definition.key, EXTRA)), BigIntegerField())
    if definition.kind == FieldKind.DATE:
        return IsoDay(text_of(definition))
    if definition.kind == FieldKind.PERSON:
        return Cast(text_of(definition), BigIntegerField())
    if definition.kind == FieldKind.CHOICES:
        return KeyTransform(definition.key, EXTRA)
    return text_of(definition)


def indexes_of(definition: Definition) -> list[Index]:
    """Return the indexes that carry a field's filters and its order."""
    name, value = f"extra_{definition.id}", value_in(definition)
    if definition.kind == FieldKind.TEXT:
        return [
            GinIndex(OpClass(FaKey(value), name="gin_trgm_ops"), name=f"{name}_found"),
            Index(FaSort(value), F("id"), name=f"{name}_sorted"),
        ]
    if definition.kind == FieldKind.CHOICES:
        return [GinIndex(OpClass(value, name="jsonb_path_ops"), name=f"{name}_found")]
    return [Index(value, F("id"), name=f"{name}_sorted")]


def adding(**expressions: Expression) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    """Return the function that lets rows bring these expressions."""
    return lambda rows: rows.annotate(**expressions)


def list_fields(subject: str) -> Sequence[Field]:
    """Return the custom fields of a kind of record as fields of its lists, in the active language."""
    return _listed(subject, registry.version(), get_language() or "en") if registry.version() else ()


@lru_cache(maxsize=32)
def _listed(subject: str, _mark: str, _language: str) -> Sequence[Field]:
    return tuple(MAKERS[one.kind](one) for one in registry.living(subject))


def _field(one: Definition, kind: str, **more: Any) -> Field:
    more = {"path": one.name, "sort": (one.name,), "annotate": adding(**{one.name: value_in(one)}), **more}
    return Field(one.name, one.label, kind=kind, filterable=one.filterable, edit=not one.variant, **more)


def _date(one: Definition) -> Field:
    return _field(one, "date")


def _number(one: Definition) -> Field:
    return _field(one, "number", read=lambda value: None if value is None else trimmed(value))


def _text(one: Definition) -> Field:
    found, sorted_ = f"{one.name}_found", f"{one.name}_sorted"
    bring = adding(**{one.name: value_in(one), found: FaKey(value_in(one)), sorted_: FaSort(value_in(one))})
    return _field(one, "text", sort=(sorted_,), on=found, folded=True, annotate=bring)


def _money(one: Definition) -> Field:
    unit = f"{one.name}_currency"
    currency = Value(one.currency, output_field=CharField())
    return _field(one, "money", currency=unit, annotate=adding(**{one.name: value_in(one), unit: currency}))


def _choice(one: Definition) -> Field:
    return _field(one, "choice", choices=lambda: [(option.key, option.label) for option in one.options])


def _flag(one: Definition) -> Field:
    return _field(one, "choice", choices=flag_choices)


def _choices(one: Definition) -> Field:
    def match(key: str) -> Q:
        return Q(**{f"{one.name}__contains": [key]})

    return _field(
        one,
        "many",
        sort=(),
        match=match,
        choices=lambda: [(option.key, option.label) for option in one.options],
        read=lambda keys: [one.said(key) for key in keys or ()],
    )


def _person(one: Definition) -> Field:
    who = f"{one.name}_who"
    name = Subquery(User.objects.filter(pk=OuterRef(one.name)).values("name")[:1], output_field=TextField())
    bring = adding(**{one.name: value_in(one)})
    return _field(
        one, "person", path=who, sort=(who,), on=one.name, annotate=lambda rows: bring(rows).annotate(**{who: name})
    )


MAKERS: Mapping[str, Callable[[Definition], Field]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.MONEY: _money,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.PERSON: _person,
    FieldKind.FLAG: _flag,
}
