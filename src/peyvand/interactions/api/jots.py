"""Jots over HTTP: your own, and what their words suggest."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.actions.jots import (
    LONGEST,
    Filing,
    NewJot,
    discard_jot,
    file_jot,
    jot,
    restore_jot,
    split_jot,
    unfile_jot,
)
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.api.interactions import Body, Kind, Subject
from peyvand.interactions.api.promises import What
from peyvand.interactions.models import Jot
from peyvand.interactions.suggestions import suggest
from peyvand.people.api.finding import require_known
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.problems import invalid, pointer
from peyvand.platform.api_kit.shapes import Day, Given, Id, Moment, MomentOut, PageOf, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.policies import require

router = Router(tags=["jots"])
Text = Annotated[Words, Field(min_length=1, max_length=LONGEST)]


class JotIn(Given):
    """A few words. The same `key` is the same jot, however often it is sent; `customer_id` is where it was written."""

    text: Text
    key: Annotated[Words, Field(max_length=80)] = ""
    written_at: Moment | None = None
    customer_id: Id | None = None


class JotOut(Schema):
    """A jot of yours and what it became."""

    id: int
    text: str
    key: str
    written_at: MomentOut
    state: Literal["waiting", "filed", "split", "discarded"]
    customer_id: int | None
    interaction_id: int | None
    promise_id: int | None
    part_of_id: int | None


class CandidateOut(Schema):
    """A customer whom a jot may be about, and why."""

    customer_id: int
    name: str
    why: str


class SuggestionOut(Schema):
    """What the words of a jot suggest; empty texts and nulls say that there is nothing of the kind in it."""

    customers: list[CandidateOut]
    kind: Kind
    direction: Literal["in", "out", "none"]
    on: date
    promise: str
    due_on: date | None
    next_step: str
    next_step_on: date | None


class FilingIn(Given):
    """Whose a jot is and what it becomes; without `body` the words of the jot."""

    customer_id: Id
    kind: Kind = "note"
    direction: Literal["in", "out"] = "out"
    occurred_at: Moment | None = None
    subject: Subject = ""
    body: Body | None = None
    promise: What | None = None
    promise_due: Day | None = None
    next_step: Subject = ""
    next_step_on: Day | None = None


class Parts(Given):
    """The parts of a jot."""

    texts: Annotated[list[Text], Field(min_length=2, max_length=20)]


class JotFilter(Paging):
    """Which of your jots."""

    state: Literal["waiting", "filed", "split", "discarded"] = "waiting"


def find(request: ApiRequest, jot_id: int) -> Jot:
    """Return one of the caller's own jots, else the answer "nothing here"."""
    require(request.user, "jot", "view")
    return one(Jot.objects.visible_to(request.user), jot_id)


@router.get("/jots", response=PageOf[JotOut], operation_id="list_jots")
def list_jots(request: ApiRequest, asked: Query[JotFilter]) -> dict[str, Any]:
    """List your own jots, the newest first."""
    require(request.user, "jot", "view")
    rows = Jot.objects.visible_to(request.user).filter(state=asked.state)
    return shown_page(page_of(rows, asked, ["-written_at", "-id"]))


@router.post("/jots", response={201: JotOut}, operation_id="jot")
def keep(request: ApiRequest, response: HttpResponse, given: JotIn) -> Status[Jot]:
    """Keep a few words for later."""
    require(request.user, "jot", "add")
    made = jot(actor=request.user, new=NewJot(given.text, given.key, given.written_at, given.customer_id))
    made_at(request, response, made)
    return Status(201, made)


@router.get("/jots/{int:jot_id}", response=JotOut, operation_id="get_jot")
def get(request: ApiRequest, jot_id: int) -> Jot:
    """Return one of your jots."""
    return find(request, jot_id)


@router.get("/jots/{int:jot_id}/suggestion", response=SuggestionOut, operation_id="suggest_jot")
def suggestion(request: ApiRequest, jot_id: int) -> dict[str, Any]:
    """Return whom a jot may be about and what its words suggest."""
    found = suggest(request.user, find(request, jot_id))
    told = {name: getattr(found.reading, name) for name in SuggestionOut.model_fields if name != "customers"}
    return {"customers": found.customers, **told}


@router.post("/jots/{int:jot_id}/file", response=JotOut, operation_id="file_jot")
def file(request: ApiRequest, jot_id: int, given: FilingIn) -> Jot:
    """Put a jot on a customer's timeline; a promise in it is written down, too."""
    found = find(request, jot_id)
    require_known(request, given.customer_id)
    if (given.promise is None) != (given.promise_due is None):
        raise invalid([{"pointer": pointer("promise_due"), "detail": _("A promise has words and a day.")}])
    word = NewPromise(given.promise, given.promise_due) if given.promise and given.promise_due else None
    new = NewInteraction(
        given.kind, given.direction, given.subject, found.text if given.body is None else given.body,
        given.occurred_at or found.written_at, next_step=given.next_step, next_step_on=given.next_step_on,
    )  # fmt: skip
    return file_jot(actor=request.user, jot_id=jot_id, filing=Filing(given.customer_id, new, word))


@router.post("/jots/{int:jot_id}/unfile", response=JotOut, operation_id="unfile_jot")
def unfile(request: ApiRequest, jot_id: int) -> Jot:
    """Take a filed jot back."""
    find(request, jot_id)
    return unfile_jot(actor=request.user, jot_id=jot_id)


@router.post("/jots/{int:jot_id}/split", response=list[JotOut], operation_id="split_jot")
def split(request: ApiRequest, jot_id: int, given: Parts) -> list[Jot]:
    """Make several jots out of one."""
    find(request, jot_id)
    return split_jot(actor=request.user, jot_id=jot_id, texts=given.texts)


@router.delete("/jots/{int:jot_id}", response={204: None}, operation_id="discard_jot")
def discard(request: ApiRequest, jot_id: int) -> Status[None]:
    """Put a jot away; `restore` brings it back."""
    find(request, jot_id)
    discard_jot(actor=request.user, jot_id=jot_id)
    return Status(204, None)


@router.post("/jots/{int:jot_id}/restore", response=JotOut, operation_id="restore_jot")
def restore(request: ApiRequest, jot_id: int) -> Jot:
    """Bring back a jot that was discarded or split."""
    find(request, jot_id)
    return restore_jot(actor=request.user, jot_id=jot_id)
