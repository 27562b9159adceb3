"""Customers over HTTP: the same actions and rights as the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.people.actions.care import set_groups, set_next_step
from peyvand.people.actions.customers import (
    NewCustomer,
    create_customer,
    delete_customer,
    lock,
    restore_customer,
    update_customer,
)
from peyvand.people.actions.handover import Transfer
from peyvand.people.actions.kinds import WouldLose, change_kind
from peyvand.people.actions.owners import assign_owner, set_co_owners, set_owners
from peyvand.people.api.finding import find
from peyvand.people.api.reach import contacts_of, places_of
from peyvand.people.api.shapes import (
    CustomerChange,
    CustomerIn,
    CustomerOut,
    co_owner_ids_of,
    group_ids_of,
    profile_of,
    readable,
    refuse_closed,
    shown,
    stage_filter,
)
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.people.tables import CUSTOMERS
from peyvand.platform.api_kit.filters import Filtered, ListFieldOut, described, listed
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import shown_page
from peyvand.platform.api_kit.problems import Problem, problem_of
from peyvand.platform.api_kit.shapes import Given, Id, Moment, PageOf, Words
from peyvand.platform.api_kit.versions import asked_version, tag, versioned
from peyvand.platform.models import User
from peyvand.platform.policies import may, require

router = Router(tags=["customers"])
SORTS = {
    "id": "id",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "last_touch_at": "last_touch_at",
}
MOST = 500


class CustomerFilter(Filtered):
    """Which customers, and in what order."""

    search: Annotated[Words, Field(max_length=200, description="name, phone, e-mail or number, however spelled")] = ""
    kind: Annotated[Words, Field(description="person or organisation")] = ""
    stage: Annotated[Words, Field(max_length=40)] = ""
    owner_id: Id | None = None
    external_id: Annotated[Words, Field(max_length=100)] = ""
    updated_since: Moment | None = None
    sort: Annotated[
        Words,
        Field(description="id, created_at, updated_at, last_touch_at or a sortable field; - descends, commas join"),
    ] = "id"


class CustomersIn(Given):
    """Several customers to add."""

    items: Annotated[list[CustomerIn], Field(min_length=1, max_length=MOST)]


class CustomerChangeOf(CustomerChange):
    """A change of one of several customers; with `version` it is refused when she is not at it any more."""

    id: Id
    version: Id | None = None


class CustomersChange(Given):
    """Several customers to change, each by its id."""

    items: Annotated[list[CustomerChangeOf], Field(min_length=1, max_length=MOST)]


class KindIn(Given):
    """What a customer is after all; `confirmed` loses what the other kind cannot hold."""

    kind: Literal["person", "organisation"]
    confirmed: bool = False


class ItemOut(Schema):
    """What became of one item of a bulk request, by its place in it."""

    index: int
    status: int
    id: int | None = None
    version: int | None = None
    problem: dict[str, Any] | None = None


class BulkOut(Schema):
    """What became of every item."""

    items: list[ItemOut]
    done: int
    failed: int


def answer(request: ApiRequest, response: HttpResponse, customer_id: int) -> dict[str, Any]:
    """Return a customer as she is now, with her version as ETag."""
    customer = readable(Customer.objects.filter(pk=customer_id)).get()
    tag(response, customer.version)
    return shown(customer, request.user)


@router.get("/customers", response=PageOf[CustomerOut], exclude_unset=True, operation_id="list_customers")
def list_customers(request: ApiRequest, asked: Query[CustomerFilter]) -> dict[str, Any]:
    """List the customers you may see."""
    require(request.user, "customer", "view")
    rows = Customer.objects.visible_to(request.user)
    if asked.search.strip():
        rows = rows.matching(asked.search, request.user)
    exact = {"kind": asked.kind, "owner_id": asked.owner_id, "external_id": asked.external_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.updated_since:
        rows = rows.filter(updated_at__gte=asked.updated_since)
    staged = stage_filter(readable(rows), asked.stage)
    page = listed(staged, asked, spec=CUSTOMERS, reader=request.user, sorts=SORTS)
    return shown_page(page, partial(shown, reader=request.user))


@router.get("/customers/fields", response=list[ListFieldOut], operation_id="list_customer_fields")
def fields(request: ApiRequest) -> list[dict[str, Any]]:
    """List by what customers can be filtered and sorted, as on their page."""
    require(request.user, "customer", "view")
    return described(CUSTOMERS, request.user)


@router.post("/customers", response={201: CustomerOut}, exclude_unset=True, operation_id="create_customer")
def create(request: ApiRequest, response: HttpResponse, given: CustomerIn) -> Status[dict[str, Any]]:
    """Add a customer. Without `owner_id` she is yours; with null nobody's."""
    customer = add_one(request, given)
    response.headers["Location"] = f"{request.path}/{customer.pk}"
    return Status(201, answer(request, response, customer.pk))


