"""Roles, relations and our people of a customer over HTTP: the same actions and rights as the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from peyvand.core.display import current
from peyvand.people.actions.parties import NewRelation, relate, remove_kind, save_kind, set_party_roles, unrelate
from peyvand.people.api.finding import find
from peyvand.people.choices import PartyKind
from peyvand.people.models import Customer, Relation, RelationKind
from peyvand.people.our_people import Somebody, our_people
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import not_found
from peyvand.platform.api_kit.shapes import Day, Given, Id, Words
from peyvand.platform.policies import require

router = Router(tags=["parties"])
KindName = Annotated[Words, Field(min_length=1, max_length=60)]


class Roles(Given):
    """Everything that somebody is to us: customer, supplier, partner, intermediary, end_user."""

    roles: Annotated[list[Words], Field(max_length=5)]


class KindOut(Schema):
    """A kind of relation, as it is said from here and from there, in the reader's language."""

    id: int
    forward: str
    backward: str


class RelationKindIn(Given):
    """A kind of relation, named from both ends; without a name of its own the way back is called the same."""

    forward_fa: KindName
    forward_en: KindName
    backward_fa: Annotated[Words, Field(max_length=60)] = ""
    backward_en: Annotated[Words, Field(max_length=60)] = ""


class RelationIn(Given):
    """What this customer is to another one; with `backward` it is the other one who is it to this one."""

    kind_id: Id
    other_id: Id
    backward: bool = False
    from_on: Day | None = None
    to_on: Day | None = None
    note: Annotated[Words, Field(max_length=300)] = ""


class RelationOut(Schema):
    """A relation: `source_id` is something (`kind_id`) to `target_id`."""

    id: int
    kind_id: int
    source_id: int
    target_id: int
    from_on: date | None
    to_on: date | None
    note: str


class SomebodyOut(Schema):
    """One of us: who she is for a customer, what to turn to her for, and how."""

    user_id: int
    name: str
    role: str
    when: str
    phone: Annotated[str, Field(validation_alias="number", description="as it is dialled")]
    email: str


def _roles(customer: Customer) -> dict[str, list[str]]:
    found = sorted(customer.party_roles.values_list("role", flat=True))
    return {"roles": found or [PartyKind.CUSTOMER.value]}


def _kind(row: RelationKind) -> dict[str, Any]:
    language = current().language
    return {"id": row.pk, "forward": row.said(language), "backward": row.said(language, backward=True)}


@router.get("/customers/{int:customer_id}/roles", response=Roles, operation_id="get_roles")
def get_roles(request: ApiRequest, customer_id: int) -> Any:
    """Tell what somebody is to us."""
    require(request.user, "customer", "view")
    return _roles(find(request, customer_id))


@router.put("/customers/{int:customer_id}/roles", response=Roles, operation_id="set_roles")
def put_roles(request: ApiRequest, customer_id: int, given: Roles) -> Any:
    """Say everything that somebody is to us."""
    find(request, customer_id)
    return _roles(set_party_roles(actor=request.user, customer_id=customer_id, roles=given.roles))


@router.get("/relation-kinds", response=list[KindOut], operation_id="list_relation_kinds")
def list_kinds(request: ApiRequest) -> list[dict[str, Any]]:
    """List the ways in which customers belong together."""
    require(request.user, "customer", "view")
    return [_kind(row) for row in RelationKind.objects.all()]


@router.post("/relation-kinds", response={201: KindOut}, operation_id="add_relation_kind")
def add_kind(request: ApiRequest, given: RelationKindIn) -> Status[dict[str, Any]]:
    """Add a way in which customers belong together."""
    return Status(201, _kind(save_kind(actor=request.user, kind=RelationKind(), values=given.model_dump())))


@router.delete("/relation-kinds/{int:kind_id}", response={204: None}, operation_id="remove_relation_kind")
def delete_kind(request: ApiRequest, kind_id: int) -> Status[None]:
    """Take away a kind of relation that nobody uses."""
    require(request.user, "setting", "change")
    remove_kind(actor=request.user, kind_id=one(RelationKind.objects.all(), kind_id).pk)
    return Status(204, None)


@router.get("/customers/{int:customer_id}/relations", response=list[RelationOut], operation_id="list_relations")
def list_relations(request: ApiRequest, customer_id: int) -> Any:
    """List what a customer is to others, where you may see both."""
    require(request.user, "customer", "view")
    return Relation.objects.visible_to(request.user).of(find(request, customer_id).pk)


@router.post("/customers/{int:customer_id}/relations", response={201: RelationOut}, operation_id="relate")
def create(request: ApiRequest, customer_id: int, given: RelationIn) -> Status[Relation]:
    """Write down what a customer is to another one."""
    find(request, customer_id)
    return Status(201, relate(actor=request.user, customer_id=customer_id, new=NewRelation(**given.model_dump())))


@router.delete("/relations/{int:relation_id}", response={204: None}, operation_id="unrelate")
def delete(request: ApiRequest, relation_id: int) -> Status[None]:
    """Take away a relation that was written down by mistake."""
    require(request.user, "customer", "view")
    if not Relation.objects.visible_to(request.user).filter(pk=relation_id).exists():
        raise not_found()
    unrelate(actor=request.user, relation_id=relation_id)
    return Status(204, None)


@router.get("/customers/{int:customer_id}/your-people", response=list[SomebodyOut], operation_id="get_your_people")
def your_people(request: ApiRequest, customer_id: int) -> list[Somebody]:
    """Tell who of us answers for a customer, and what to turn to each for."""
    require(request.user, "customer", "view")
    return our_people(find(request, customer_id))
