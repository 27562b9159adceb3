"""Duplicates, merges and their undoing over HTTP: the same actions and rights as the pages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from peyvand.people.actions.duplicates import dismiss, reopen
from peyvand.people.actions.exact import begin_exact_run
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.parting import changed_since, unmerge
from peyvand.people.choices import PairState, Surety
from peyvand.people.jobs import merge_exact
from peyvand.people.models import Customer, DuplicatePair, Merge, MergeRun
from peyvand.people.policies import require_for
from peyvand.people.rules.likeness import Reason, sentence
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page
from peyvand.platform.api_kit.problems import Problem, invalid, not_found, pointer
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, PageOf, Words
from peyvand.platform.api_kit.versions import asked_version, versioned
from peyvand.platform.policies import require

router = Router(tags=["duplicates"])


class PairFilter(Paging):
    """Which pairs; the surest come first."""

    surety: Annotated[Words, Field(description="exact, likely or possible")] = ""
    state: Annotated[Words, Field(description="open or dismissed")] = "open"


class LikenessOut(Schema):
    """Why two customers look alike; a negative weight speaks against it."""

    code: str
    weight: int
    text: str


class PairOut(Schema):
    """Two customers who may be one. `score` runs from 0 to 100."""

    id: int
    low_id: int
    high_id: int
    score: int
    surety: str
    state: str
    reasons: list[LikenessOut]
    found_on: date


class MergeIn(Given):
    """Whom to merge into this customer. A choice is "keep", "lose" (or "both" for notes); without one, as proposed."""

    lose_id: Id
    choices: Annotated[dict[str, str], Field(max_length=30, description="by field: name, city, owner, notes, ...")] = {}


class MergeOut(Schema):
    """A merge: `lose_id` lives on in `keep_id` until it is undone."""

    id: int
    keep_id: int
    lose_id: int
    at: MomentOut
    undone_at: MomentOut | None


class UnmergeIn(Given):
    """`force` when fields of the keeper were changed since: they stay as they are."""

    force: bool = False


class RunOut(Schema):
    """The merging of all sure pairs: `merged` and `left` (for a person) of `total`."""

    id: int
    state: str
    total: int
    merged: int
    left: int


def shown(pair: DuplicatePair) -> dict[str, Any]:
    """Return a pair as the API answers it."""
    names = ("id", "low_id", "high_id", "score", "surety", "state", "found_on")
    reasons = [Reason(**reason) for reason in pair.reasons]
    told = [{"code": one.code, "weight": one.weight, "text": sentence(one)} for one in reasons]
    return {name: getattr(pair, name) for name in names} | {"reasons": told}


@router.get("/customers/duplicates", response=PageOf[PairOut], operation_id="list_duplicates")
def list_duplicates(request: ApiRequest, asked: Query[PairFilter]) -> dict[str, Any]:
    """List the pairs of customers who may be one and whom you may merge."""
    require(request.user, "customer", "merge")
    known = {"surety": ["", *Surety.values], "state": [PairState.OPEN.value, PairState.DISMISSED.value]}
    for name, values in known.items():
        if getattr(asked, name) not in values:
            expected = ", ".join(value for value in values if value)
            said = _("This should be one of: %(expected)s.") % {"expected": expected}
            raise invalid([{"parameter": name, "detail": said}])
    rows = DuplicatePair.objects.visible_to(request.user, "merge").filter(state=asked.state)
    rows = rows.filter(surety=asked.surety) if asked.surety else rows
    return shown_page(page_of(rows, asked, ["-score", "-id"]), shown)


def find_pair(request: ApiRequest, pair_id: int) -> DuplicatePair:
    """Return a pair the caller may decide, else the answer "nothing here"."""
    require(request.user, "customer", "merge")
    return one(DuplicatePair.objects.visible_to(request.user, "merge"), pair_id)


@router.post("/customers/duplicates/{int:pair_id}/dismiss", response=PairOut, operation_id="dismiss_duplicate")
def dismiss_pair(request: ApiRequest, pair_id: int) -> dict[str, Any]:
    """Say that two customers are not the same."""
    find_pair(request, pair_id)
    return shown(dismiss(actor=request.user, pair_id=pair_id))


@router.post("/customers/duplicates/{int:pair_id}/reopen", response=PairOut, operation_id="reopen_duplicate")
def reopen_pair(request: ApiRequest, pair_id: int) -> dict[str, Any]:
    """Take "not the same" back."""
    find_pair(request, pair_id)
    return shown(reopen(actor=request.user, pair_id=pair_id))


@router.post("/customers/duplicates/merge-exact", response={202: RunOut}, operation_id="merge_exact_duplicates")
def merge_all_exact(request: ApiRequest) -> Status[MergeRun]:
    """Begin merging all pairs that are surely the same and that you may merge."""
    run = begin_exact_run(actor=request.user)
    merge_exact.defer(run_id=run.pk)
    return Status(202, run)


@router.get("/customers/duplicates/runs/{int:run_id}", response=RunOut, operation_id="get_merge_run")
def get_run(request: ApiRequest, run_id: int) -> MergeRun:
    """Tell how far a run of yours is."""
    require(request.user, "customer", "merge")
    return one(MergeRun.objects.filter(actor=request.user), run_id)


@router.post("/customers/{int:customer_id}/merge", response={201: MergeOut}, operation_id="merge_customers")
@versioned
def merge_both(request: ApiRequest, customer_id: int, given: MergeIn) -> Status[Merge]:
    """Merge another customer into this one, which is kept. With If-Match it is refused when she changed meanwhile."""
    require(request.user, "customer", "merge")
    living = Customer.objects.visible_to(request.user)
    if not living.filter(pk=customer_id).exists():
        raise not_found()
    if not living.filter(pk=given.lose_id).exists():
        raise invalid([{"pointer": pointer("lose_id"), "detail": _("There is no such customer.")}])
    version = asked_version(request)
    versions = {} if version is None else {customer_id: version}
    done = merge(actor=request.user, union=Union(customer_id, given.lose_id, given.choices, versions))
    return Status(201, done)


@router.get("/merges", response=PageOf[MergeOut], operation_id="list_merges")
def list_merges(request: ApiRequest, asked: Query[Paging]) -> dict[str, Any]:
    """List the merges that stand, the newest first."""
    require(request.user, "customer", "merge")
    rows = Merge.objects.visible_to(request.user, "merge").standing()
    return shown_page(page_of(rows, asked, ["-at", "-id"]), lambda done: done)


@router.post("/merges/{int:merge_id}/undo", response=MergeOut, operation_id="undo_merge")
def undo(request: ApiRequest, merge_id: int, given: UnmergeIn) -> Merge:
    """Part two customers again: both are as before, but for what was changed or added since."""
    require(request.user, "customer", "merge")
    done = one(Merge.objects.visible_to(request.user, "merge").select_related("keep"), merge_id)
    require_for(request.user, done.keep, "change")
    since = [] if done.undone_at else changed_since(done)
    if since and not given.force:
        said = _("These fields were changed since and stay as they are: %(fields)s. Send force to go on.")
        raise Problem(409, "would-lose", said % {"fields": ", ".join(since)})
    return unmerge(actor=request.user, merge_id=merge_id)
