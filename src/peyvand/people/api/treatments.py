"""How groups are treated over HTTP: the whole table, one group's terms, and what holds for a customer."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Model
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from peyvand.people.actions.treatments import set_treatment
from peyvand.people.api.finding import find as find_customer
from peyvand.people.api.groups import find
from peyvand.people.models import Treatment
from peyvand.people.rules.treatment import held
from peyvand.people.treatments import matrix, of_customer
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Given, Id, Words
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import Role, User
from peyvand.platform.policies import require

router = Router(tags=["groups"])


class TreatmentIn(Given):
    """How a group's customers are treated: what is not sent stays, null leaves a term to the customer's other groups."""

    first_response: Annotated[int, Field(ge=1, le=999, description="working hours")] | None = None
    owner_role_id: Id | None = None
    contact_every: Annotated[int, Field(ge=1, le=999, description="working days")] | None = None
    contact_by: (
        Annotated[
            Literal["personal", "met", "visit"],
            Field(
                description="which contacts keep contact_every: calls, meetings and visits; meetings and visits; visits"
            ),
        ]
        | None
    ) = None
    channel: Literal["call", "sms", "message", "email", "post", "visit"] | None = None
    discount: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2, description="percent")] | None = (
        None
    )
    gifts: Annotated[Words, Field(max_length=200)] | None = None
    approver_id: Id | None = None


class TreatmentOut(Schema):
    """How a group's customers are treated."""

    first_response: int | None
    owner_role_id: int | None
    contact_every: int | None
    contact_by: str
    channel: str
    discount: Decimal | None
    gifts: str
    approver_id: int | None


class HeldOut(Schema):
    """A term as it holds for a customer: what it says, by which group, and which groups gave way."""

    term: str
    said: str
    group_id: int
    gave_way: list[int]


class SaidOut(Schema):
    """What is said about one term, in the reader's language, "" for nothing."""

    term: str
    label: str
    said: str


class PolicyOut(Schema):
    """How a group is treated: its own terms, then what other parts of the product keep (its price list)."""

    group_id: int
    name: str
    rank: int
    terms: list[SaidOut]


@router.get("/treatments", response=list[PolicyOut], operation_id="list_treatments")
def list_treatments(request: ApiRequest) -> list[dict[str, Any]]:
    """Return how all groups are treated, the one that wins first."""
    require(request.user, "group", "view")
    return [
        {
            "group_id": group.pk,
            "name": group.name,
            "rank": group.rank,
            "terms": [{"term": cell.key, "label": str(cell.label), "said": cell.text} for cell in cells],
        }
        for group, cells in matrix(request.user)
    ]


@router.get("/groups/{group_id}/treatment", response=TreatmentOut, operation_id="get_group_treatment")
def get_treatment(request: ApiRequest, group_id: Id) -> Treatment:
    """Return how a group's customers are treated."""
    require(request.user, "group", "view")
    find(request, group_id)
    return Treatment.objects.filter(pk=group_id).first() or Treatment()


@router.patch("/groups/{group_id}/treatment", response=TreatmentOut, operation_id="change_group_treatment")
def change_treatment(request: ApiRequest, group_id: Id, given: TreatmentIn) -> Treatment:
    """Change how a group's customers are treated."""
    require(request.user, "group", "change")
    find(request, group_id)
    sent = given.dict(exclude_unset=True)
    values = {name: value for name, value in sent.items() if name not in LINKED}
    values |= {name: "" for name in ("channel", "gifts", "contact_by") if name in sent and sent[name] is None}
    for name, (key, model) in LINKED.items():
        if name in sent:
            values[key] = None if sent[name] is None else linked(model, sent[name], name)
    return set_treatment(actor=request.user, group_id=group_id, values=values)


LINKED: dict[str, tuple[str, type[Model]]] = {"owner_role_id": ("owner_role", Role), "approver_id": ("approver", User)}


def linked(model: type[Model], pk: int, name: str) -> Model:
    """Return a role or a colleague that a body names, else refuse the body."""
    found = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise invalid([{"pointer": pointer(name), "detail": _("There is no such thing.")}])
    return found


@router.get("/customers/{customer_id}/treatment", response=list[HeldOut], operation_id="get_customer_treatment")
def customer_treatment(request: ApiRequest, customer_id: Id) -> list[dict[str, Any]]:
    """Return how a customer is treated, and by which of her groups."""
    require(request.user, "group", "view")
    find_customer(request, customer_id)
    if not reads_field(request.user, "customer", "groups"):
        return []
    return [
        {
            "term": term.term.key,
            "said": term.text,
            "group_id": term.group.pk,
            "gave_way": [group.pk for group, _text in term.gave_way],
        }
        for term in held(of_customer(customer_id))
    ]
