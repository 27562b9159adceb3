"""The organisation's own fields over HTTP: what there is, adding, changing, ordering, and taking out of use."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.platform.actions.fields import FieldFacts, archive_field, order_fields, restore_field, save_field
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.choices import FieldClass, FieldKind
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Option
from peyvand.platform.models import CustomField
from peyvand.platform.policies import require

router = Router(tags=["custom fields"])
Label = Annotated[Words, Field(max_length=80)]
Help = Annotated[Words, Field(max_length=200)]
Key = Annotated[Words, Field(max_length=40)]
Subject = Annotated[Words, Field(max_length=20, description="the kind of record, e.g. customer")]


class CustomOptionIn(Given):
    """Something that can be chosen. With the `key` of one that is there it is renamed, without one it is new."""

    key: Key = ""
    fa: Label = ""
    en: Label = ""


class CustomFieldChange(Given):
    """What a field is called and how it is used. What is not sent stays; options that are left out cannot be chosen any
    more, values keep them."""

    label_fa: Label | None = None
    label_en: Label | None = None
    help_fa: Help | None = None
    help_en: Help | None = None
    field_class: Annotated[FieldClass | None, Field(description="who sees it: roles see classes")] = None
    variant: Annotated[Words | None, Field(max_length=20, description="only for such records, e.g. person")] = None
    options: Annotated[list[CustomOptionIn], Field(max_length=200)] | None = None
    required_for: Annotated[
        list[Annotated[Words, Field(max_length=60)]] | None,
        Field(max_length=100, description="when it must be filled: always, groups:3, stage:account, ..."),
    ] = None
    is_filterable: bool | None = None


class CustomFieldIn(CustomFieldChange):
    """A field to add; what it holds and its key never change."""

    subject: Subject = "customer"
    kind: FieldKind
    key: Annotated[Key, Field(description="small Latin letters, digits and _; made from label_en when not sent")] = ""


class CustomOptionOut(Schema):
    """Something that can be chosen; one that is `gone` only stands in old values."""

    key: str
    fa: str
    en: str
    gone: bool


class CustomFieldOut(Schema):
    """A field of the organisation's own: its values stand under `custom` of a record, by `key`."""

    id: int
    subject: str
    key: str
    kind: str
    label_fa: str
    label_en: str
    help_fa: str
    help_en: str
    field_class: str
    variant: str
    currency: str
    options: list[CustomOptionOut]
    required_for: list[str]
    is_filterable: bool
    archived_at: MomentOut | None


class CustomFieldFilter(Given):
    """Which fields; those out of use only when asked for."""

    subject: Subject = ""
    archived: bool = False


class CustomFieldOrder(Given):
    """The fields of a kind of record in their new order; those that are not named come after, as they stood."""

    subject: Subject = "customer"
    field_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]


def shown(row: CustomField) -> dict[str, Any]:
    """Return a field as the API answers it."""
    plain = {name: getattr(row, name) for name in CustomFieldOut.model_fields if name != "options"}
    return {**plain, "options": [vars(Option(**stored)) for stored in row.choices]}


def find(field_id: int) -> CustomField:
    """Return a field, in use or not, else the answer "nothing here"."""
    return one(CustomField.objects.all(), field_id)


def facts_of(given: CustomFieldChange, row: CustomField | None = None) -> FieldFacts:
    """Return the field as it is to be: what was sent, the rest as it is."""
    sent = {name: value for name, value in given.model_dump(exclude={"subject"}).items() if value is not None}
    sent |= {name: str(sent[name]) for name in ("kind", "field_class") if name in sent}
    if given.options is not None:
        sent["options"] = [Option(option.key, option.fa, option.en) for option in given.options]
    if row is None:
        return FieldFacts(**sent)
    kept = {name: value for name, value in vars(row).items() if name in FieldFacts.__dataclass_fields__}
    kept["options"] = [option for stored in row.choices if not (option := Option(**stored)).gone]
    return FieldFacts(**{**kept, **sent})


def require_subject(subject: str) -> None:
    """Refuse a kind of record that takes no fields."""
    if subject not in registry.subjects():
        expected = {"expected": ", ".join(registry.subjects())}
        raise invalid([{"pointer": pointer("subject"), "detail": _("This should be one of: %(expected)s.") % expected}])


@router.get("/custom-fields", response=list[CustomFieldOut], operation_id="list_custom_fields")
def list_fields(request: ApiRequest, asked: Query[CustomFieldFilter]) -> list[dict[str, Any]]:
    """List the organisation's own fields in their order."""
    require(request.user, "setting", "view")
    rows = CustomField.objects.filter(archived_at__isnull=not asked.archived)
    return [shown(row) for row in (rows.filter(subject=asked.subject) if asked.subject else rows)]


@router.post("/custom-fields", response={201: CustomFieldOut}, operation_id="define_custom_field")
def define(request: ApiRequest, response: HttpResponse, given: CustomFieldIn) -> Status[dict[str, Any]]:
    """Add a field: it is in forms, lists, imports and under `custom` from now on."""
    require(request.user, "setting", "change")
    require_subject(given.subject)
    row = save_field(actor=request.user, subject=given.subject, facts=facts_of(given))
    made_at(request, response, row)
    return Status(201, shown(row))


@router.put("/custom-fields/order", response={204: None}, operation_id="order_custom_fields")
def order(request: ApiRequest, given: CustomFieldOrder) -> Status[None]:
    """Put the fields of a kind of record in another order."""
    require(request.user, "setting", "change")
    require_subject(given.subject)
    order_fields(actor=request.user, subject=given.subject, field_ids=given.field_ids)
    return Status(204, None)


@router.get("/custom-fields/{int:field_id}", response=CustomFieldOut, operation_id="get_custom_field")
def get(request: ApiRequest, field_id: int) -> dict[str, Any]:
    """Return one field."""
    require(request.user, "setting", "view")
    return shown(find(field_id))


@router.patch("/custom-fields/{int:field_id}", response=CustomFieldOut, operation_id="change_custom_field")
def change(request: ApiRequest, field_id: int, given: CustomFieldChange) -> dict[str, Any]:
    """Change what a field is called and how it is used."""
    require(request.user, "setting", "change")
    row = find(field_id)
    facts = facts_of(given, row)
    return shown(save_field(actor=request.user, subject=row.subject, facts=facts, field_id=field_id))


@router.post("/custom-fields/{int:field_id}/archive", response=CustomFieldOut, operation_id="archive_custom_field")
def archive(request: ApiRequest, field_id: int) -> dict[str, Any]:
    """Take a field out of use; its values are kept."""
    require(request.user, "setting", "change")
    return shown(archive_field(actor=request.user, field_id=find(field_id).pk))


@router.post("/custom-fields/{int:field_id}/restore", response=CustomFieldOut, operation_id="restore_custom_field")
def restore(request: ApiRequest, field_id: int) -> dict[str, Any]:
    """Take a field into use again, with the values it had."""
    require(request.user, "setting", "change")
    return shown(restore_field(actor=request.user, field_id=find(field_id).pk))
