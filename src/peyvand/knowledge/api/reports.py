"""What many customers need or miss, what comes first for them, and how well they are known, over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from ninja import Query, Router, Schema

from peyvand.knowledge.backlog import About, gathered, ordered
from peyvand.knowledge.choices import FactKind
from peyvand.knowledge.familiarity import Share, altogether, by_group, by_noter, by_owner
from peyvand.people.policies import require_groups
from peyvand.platform import organisation
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Id, Period
from peyvand.platform.policies import require

router = Router(tags=["reports"])
ReportKind = Literal["unmet", "need", "expectation", "why_other", "decision"]
WAYS = {"group": by_group, "owner": by_owner, "noter": by_noter}


class BacklogAsked(Given):
    """Facts of a kind, of a group's customers, learned in a period; by how many customers, what they buy, or the place
    that they give it (needs and what decides)."""

    kind: ReportKind = "unmet"
    group_id: Id | None = None
    period: Period | None = None
    by: Literal["customers", "value", "place"] = "customers"


class GatheredOut(Schema):
    """The same thing said of `customers` (`asked`: by so many in person), for `why_other` a competitor and `why`.

    `value` is what they bought in a year, null for who may not know; `place` the mean place (1 first), put `first` by.
    """

    text: str
    customers: int
    asked: int
    newest: date
    value: int | None
    why: list[str]
    place: float | None
    first: int


class BacklogOut(Schema):
    """What was gathered, at most a hundred lines, and the currency of the values."""

    currency: str
    items: list[GatheredOut]


class KnownOut(Schema):
    """Customers of a group or an owner (`key`, null: nobody), and how many are known as they should be; of the facts,
    how many were asked directly. By who noted it only the facts are counted."""

    key: int | None
    name: str
    customers: int
    complete: int
    facts: int
    asked: int


class FamiliaritiesOut(Schema):
    """All customers you may see, and the same group by group, owner by owner or noter by noter."""

    whole: KnownOut
    items: list[KnownOut]


class FamiliaritiesAsked(Given):
    """By what customers are gathered."""

    by: Literal["group", "owner", "noter"] = "owner"


@router.get("/reports/backlog", response=BacklogOut, operation_id="report_backlog")
def backlog(request: ApiRequest, asked: Query[BacklogAsked]) -> dict[str, Any]:
    """Gather what many customers need, expect, miss, find elsewhere or decide by: the same words, however spelled."""
    require(request.user, "fact", "view")
    if asked.group_id:
        require_groups(request.user)
    rows = gathered(request.user, About(FactKind(asked.kind), asked.group_id, asked.period))
    rows = rows if asked.by == "customers" else ordered(rows, asked.by)
    return {"currency": organisation.get("currency"), "items": [asdict(row) for row in rows]}


@router.get("/reports/familiarity", response=FamiliaritiesOut, operation_id="report_familiarity")
def familiarity(request: ApiRequest, asked: Query[FamiliaritiesAsked]) -> dict[str, Any]:
    """Tell how many customers are known as they should be, and how much of it is first-hand."""
    require(request.user, "fact", "view")
    if asked.by == "group":
        require_groups(request.user)
    return {"whole": _shown(altogether(request.user)), "items": [_shown(row) for row in WAYS[asked.by](request.user)]}


def _shown(share: Share) -> dict[str, Any]:
    return {name: getattr(share, name) for name in KnownOut.model_fields}
