"""How a customer is reached and where she is, in the API: short lists of phones and e-mails, or all that we keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from peyvand.core.identifiers import postal_code
from peyvand.core.provinces import find_province
from peyvand.people.choices import ContactKind
from peyvand.people.homeland import home
from peyvand.people.models import ContactPoint, Customer
from peyvand.people.rules.contacts import Contact, Homeland, NotAContact, described, parse_contact
from peyvand.people.rules.places import Place
from peyvand.platform.api_kit.problems import ErrorItem, invalid, pointer
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

T = TypeVar("T")
R = TypeVar("R")
SHORT = {"phone": "phones", "email": "emails"}
MOST = 50
Value = Annotated[Words, Field(max_length=254)]
Reach = Annotated[list[Value], Field(max_length=MOST)] | None
Kind = Literal["phone", "email", "web", "social"]
Label = Literal["", "work", "mobile", "home", "billing", "delivery", "other"]
Network = Literal["", "instagram", "telegram", "bale", "eitaa", "rubika", "linkedin", "whatsapp", "x"]


class ContactIn(Given):
    """One way to reach her; the first of a kind is the primary one. `network` and `label` may be left to us."""

    kind: Kind
    value: Annotated[Value, Field(min_length=1, description="a phone in any spelling, an e-mail, an address, @handle")]
    label: Label = ""
    network: Network = ""
    note: Annotated[Words, Field(max_length=100, description="e.g. the extension, or when to call")] = ""


class AddressIn(Given):
    """A place; `province` by its ISO 3166-2 code (IR-23) or its name, `postal_code` has ten digits in Iran."""

    label: Label = ""
    province: Annotated[Words, Field(max_length=60)] = ""
    city: Annotated[Words, Field(max_length=80)] = ""
    street: Annotated[Words, Field(max_length=300)] = ""
    postal_code: Annotated[Words, Field(max_length=30)] = ""


class ReachChange(Given):
    """Ways to reach her. Each list replaces what is known of it; `contact_points` goes without `phones` and `emails`."""

    phones: Annotated[Reach, Field(description="in any spelling and digits; kept as E.164")] = None
    emails: Reach = None
    contact_points: Annotated[list[ContactIn], Field(max_length=MOST)] | None = None
    addresses: Annotated[list[AddressIn], Field(max_length=MOST)] | None = None


class ContactOut(Schema):
    """One way to reach her."""

    kind: str
    value: str
    label: str
    network: str
    note: str
    is_primary: bool


class AddressOut(Schema):
    """A place; `province` is an ISO 3166-2 code."""

    label: str
    province: str
    city: str
    street: str
    postal_code: str


class ReachOut(Schema):
    """How somebody is reached. Phones are E.164, e-mails lower case."""

    phones: list[str] = []
    emails: list[str] = []
    contact_points: list[ContactOut] = []
    addresses: list[AddressOut] = []


def reach_shown(customer: Customer) -> dict[str, Any]:
    """Return how she is reached, as the API answers it."""
    points = list(customer.contact_points.all())
    return {
        "phones": [point.value for point in points if point.kind == ContactKind.PHONE],
        "emails": [point.value for point in points if point.kind == ContactKind.EMAIL],
        "contact_points": [{name: getattr(point, name) for name in ContactOut.model_fields} for point in points],
        "addresses": [vars(address.place) for address in customer.addresses.all()],
    }


def reach_known(customer: Customer, reader: User) -> dict[str, Any]:
    """Return how a customer is reached, without what `reader` does not see."""
    return {name: value for name, value in reach_shown(customer).items() if reads_field(reader, "customer", name)}


def contacts_of(given: ReachChange, known: Iterable[ContactPoint]) -> list[Contact] | None:
    """Return all contact points after the change, None when nothing was sent of them.

    `phones` and `emails` replace those of their kind and keep what else is known of a number that stays.
    """
    short = {kind: field for kind, field in SHORT.items() if field in given.model_fields_set}
    if "contact_points" not in given.model_fields_set:
        return _of_short(given, short, [point.contact for point in known]) if short else None
    if short:
        said = _("Send all contact points or these, not both.")
        raise invalid([{"pointer": pointer(field), "detail": said} for field in short.values()])
    here = home()
    return _read(given.contact_points or (), ("contact_points",), lambda one: _contact(one, here), ("value",))


def _of_short(given: ReachChange, short: dict[str, str], known: Sequence[Contact]) -> list[Contact]:
    before = {(point.kind, point.value): point for point in known}
    here = home()
    found = [point for point in known if point.kind not in short]
    for kind, field in short.items():
        sent: Sequence[str] = getattr(given, field) or ()
        read = _read(sent, (field,), partial(parse_contact, kind, home=here))
        found += [before.get((one.kind, one.value), one) for one in read]
    return found


def read_contact(kind: ContactKind, value: str, field: str) -> str:
    """Return one phone or e-mail as we keep it; refuses the body's `field` when it is none."""
    try:
        return parse_contact(kind, value, home()).value
    except NotAContact as wrong:
        raise invalid([{"pointer": pointer(field), "detail": str(wrong)}]) from None


def _contact(given: ContactIn, home: Homeland) -> Contact:
    network = given.network if given.kind == ContactKind.SOCIAL.value else ""
    return described(parse_contact(given.kind, given.value, home), label=given.label, network=network, note=given.note)


def places_of(given: ReachChange) -> list[Place] | None:
    """Return all addresses after the change, None when they were not sent."""
    if "addresses" not in given.model_fields_set:
        return None
    return _read(given.addresses or (), ("addresses",), _place)


def _place(given: AddressIn) -> Place:
    province = find_province(given.province) if given.province.strip() else None
    if given.province.strip() and province is None:
        raise NotAPart("province", _("There is no province of this name."))
    try:
        code = postal_code(given.postal_code, home().region) if given.postal_code.strip() else ""
    except ValueError as wrong:
        raise NotAPart("postal_code", str(wrong)) from None
    place = Place(given.label, province.code if province else "", given.city, given.street, code)
    if place.is_empty():
        raise NotAPart("street", _("Say where this is."))
    return place


class NotAPart(ValueError):
    """One part of what was sent cannot be used; the message is a sentence for the reader."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


def _read(given: Sequence[T], at: tuple[str, ...], read: Callable[[T], R], part: tuple[str, ...] = ()) -> list[R]:
    """Return what each one means; refuse all together, each error with its place."""
    found: list[R] = []
    errors: list[ErrorItem] = []
    for place, one in enumerate(given):
        try:
            found.append(read(one))
        except NotAContact as wrong:
            errors.append({"pointer": pointer(*at, place, *part), "detail": str(wrong)})
        except NotAPart as wrong:
            errors.append({"pointer": pointer(*at, place, wrong.part), "detail": str(wrong)})
    if errors:
        raise invalid(errors)
    return found
