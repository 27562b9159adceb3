"""The organisation's own fields of customers: who has which, when one must be filled, and what is written in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.manifest import FieldSubject, ListField, Text, offers
from peyvand.people.choices import Kind
from peyvand.people.models import Customer, Group, GroupMember
from peyvand.platform.choices import FieldKind
from peyvand.platform.field_classes import reads_class, writes_class
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Definition
from peyvand.platform.fields.kinds import kind_of
from peyvand.platform.fields.values import value_of
from peyvand.platform.models import User

SUBJECT = "customer"


def stage_field() -> ListField | None:
    """Return the field by which a higher context tells where a relationship stands."""
    fields: list[ListField] = offers("list_fields")
    return next((field for field in fields if field.subject == "customer" and field.key == "stage"), None)


def stages() -> list[tuple[str, Text]]:
    """Return the stages that a relationship can stand in."""
    field = stage_field()
    return list(field.choices()) if field and field.choices else []


def occasions() -> list[tuple[str, Text]]:
    """Return when a field of a customer may be required: in a group, in a stage."""
    groups = [(f"group:{pk}", name) for pk, name in Group.objects.values_list("pk", "name")]
    return [*groups, *((f"stage:{key}", label) for key, label in stages())]


def occasions_of(customer: Customer) -> set[str]:
    """Return the occasions that hold for a customer now."""
    groups = GroupMember.objects.filter(customer=customer.pk).values_list("group_id", flat=True)
    found = {f"group:{pk}" for pk in groups}
    field = stage_field()
    if field is not None:
        rows: QuerySet[Any] = Customer.objects.filter(pk=customer.pk)
        rows = field.annotate(rows) if field.annotate else rows
        found |= {f"stage:{stage}" for stage in rows.values_list(field.path, flat=True) if stage}
    return found


CUSTOMERS = FieldSubject(
    key=SUBJECT,
    label=gettext_lazy("Customers"),
    table="people.Customer",
    variants=lambda: [(Kind.PERSON.value, Kind.PERSON.label), (Kind.ORGANISATION.value, Kind.ORGANISATION.label)],
    occasions=occasions,
)


def definitions(kind: str) -> tuple[Definition, ...]:
    """Return the fields in use of a person or an organisation, in order."""
    return registry.living(SUBJECT, kind)


def names(kind: str) -> tuple[str, ...]:
    """Return the same by name."""
    return tuple(one.name for one in definitions(kind))


def readable(user: User, kind: str) -> tuple[Definition, ...]:
    """Return those whose class `user` may see."""
    return tuple(one for one in definitions(kind) if reads_class(user, one.field_class))


def writable_names(user: User, kind: str) -> tuple[str, ...]:
    """Return the names of those whose class `user` may change."""
    return tuple(one.name for one in definitions(kind) if writes_class(user, one.field_class))


def labels() -> Mapping[str, Text]:
    """Return the labels of all fields by name, of archived ones too: history speaks of them."""
    return {one.name: one.label for one in registry.every(SUBJECT)}


def required_names(customer: Customer) -> set[str]:
    """Return the fields that must be filled for this customer as she stands now."""
    asked = [one for one in definitions(customer.kind) if one.required_for]
    holding = occasions_of(customer) if asked else set()
    return {one.name for one in asked if one.required_on(holding)}


def require_filled(customer: Customer, values: Mapping[str, Any]) -> None:
    """Raise ValidationError by name when one of these values is empty and must not be."""
    empty = {name for name, value in values.items() if registry.is_custom(name) and value is None}
    if missing := empty & required_names(customer) if empty else set():
        raise ValidationError({name: _("This must be filled for this customer.") for name in missing})


def colleagues_in(values: Iterable[tuple[Definition, Any]]) -> dict[int, str]:
    """Return the names of the colleagues that stand in these values, by id; without any, nothing is asked."""
    ids = {value for one, value in values if one.kind == FieldKind.PERSON and value is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def said(definition: Definition, value: Any, people: Mapping[int, str]) -> str:
    """Return a stored value as the reader sees it, "" for nothing."""
    return "" if value is None else kind_of(definition).said(definition, value, people)


def shown(customer: Customer, fields: Iterable[Definition]) -> dict[str, str]:
    """Return what the reader sees of these fields of a customer, by name."""
    pairs = [(one, value_of(customer, one.name)) for one in fields]
    people = colleagues_in(pairs)
    return {one.name: said(one, value, people) for one, value in pairs}


def api_values(customer: Customer, user: User) -> dict[str, Any]:
    """Return the fields that `user` may see with their stored values by key, null where nothing is known."""
    return {one.key: customer.extra.get(one.key) for one in readable(user, customer.kind)}
