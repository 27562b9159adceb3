"""The shape of a customer in the API, and how what is sent becomes what the actions take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from peyvand.people import custom
from peyvand.people.api.reach import AddressOut, ContactOut, ReachChange, ReachOut, reach_shown
from peyvand.people.forms.profile import make_field
from peyvand.people.models import Customer, Group
from peyvand.platform.api_kit.problems import invalid, of_fields, pointer
from peyvand.platform.api_kit.shapes import Day, Id, MomentOut, Words
from peyvand.platform.field_classes import reads_field, writes_field
from peyvand.platform.fields.definition import PREFIX
from peyvand.platform.fields.values import checked
from peyvand.platform.models import User

PROFILE = (
    "name", "title", "given_name", "family_name", "legal_name", "external_id", "national_id", "economic_code",
    "registration_number", "industry", "city", "source", "language", "birthday", "notes",
)  # fmt: skip
NUMBERS = {"external_id", "national_id", "birthday"}
Text = Annotated[Words, Field(max_length=4000)] | None


class CustomerChange(ReachChange):
    """What may be said about a customer; what is not sent stays, null and "" empty a field."""

    name: Text = None
    title: Annotated[Text, Field(description="mr, ms, doctor, engineer or professor")] = None
    given_name: Text = None
    family_name: Text = None
    legal_name: Text = None
    external_id: Annotated[Text, Field(description="her number in another system, unique here")] = None
    national_id: Annotated[Text, Field(description="of a person 10 digits, of an organisation 11; checked")] = None
    economic_code: Text = None
    registration_number: Text = None
    industry: Text = None
    city: Text = None
    source: Text = None
    language: Annotated[Text, Field(description="fa or en")] = None
    birthday: Annotated[Text, Field(description="ISO (1991-03-21) or Jalali (1370-01-01)")] = None
    notes: Text = None
    custom: Annotated[
        dict[str, Any] | None, Field(description="your own fields by key; what is not sent stays, null empties a field")
    ] = None
    owner_id: Id | None = None
    co_owner_ids: Annotated[
        list[Id] | None, Field(max_length=50, description="colleagues who answer for her beside her owner")
    ] = None
    group_ids: Annotated[list[Id], Field(max_length=50)] | None = None
    next_step: Annotated[Words, Field(max_length=200)] | None = None
    next_step_on: Day | None = None


class CustomerIn(CustomerChange):
    """A customer to add: a person by her name parts (or `name`), an organisation by `name`."""

    kind: Literal["person", "organisation"] = "person"


class CustomerOut(Schema):
    """A customer. Phones are E.164, e-mails lower case; `stage` is where the relationship stands.

    Fields of a class that your role or token does not see are absent.
    """

    id: int
    kind: Literal["person", "organisation"]
    name: str
    title: str
    given_name: str
    family_name: str
    legal_name: str
    phones: list[str] = []
    emails: list[str] = []
    contact_points: list[ContactOut] = []
    addresses: list[AddressOut] = []
    external_id: str | None
    national_id: str | None = None
    economic_code: str = ""
    registration_number: str
    industry: str
    city: str
    source: str = ""
    language: str
    birthday: date | None = None
    notes: str = ""
    custom: dict[str, Any]
    owner_id: int | None
    co_owner_ids: list[int] = []
    team_id: int | None
    group_ids: list[int] = []
    stage: str | None
    next_step: str
    next_step_on: date | None
    next_step_by_id: int | None
    last_touch_at: MomentOut | None
    created_at: MomentOut
    updated_at: MomentOut
    version: int


PLAIN = [
    name
    for name in CustomerOut.model_fields
    if name not in {*ReachOut.model_fields, "co_owner_ids", "group_ids", "stage", "custom"}
]


def readable(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """Let `rows` bring what an answer shows."""
    field = custom.stage_field()
    if field and field.annotate:
        rows = field.annotate(rows)
    if field and field.select_related:
        rows = rows.select_related(field.select_related)
    return rows.prefetch_related("contact_points", "addresses", "memberships", "co_ownerships")


def stage_filter(rows: QuerySet[Customer], stage: str) -> QuerySet[Customer]:
    """Keep the customers in a stage; "" keeps all."""
    field = custom.stage_field()
    if not stage or field is None:
        return rows
    known = {key for key, _label in field.choices()} if field.choices else {stage}
    if stage not in known:
        expected = _("This should be one of: %(expected)s.") % {"expected": ", ".join(sorted(known))}
        raise invalid([{"parameter": "stage", "detail": expected}])
    return rows.filter(field.filter(stage) if field.filter else Q(**{field.path: stage}))


def _stage_of(customer: Customer) -> str | None:
    field = custom.stage_field()
    value: Any = customer
    for part in field.path.split("__") if field else ("pk",):
        value = getattr(value, part, None)
    return str(value) if field and value else None


def shown(customer: Customer, reader: User) -> dict[str, Any]:
    """Return a customer as the API answers her: without the fields that the caller does not see."""
    whole = {
        **{name: getattr(customer, name) for name in PLAIN},
        **reach_shown(customer),
        "custom": custom.api_values(customer, reader),
        "co_owner_ids": sorted(customer.co_owner_ids),
        "group_ids": sorted(member.group_id for member in customer.memberships.all()),
        "stage": _stage_of(customer),
    }
    return {name: value for name, value in whole.items() if name == "id" or reads_field(reader, "customer", name)}


def refuse_closed(given: CustomerChange, writer: User) -> None:
    """Refuse fields that the caller may not change, each with its pointer."""
    errors = [
        {"pointer": pointer(name), "detail": _("Your role does not let you change this field.")}
        for name in sorted(given.model_fields_set - {"id"})
        if not writes_field(writer, "customer", name)
    ]
    if errors:
        raise invalid(errors)


def profile_of(given: CustomerChange, kind: str) -> dict[str, Any]:
    """Return the profile that was sent, checked as the pages check it."""
    values: dict[str, Any] = {}
    errors = []
    for name in PROFILE:
        if name not in given.model_fields_set:
            continue
        try:
            values[name] = make_field(name, kind).clean(getattr(given, name) or "")
        except ValidationError as error:
            errors += [{"pointer": pointer(name), "detail": text} for text in error.messages]
        if name not in NUMBERS and values.get(name) is None:
            values[name] = ""
    own, wrong = custom_of(given, kind)
    if errors or wrong:
        raise invalid([*errors, *wrong])
    return values | own


def custom_of(given: CustomerChange, kind: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the organisation's own fields that were sent, by name, and what is wrong with them."""
    sent = {f"{PREFIX}{key}": value for key, value in (given.custom or {}).items()}
    try:
        return checked(custom.definitions(kind), sent), []
    except ValidationError as wrong:
        return {}, of_fields(wrong)


def group_ids_of(given: CustomerChange) -> Sequence[int] | None:
    """Return the groups that were sent, None when they were not."""
    return _known(given, "group_ids", Group.objects.all(), _("There is no such group."))


def co_owner_ids_of(given: CustomerChange) -> Sequence[int] | None:
    """Return the colleagues beside her owner that were sent, None when they were not."""
    return _known(given, "co_owner_ids", User.objects.active(), _("There is no such colleague."))


def _known(given: CustomerChange, field: str, rows: QuerySet[Any], refusal: str) -> Sequence[int] | None:
    """Return the ids that were sent in a field, None when it was not; each must be one of `rows`."""
    if field not in given.model_fields_set:
        return None
    wanted: Sequence[int] = getattr(given, field) or ()
    known = set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    errors = [
        {"pointer": pointer(field, place), "detail": refusal} for place, pk in enumerate(wanted) if pk not in known
    ]
    if errors:
        raise invalid(errors)
    return wanted
