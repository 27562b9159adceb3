"""The people of an organisation over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.people.actions.affiliations import Somebody, add_affiliation, change_affiliation, remove_affiliation
from peyvand.people.api.finding import find
from peyvand.people.api.reach import read_contact
from peyvand.people.choices import ContactKind
from peyvand.people.models import Affiliation, Customer
from peyvand.people.policies import require_for
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Id, Words
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User

router = Router(tags=["customers"])
REACHED = ("phone", "email")


class AffiliationChange(Given):
    """Who somebody is in the organisation; what is not sent stays."""

    name: Annotated[Words, Field(max_length=200)] | None = None
    role: Annotated[Words, Field(max_length=100)] | None = None
    decides: bool | None = None
    phone: Annotated[Words, Field(max_length=60)] | None = None
    email: Annotated[Words, Field(max_length=254)] | None = None


class AffiliationIn(AffiliationChange):
    """Somebody in an organisation: a person among your customers (`person_id`), or only a name with a phone."""

    person_id: Id | None = None


class AffiliationOut(Schema):
    """Somebody in an organisation. `person_id` is she as a customer of her own; `decides`: yes or no is hers.

    Fields of a class that your role or token does not see are absent.
    """

    id: int
    organisation_id: int
    person_id: int | None
    name: str
    role: str
    decides: bool
    phone: str = ""
    email: str = ""


def shown(row: Affiliation, reader: User) -> dict[str, Any]:
    """Return somebody as the API answers her."""
    plain = {name: getattr(row, name) for name in AffiliationOut.model_fields}
    open_to = {name: value for name, value in plain.items() if reads_field(reader, "customer", name)}
    return {**open_to, **{name: plain[name] for name in ("id", "organisation_id", "person_id")}, "name": str(row)}


def find_one(request: ApiRequest, affiliation_id: int) -> Affiliation:
    """Return somebody in an organisation that the caller may view, else the answer "nothing here"."""
    rows = Affiliation.objects.filter(organisation__in=Customer.objects.visible_to(request.user))
    return one(rows.select_related("person"), affiliation_id)


def sent(given: AffiliationChange) -> dict[str, Any]:
    """Return what was sent, phone and e-mail as we keep them."""
    values = {name: value for name, value in given.model_dump().items() if value is not None}
    read = {name: read_contact(ContactKind(name), values[name], name) for name in REACHED if values.get(name)}
    return {**values, **read}


@router.get(
    "/customers/{int:customer_id}/people",
    response=list[AffiliationOut],
    exclude_unset=True,
    operation_id="list_people_of_organisation",
)
def list_people(request: ApiRequest, customer_id: int) -> list[dict[str, Any]]:
    """List the people of an organisation, those who decide first."""
    rows = Affiliation.objects.filter(organisation=find(request, customer_id)).select_related("person")
    return [shown(row, request.user) for row in rows]


@router.post(
    "/customers/{int:customer_id}/people",
    response={201: AffiliationOut},
    exclude_unset=True,
    operation_id="add_to_organisation",
)
def add(request: ApiRequest, response: HttpResponse, customer_id: int, given: AffiliationIn) -> Status[dict[str, Any]]:
    """Add somebody to an organisation."""
    require_for(request.user, find(request, customer_id), "change")
    made = add_affiliation(actor=request.user, organisation_id=customer_id, somebody=Somebody(**sent(given)))
    response.headers["Location"] = f"/api/v1/people/{made.pk}"
    return Status(201, shown(made, request.user))


@router.patch(
    "/people/{int:affiliation_id}", response=AffiliationOut, exclude_unset=True, operation_id="change_in_organisation"
)
def change(request: ApiRequest, affiliation_id: int, given: AffiliationChange) -> dict[str, Any]:
    """Correct who somebody is in an organisation."""
    row = find_one(request, affiliation_id)
    was = Somebody(row.person_id, row.name, row.role, row.decides, row.phone, row.email)
    somebody = replace(was, **sent(given))
    return shown(change_affiliation(actor=request.user, affiliation_id=row.pk, somebody=somebody), request.user)


@router.delete("/people/{int:affiliation_id}", response={204: None}, operation_id="remove_from_organisation")
def remove(request: ApiRequest, affiliation_id: int) -> Status[None]:
    """Take somebody off an organisation."""
    remove_affiliation(actor=request.user, affiliation_id=find_one(request, affiliation_id).pk)
    return Status(204, None)
