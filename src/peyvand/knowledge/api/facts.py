"""Knowledge of customers over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.knowledge.actions.facts import (
    NewFact,
    note_fact,
    rank_facts,
    restore_fact,
    settle_fact,
    supersede_fact,
    withdraw_fact,
)
from peyvand.knowledge.choices import FactKind, Source
from peyvand.knowledge.choices import Status as Standing
from peyvand.knowledge.models import Fact
from peyvand.knowledge.tables import VOICES, matching, of_group
from peyvand.people.api.finding import require_known
from peyvand.people.policies import require_groups
from peyvand.platform.api_kit.filters import Filtered, ListFieldOut, described, listed
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import shown_page
from peyvand.platform.api_kit.shapes import Day, Given, Id, MomentOut, PageOf, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.policies import require

router = Router(tags=["knowledge"])
SORTS = {"id": "id", "learned_on": "learned_on", "noted_at": "noted_at"}
Long = Annotated[Words, Field(max_length=1000)]


class Learned(Given):
    """What was learned. `is_asked`: the customer was asked and said so; `quote` in their own words."""

    text: Annotated[Words, Field(min_length=1, max_length=1000)]
    quote: Long = ""
    competitor: Annotated[Words, Field(max_length=100)] = ""
    is_asked: bool = False
    source: Source = Source.OTHER
    learned_on: Day | None = None

    def new(self) -> NewFact:
        """Return it as the actions take it."""
        return NewFact(self.text, self.quote, self.competitor, self.is_asked, self.source.value, self.learned_on)


class FactIn(Learned):
    """What was learned of a customer. Of formality, pace, detail, channel and hour the newest supersedes."""

    customer_id: Id
    kind: FactKind


class FactSettled(Given):
    """What became of a need, wish, expectation or plan."""

    status: Standing


class FactOrder(Given):
    """A customer's needs (or what decides), the most important first."""

    customer_id: Id
    kind: FactKind = FactKind.NEED
    fact_ids: Annotated[list[Id], Field(max_length=200)]


class FactOut(Schema):
    """One thing that is known. `supersedes_id` is what was known before; `rank` orders needs. An answer has a `value`
    to a `question`, as it was worded in a version of its set."""

    id: int
    customer_id: int
    kind: FactKind
    text: str
    quote: str
    competitor: str
    status: Standing
    rank: int
    is_asked: bool
    source: Source
    learned_on: Day
    noted_by_id: int | None
    noted_at: MomentOut
    supersedes_id: int | None
    question: str
    version_id: int | None
    value: Any


class FactFilter(Filtered):
    """Which facts, and in what order; with `history` also those that something newer supersedes."""

    customer_id: Id | None = None
    kind: FactKind | None = None
    status: Standing | None = None
    is_asked: bool | None = None
    group_id: Id | None = None
    search: Annotated[Words, Field(max_length=100, description="words of it, or of the customer")] = ""
    quoted: Annotated[bool, Field(description="only what was said in their own words")] = False
    history: bool = False
    sort: Annotated[
        Words, Field(description="learned_on, noted_at, id or a sortable field; - descends, commas join")
    ] = "id"


def find(request: ApiRequest, fact_id: int, *, removed: bool = False) -> Fact:
    """Return a fact that the caller may see, else the answer "nothing here"."""
    require(request.user, "fact", "view")
    rows = Fact.objects.readable(request.user) if removed else Fact.objects.visible_to(request.user)
    return one(rows, fact_id)


@router.get("/facts", response=PageOf[FactOut], operation_id="list_facts")
def list_facts(request: ApiRequest, asked: Query[FactFilter]) -> dict[str, Any]:
    """List what is known of the customers you may see."""
    require(request.user, "fact", "view")
    rows = Fact.objects.visible_to(request.user)
    rows = rows if asked.history else rows.standing()
    rows = rows.exclude(quote="") if asked.quoted else rows
    rows = matching(rows, asked.search, request.user) if asked.search.strip() else rows
    if asked.group_id:
        require_groups(request.user)
        rows = rows.filter(of_group(str(asked.group_id)))
    exact = {"customer_id": asked.customer_id, "kind": asked.kind, "status": asked.status, "is_asked": asked.is_asked}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    return shown_page(listed(rows, asked, spec=VOICES, reader=request.user, sorts=SORTS))


@router.get("/facts/fields", response=list[ListFieldOut], operation_id="list_fact_fields")
def fields(request: ApiRequest) -> list[dict[str, Any]]:
    """List by what facts can be filtered and sorted, as on their page."""
    require(request.user, "fact", "view")
    return described(VOICES, request.user)


@router.post("/facts", response={201: FactOut}, operation_id="note_fact")
def note(request: ApiRequest, response: HttpResponse, given: FactIn) -> Status[Fact]:
    """Note what was learned of a customer."""
    require(request.user, "fact", "add")
    require_known(request, given.customer_id)
    made = note_fact(actor=request.user, customer_id=given.customer_id, kind=given.kind, new=given.new())
    made_at(request, response, made)
    return Status(201, made)


@router.post("/facts/order", response={204: None}, operation_id="order_facts")
def order(request: ApiRequest, given: FactOrder) -> Status[None]:
    """Put a customer's needs, or what decides, in order."""
    require(request.user, "fact", "view")
    require_known(request, given.customer_id)
    rank_facts(actor=request.user, customer_id=given.customer_id, kind=given.kind, fact_ids=given.fact_ids)
    return Status(204, None)


@router.get("/facts/{int:fact_id}", response=FactOut, operation_id="get_fact")
def get(request: ApiRequest, fact_id: int) -> Fact:
    """Return one fact."""
    return find(request, fact_id)


@router.post("/facts/{int:fact_id}/supersede", response={201: FactOut}, operation_id="supersede_fact")
def supersede(request: ApiRequest, fact_id: int, given: Learned) -> Status[Fact]:
    """Say what is so now instead; what was known before stays as history."""
    return Status(201, supersede_fact(actor=request.user, fact_id=find(request, fact_id).pk, new=given.new()))


@router.post("/facts/{int:fact_id}/settle", response=FactOut, operation_id="settle_fact")
def settle(request: ApiRequest, fact_id: int, given: FactSettled) -> Fact:
    """Say what became of a need, wish, expectation or plan."""
    return settle_fact(actor=request.user, fact_id=find(request, fact_id).pk, status=given.status)


@router.delete("/facts/{int:fact_id}", response={204: None}, operation_id="withdraw_fact")
def withdraw(request: ApiRequest, fact_id: int) -> Status[None]:
    """Take away what was noted by mistake; `restore` brings it back."""
    withdraw_fact(actor=request.user, fact_id=find(request, fact_id).pk)
    return Status(204, None)


@router.post("/facts/{int:fact_id}/restore", response=FactOut, operation_id="restore_fact")
def restore(request: ApiRequest, fact_id: int) -> Fact:
    """Bring back what was taken away."""
    return restore_fact(actor=request.user, fact_id=find(request, fact_id, removed=True).pk)