def add_one(request: ApiRequest, given: CustomerIn) -> Customer:
    """Add one customer with everything that was given about her."""
    require(request.user, "customer", "add")
    refuse_closed(given, request.user)
    sent = given.model_fields_set
    owner_id = given.owner_id if "owner_id" in sent else request.user.pk
    if owner_id not in {None, request.user.pk}:
        require(request.user, "customer", "assign")
    groups, beside = group_ids_of(given), co_owner_ids_of(given)
    new = NewCustomer(
        kind=given.kind,
        profile=profile_of(given, given.kind),
        contacts=contacts_of(given, ()) or (),
        places=places_of(given) or (),
        owner_id=owner_id,
        next_step=given.next_step or "",
        next_step_on=given.next_step_on,
    )
    with transaction.atomic():
        customer = create_customer(actor=request.user, new=new)
        if beside:
            set_co_owners(actor=request.user, customer_id=customer.pk, user_ids=beside)
        if groups:
            set_groups(actor=request.user, customer_id=customer.pk, group_ids=groups)
    return customer


@router.post("/customers/bulk", response=BulkOut, operation_id="create_customers")
def create_many(request: ApiRequest, given: CustomersIn) -> dict[str, Any]:
    """Add up to 500 customers; each one succeeds or fails for itself."""
    require(request.user, "customer", "bulk")
    return bulk(201, [partial(add_one, request, one) for one in given.items])


@router.patch("/customers/bulk", response=BulkOut, operation_id="change_customers")
def change_many(request: ApiRequest, given: CustomersChange) -> dict[str, Any]:
    """Change up to 500 customers; each one succeeds or fails for itself."""
    require(request.user, "customer", "bulk")
    return bulk(200, [partial(change_one, request, one.id, one, one.version) for one in given.items])


def bulk(status: int, acts: list[Callable[[], Customer]]) -> dict[str, Any]:
    """Do every act in its own transaction and report one by one; `status` is what success is called."""
    items: list[dict[str, Any]] = []
    for index, act in enumerate(acts):
        try:
            with transaction.atomic():
                customer = act()
            items.append({"index": index, "status": status, "id": customer.pk, "version": customer.version})
        except (Problem, ValidationError, PermissionDenied, Customer.DoesNotExist) as error:
            problem = problem_of(error)
            items.append({"index": index, "status": problem.status, "problem": problem.document()})
    failed = sum("problem" in item for item in items)
    return {"items": items, "done": len(items) - failed, "failed": failed}


@router.get("/customers/{int:customer_id}", response=CustomerOut, exclude_unset=True, operation_id="get_customer")
def get(request: ApiRequest, response: HttpResponse, customer_id: int) -> dict[str, Any]:
    """Return one customer."""
    find(request, customer_id)
    return answer(request, response, customer_id)


