"""Promises over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.interactions.actions.promises import (
    NewPromise,
    change_promise,
    make_promise,
    remove_promise,
    reopen_promise,
    restore_promise,
    settle_promise,
    tell_customer,
)
from peyvand.interactions.models import Interaction, Promise
from peyvand.interactions.policies import require_keep
from peyvand.interactions.tables import PROMISES
from peyvand.people.api.finding import require_known
from peyvand.people.models import Customer
from peyvand.platform.api_kit.filters import Filtered, ListFieldOut, described, listed
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import shown_page
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Day, Given, Id, Moment, MomentOut, PageOf, Words
from peyvand.platform.api_kit.versions import asked_version, made_at, tag, versioned
from peyvand.platform.policies import require

router = Router(tags=["promises"])
SORTS = {"id": "id", "due_on": "due_on", "made_at": "made_at"}
State = Literal["open", "kept", "exceeded", "broken", "released"]
What = Annotated[Words, Field(min_length=1, max_length=300)]


class PromiseIn(Given):
    """What is promised; `by_id` is the colleague who keeps it (you), `person_id` whom in the organisation it is for."""

    customer_id: Id
    what: What
    due_on: Day
    by_id: Id | None = None
    person_id: Id | None = None
    interaction_id: Id | None = None
    made_at: Moment | None = None


class PromiseChange(Given):
    """What to correct; what is not sent stays."""

    what: What | None = None
    due_on: Day | None = None
    by_id: Id | None = None
    person_id: Id | None = None


class Outcome(Given):
    """What became of a promise."""

    outcome: Literal["kept", "exceeded", "broken", "released"]
    note: Annotated[Words, Field(max_length=2000)] = ""


class Told(Given):
    """How the customer heard how it stands; an empty `how` takes that back."""

    how: Literal["call", "meeting", "visit", "mail", "message", ""]
    on: Day | None = None


class PromiseOut(Schema):
    """A promise and what became of it."""

    id: int
    customer_id: int
    person_id: int | None
    what: str
    by_id: int | None
    made_at: MomentOut
    due_on: Day
    state: State
    settled_at: MomentOut | None
    settled_note: str
    told_on: Day | None
    told_how: str
    interaction_id: int | None
    updated_at: MomentOut
    version: int


class PromiseFilter(Filtered):
    """Which promises, and in what order; `due_before` and `due_since` are days."""

    customer_id: Id | None = None
    by_id: Id | None = None
    state: State | None = None
    due_since: Day | None = None
    due_before: Day | None = None
    updated_since: Moment | None = None
    sort: Annotated[Words, Field(description="due_on, made_at, id or a sortable field; - descends, commas join")] = (
        "due_on"
    )


def find(request: ApiRequest, promise_id: int, action: str = "") -> Promise:
    """Return a promise that the caller may see, else the answer "nothing here"."""
    seen = Promise.objects.visible_to(request.user)
    if action == "delete":
        require(request.user, "promise", action)
        seen = Promise.objects.filter(customer__in=Customer.objects.visible_to(request.user))
    found = one(seen.select_related("customer"), promise_id)
    if action:
        require_keep(request.user, found, action)
    return found


@router.get("/promises", response=PageOf[PromiseOut], operation_id="list_promises")
def list_promises(request: ApiRequest, asked: Query[PromiseFilter]) -> dict[str, Any]:
    """List what was promised to the customers you may see."""
    require(request.user, "promise", "view")
    exact = {
        "customer_id": asked.customer_id, "by_id": asked.by_id, "state": asked.state, "due_on__gte": asked.due_since,
        "due_on__lt": asked.due_before, "updated_at__gte": asked.updated_since,
    }  # fmt: skip
    rows = Promise.objects.visible_to(request.user).filter(**{name: value for name, value in exact.items() if value})
    return shown_page(listed(rows, asked, spec=PROMISES, reader=request.user, sorts=SORTS))


@router.get("/promises/fields", response=list[ListFieldOut], operation_id="list_promise_fields")
def fields(request: ApiRequest) -> list[dict[str, Any]]:
    """List by what promises can be filtered and sorted, as on their page."""
    require(request.user, "promise", "view")
    return described(PROMISES, request.user)


@router.post("/promises", response={201: PromiseOut}, operation_id="make_promise")
def make(request: ApiRequest, response: HttpResponse, given: PromiseIn) -> Status[Promise]:
    """Write down what was promised to a customer."""
    require(request.user, "promise", "add")
    require_known(request, given.customer_id)
    talks = Interaction.objects.visible_to(request.user).filter(customer=given.customer_id)
    if given.interaction_id is not None and not talks.filter(pk=given.interaction_id).exists():
        raise invalid([{"pointer": pointer("interaction_id"), "detail": _("There is no such interaction.")}])
    new = NewPromise(**given.model_dump(exclude={"customer_id"}))
    made = make_promise(actor=request.user, customer_id=given.customer_id, new=new)
    made_at(request, response, made)
    return Status(201, made)


@router.get("/promises/{int:promise_id}", response=PromiseOut, operation_id="get_promise")
def get(request: ApiRequest, response: HttpResponse, promise_id: int) -> Promise:
    """Return one promise."""
    found = find(request, promise_id)
    tag(response, found.version)
    return found


@router.patch("/promises/{int:promise_id}", response=PromiseOut, operation_id="change_promise")
@versioned
def change(request: ApiRequest, response: HttpResponse, promise_id: int, given: PromiseChange) -> Promise:
    """Correct what was promised, by whom, to whom or when it is due."""
    find(request, promise_id, "change")
    sent = given.model_dump(exclude_unset=True)
    empty = sorted(name for name, value in sent.items() if value is None and name != "person_id")
    if empty:
        raise invalid([{"pointer": pointer(name), "detail": _("This field is required.")} for name in empty])
    made = change_promise(actor=request.user, promise_id=promise_id, values=sent, version=asked_version(request))
    tag(response, made.version)
    return made


@router.post("/promises/{int:promise_id}/settle", response=PromiseOut, operation_id="settle_promise")
def settle(request: ApiRequest, response: HttpResponse, promise_id: int, given: Outcome) -> Promise:
    """Say what became of a promise."""
    find(request, promise_id, "change")
    made = settle_promise(actor=request.user, promise_id=promise_id, outcome=given.outcome, note=given.note)
    tag(response, made.version)
    return made


@router.post("/promises/{int:promise_id}/reopen", response=PromiseOut, operation_id="reopen_promise")
def reopen(request: ApiRequest, response: HttpResponse, promise_id: int) -> Promise:
    """Take back what was said of a promise."""
    find(request, promise_id, "change")
    made = reopen_promise(actor=request.user, promise_id=promise_id)
    tag(response, made.version)
    return made


@router.post("/promises/{int:promise_id}/tell", response=PromiseOut, operation_id="tell_promise")
def tell(request: ApiRequest, response: HttpResponse, promise_id: int, given: Told) -> Promise:
    """Record that the customer heard how it stands."""
    find(request, promise_id, "change")
    made = tell_customer(actor=request.user, promise_id=promise_id, how=given.how, on=given.on)
    tag(response, made.version)
    return made


@router.delete("/promises/{int:promise_id}", response={204: None}, operation_id="remove_promise")
@versioned
def remove(request: ApiRequest, promise_id: int) -> Status[None]:
    """Take away a promise that was written down by mistake; `restore` brings it back."""
    require_keep(request.user, find(request, promise_id), "delete")
    remove_promise(actor=request.user, promise_id=promise_id, version=asked_version(request))
    return Status(204, None)


@router.post("/promises/{int:promise_id}/restore", response=PromiseOut, operation_id="restore_promise")
def restore(request: ApiRequest, response: HttpResponse, promise_id: int) -> Promise:
    """Bring back a promise that was taken away."""
    find(request, promise_id, "delete")
    made = restore_promise(actor=request.user, promise_id=promise_id)
    tag(response, made.version)
    return made
