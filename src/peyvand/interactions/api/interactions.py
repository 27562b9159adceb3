"""Interactions and timelines over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.core.keyset import BadCursor
from peyvand.interactions.actions.interactions import (
    NewInteraction,
    change_interaction,
    log_interaction,
    remove_interaction,
    restore_interaction,
)
from peyvand.interactions.choices import MOST_MINUTES
from peyvand.interactions.models import Interaction
from peyvand.interactions.timeline import Window, read_moment, weave
from peyvand.people.api.finding import find as find_customer
from peyvand.people.api.finding import require_known
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Day, Given, Id, Moment, MomentOut, MoneyOut, PageOf, Words
from peyvand.platform.api_kit.versions import asked_version, made_at, tag, versioned
from peyvand.platform.policies import require

router = Router(tags=["interactions"])
SORTS = {"id": "id", "occurred_at": "occurred_at"}
Kind = Literal["note", "call", "meeting", "visit", "mail", "message"]
Subject = Annotated[Words, Field(max_length=200)]
Body = Annotated[Words, Field(max_length=20_000)]
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]


class InteractionIn(Given):
    """What passed between you and a customer; `occurred_at` is now when it is not sent."""

    customer_id: Id
    kind: Kind
    direction: Literal["in", "out"] = "out"
    occurred_at: Moment | None = None
    subject: Subject = ""
    body: Body = ""
    reached: Annotated[bool, Field(description="did you get hold of them?")] = True
    minutes: Minutes | None = None
    next_step: Subject = ""
    next_step_on: Day | None = None


class InteractionChange(Given):
    """What to correct; what is not sent stays."""

    kind: Kind | None = None
    direction: Literal["in", "out"] | None = None
    occurred_at: Moment | None = None
    subject: Subject | None = None
    body: Body | None = None
    reached: bool | None = None
    minutes: Minutes | None = None


class InteractionOut(Schema):
    """An interaction; `by_id` is the colleague who recorded it."""

    id: int
    customer_id: int
    kind: Kind
    direction: Literal["in", "out", "none"]
    occurred_at: MomentOut
    subject: str
    body: str
    reached: bool
    minutes: int | None
    by_id: int | None
    external_id: str | None
    created_at: MomentOut
    updated_at: MomentOut
    version: int


class InteractionFilter(Paging):
    """Which interactions, and in what order."""

    customer_id: Id | None = None
    kind: Kind | None = None
    since: Moment | None = None
    updated_since: Moment | None = None
    sort: Annotated[Words, Field(description="occurred_at or id; - descends")] = "-occurred_at"


class EntryOut(Schema):
    """One dated line of a customer's timeline, whatever it comes from."""

    kind: str
    id: int
    at: MomentOut
    title: str
    body: str
    by: str
    direction: str
    amount: MoneyOut | None = None


class TimelineFilter(Given):
    """How much of the timeline; `kind` keeps one kind, e.g. call or order."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[Words, Field(max_length=60, description="`next` of the page before")] = ""
    kind: Annotated[Words, Field(max_length=40)] = ""


@router.get("/customers/{int:customer_id}/timeline", response=PageOf[EntryOut], operation_id="get_timeline")
def timeline(request: ApiRequest, customer_id: int, asked: Query[TimelineFilter]) -> dict[str, Any]:
    """Return what happened with a customer, the newest first. Lines of one moment are never parted by a page."""
    find_customer(request, customer_id)
    before = read_moment(asked.cursor)
    if asked.cursor and (before is None or before.year < 1000):
        raise BadCursor
    stretch = weave(request.user, customer_id, Window(asked.kind, before, size=asked.limit), organisation.zone())
    entries = [entry for day in stretch.days for entry in day.entries]
    items = [
        {
            **{name: getattr(entry, name) for name in EntryOut.model_fields if name != "amount"},
            "amount": None if entry.amount is None else {"amount": entry.amount, "currency": entry.currency},
        }
        for entry in entries
    ]
    return {"items": items, "next": _marker(stretch.older)}


def _marker(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


@router.get("/interactions", response=PageOf[InteractionOut], operation_id="list_interactions")
def list_interactions(request: ApiRequest, asked: Query[InteractionFilter]) -> dict[str, Any]:
    """List the interactions with the customers you may see."""
    require(request.user, "interaction", "view")
    rows = Interaction.objects.visible_to(request.user)
    exact = {
        "customer_id": asked.customer_id,
        "kind": asked.kind,
        "occurred_at__gte": asked.since,
        "updated_at__gte": asked.updated_since,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return shown_page(page_of(rows, asked, sort_paths(asked.sort, SORTS)))


def find(request: ApiRequest, interaction_id: int) -> Interaction:
    """Return an interaction that the caller may see, else the answer "nothing here"."""
    return one(Interaction.objects.visible_to(request.user), interaction_id)


@router.post("/interactions", response={201: InteractionOut}, operation_id="log_interaction")
def log(request: ApiRequest, response: HttpResponse, given: InteractionIn) -> Status[Interaction]:
    """Record what passed, and what was agreed to come next."""
    require(request.user, "interaction", "add")
    require_known(request, given.customer_id)
    new = NewInteraction(**given.model_dump(exclude={"customer_id"}))
    made = log_interaction(actor=request.user, customer_id=given.customer_id, new=new)
    made_at(request, response, made)
    return Status(201, made)


@router.get("/interactions/{int:interaction_id}", response=InteractionOut, operation_id="get_interaction")
def get(request: ApiRequest, response: HttpResponse, interaction_id: int) -> Interaction:
    """Return one interaction."""
    found = find(request, interaction_id)
    tag(response, found.version)
    return found


@router.patch("/interactions/{int:interaction_id}", response=InteractionOut, operation_id="change_interaction")
@versioned
def change(request: ApiRequest, response: HttpResponse, interaction_id: int, given: InteractionChange) -> Interaction:
    """Correct what was recorded."""
    find(request, interaction_id)
    sent = given.model_dump(exclude_unset=True)
    empty = sorted(name for name, value in sent.items() if value is None and name != "minutes")
    if empty:
        raise invalid([{"pointer": pointer(name), "detail": _("This field is required.")} for name in empty])
    version = asked_version(request)
    made = change_interaction(actor=request.user, interaction_id=interaction_id, values=sent, version=version)
    tag(response, made.version)
    return made


@router.delete("/interactions/{int:interaction_id}", response={204: None}, operation_id="remove_interaction")
@versioned
def remove(request: ApiRequest, interaction_id: int) -> Status[None]:
    """Take an interaction off the timeline; `restore` brings it back."""
    find(request, interaction_id)
    remove_interaction(actor=request.user, interaction_id=interaction_id, version=asked_version(request))
    return Status(204, None)


@router.post("/interactions/{int:interaction_id}/restore", response=InteractionOut, operation_id="restore_interaction")
def restore(request: ApiRequest, response: HttpResponse, interaction_id: int) -> Interaction:
    """Bring back an interaction that was taken off."""
    require(request.user, "interaction", "delete")
    one(Interaction.objects.filter(customer__in=Customer.objects.visible_to(request.user)), interaction_id)
    made = restore_interaction(actor=request.user, interaction_id=interaction_id)
    tag(response, made.version)
    return made