@router.patch("/customers/{int:customer_id}", response=CustomerOut, exclude_unset=True, operation_id="change_customer")
@versioned
def change(request: ApiRequest, response: HttpResponse, customer_id: int, given: CustomerChange) -> dict[str, Any]:
    """Change what you send, leave the rest. With If-Match it is refused when somebody else changed her meanwhile."""
    change_one(request, customer_id, given, asked_version(request))
    return answer(request, response, customer_id)


def change_one(request: ApiRequest, customer_id: int, given: CustomerChange, version: int | None) -> Customer:
    """Change one customer in one transaction: profile and contact points, owner, groups, next step."""
    user, sent = request.user, given.model_fields_set
    customer = find(request, customer_id)
    refuse_closed(given, user)
    profile, groups = profile_of(given, customer.kind), group_ids_of(given)
    contacts, places = contacts_of(given, customer.contact_points.all()), places_of(given)
    with transaction.atomic():
        lock(customer_id, version)
        if profile or contacts is not None or places is not None:
            update_customer(actor=user, customer_id=customer_id, profile=profile, contacts=contacts, places=places)
        give(user, customer_id, given)
        if groups is not None:
            set_groups(actor=user, customer_id=customer_id, group_ids=groups)
        if {"next_step", "next_step_on"} & sent:
            what = customer.next_step if "next_step" not in sent else given.next_step or ""
            day = given.next_step_on if "next_step_on" in sent else customer.next_step_on
            set_next_step(actor=user, customer_id=customer_id, what=what, on=day)
        if not sent - {"id", "version"}:
            require_for(user, customer, "change")
    return Customer.objects.get(pk=customer_id)


def give(actor: User, customer_id: int, given: CustomerChange) -> None:
    """Say who answers for a customer, alone or beside, as far as it was sent."""
    owned, beside = "owner_id" in given.model_fields_set, co_owner_ids_of(given)
    if owned and beside is not None:
        transfer = Transfer(given.owner_id)
        set_owners(actor=actor, customer_id=customer_id, transfer=transfer, co_owner_ids=beside)
    elif owned:
        assign_owner(actor=actor, customer_id=customer_id, transfer=Transfer(given.owner_id))
    elif beside is not None:
        set_co_owners(actor=actor, customer_id=customer_id, user_ids=beside)


@router.post("/customers/{int:customer_id}/kind", response=CustomerOut, operation_id="change_kind_of_customer")
@versioned
def make(request: ApiRequest, response: HttpResponse, customer_id: int, given: KindIn) -> dict[str, Any]:
    """Make a person an organisation or the other way round; 409 says what would be lost until it is confirmed."""
    find(request, customer_id)
    version = asked_version(request)
    try:
        change_kind(
            actor=request.user, customer_id=customer_id, kind=given.kind, confirmed=given.confirmed, version=version
        )
    except WouldLose as loss:
        said = _("This would be lost: %(fields)s. Send confirmed to do it.") % {"fields": ", ".join(loss.names)}
        raise Problem(409, "would-lose", said) from None
    return answer(request, response, customer_id)


@router.delete("/customers/{int:customer_id}", response={204: None}, operation_id="delete_customer")
@versioned
def delete(request: ApiRequest, customer_id: int) -> Status[None]:
    """Put a customer away; `restore` brings her back with everything."""
    find(request, customer_id)
    delete_customer(actor=request.user, customer_id=customer_id, version=asked_version(request))
    return Status(204, None)


@router.post(
    "/customers/{int:customer_id}/restore", response=CustomerOut, exclude_unset=True, operation_id="restore_customer"
)
def restore(request: ApiRequest, response: HttpResponse, customer_id: int) -> dict[str, Any]:
    """Bring back a customer that was put away."""
    if not may(request.user, "customer", "delete"):
        raise PermissionDenied(_("Your role does not allow this. An administrator can change that."))
    if not Customer.objects.deleted_visible_to(request.user).filter(pk=customer_id).exists():
        find(request, customer_id)
    restore_customer(actor=request.user, customer_id=customer_id)
    return answer(request, response, customer_id)
