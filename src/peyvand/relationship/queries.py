"""Reading relationships: one described in full, all of them counted by stage, and who moved where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.field_classes import reads_field
from peyvand.relationship.choices import STAGE_ICONS, Stage
from peyvand.relationship.field_classes import readable
from peyvand.relationship.models import Relationship, StageMove
from peyvand.relationship.rules.evidence import sentences
from peyvand.relationship.tally import moves, totals, totals_on

if TYPE_CHECKING:
    from peyvand.platform.models import User


@dataclass(frozen=True)
class Step:
    """One of the eight steps of a stage meter; `state` is "now" or "later"."""

    key: str
    label: str
    icon: str
    state: str


def meter(stage: str) -> list[Step]:
    """Return the eight stages in their order, the current one marked."""
    return [Step(each.value, str(each.label), STAGE_ICONS[each], "now" if each == stage else "later") for each in Stage]


def spoken(user: User, evidence: Sequence[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Return evidence for the API as `user` may see it: each piece with its sentence beside its numbers."""
    told = readable(user, evidence)
    texts = {sentence.code: sentence.text for sentence in sentences(told, day)}
    return [piece | {"text": texts.get(piece["code"], "")} for piece in told]


def history(user: User, customer_id: int) -> list[StageMove]:
    """Return the stretches of one customer's history, newest first."""
    return list(StageMove.objects.visible_to(user).filter(customer=customer_id).order_by("-from_on", "-id"))


def describe(user: User, customer: Customer) -> dict[str, Any]:
    """Return the API's shape of a relationship: stage, since, evidence with sentences, and history.

    Raises Relationship.DoesNotExist where nothing was decided yet or `user` may not look.
    """
    day = organisation.today()
    found: Relationship = Relationship.objects.visible_to(user).get(pk=customer.pk)
    return {
        "customer_id": customer.pk,
        "stage": found.stage,
        "since": found.since,
        "evidence": spoken(user, found.evidence, day),
        "decided_on": found.decided_on,
        "engine_stage": found.engine_stage,
        "engine_evidence": spoken(user, found.engine_evidence or [], day),
        "at_stake": {"amount": found.value, "currency": found.currency},
        "override": {
            "stage": found.override_stage,
            "reason": found.override_reason if reads_field(user, "customer", "override_reason") else "",
            "until": found.override_until,
            "by": found.override_by_id,
        }
        if found.is_overridden
        else None,
        "history": [
            {
                "stage": m.stage,
                "from": m.from_on,
                "to": m.to_on,
                "cause": m.cause,
                "evidence": spoken(user, m.evidence, m.from_on),
            }
            for m in history(user, customer.pk)
        ],
    }


@dataclass
class Column:
    """One stage of the board: how many, and what they exchange in a year by currency, largest first."""

    stage: Stage
    icon: str
    count: int
    values: list[tuple[str, int]]


def board(user: User) -> list[Column]:
    """Count the relationships that `user` may see by stage, as decided now."""
    return _columns([(total.stage, total.currency, total.count, total.value) for total in totals(user)])


def board_on(user: User, day: date, *, valued: bool = False) -> list[Column]:
    """Count by stage as history has it on `day`: those who ever arrived in it, less those who moved on.

    `valued` adds what they exchanged in a year by then, from all orders: raises TookTooLong where they are too many.
    """
    moved = moves(user, stop=day + timedelta(days=1))
    came = [(move.stage, "", move.count, 0) for move in moved]
    went = [(move.previous, "", -move.count, 0) for move in moved if move.previous]
    worth = [(total.stage, total.currency, 0, total.value) for total in totals_on(user, day)] if valued else []
    return _columns(came + went + worth)


def _columns(rows: Sequence[tuple[str, str, int, int]]) -> list[Column]:
    columns = {stage: Column(stage, STAGE_ICONS[stage], 0, []) for stage in Stage}
    for key, currency, count, value in rows:
        column = columns[Stage(key)]
        column.count += count
        if value:
            column.values.append((currency, value))
    for column in columns.values():
        column.values.sort(key=lambda pair: -pair[1])
    return list(columns.values())


def flows(user: User, start: date, stop: date) -> list[tuple[str, str, int]]:
    """Return (from, to, how many) for the moves from `start` until before `stop`, most first."""
    counted: Counter[tuple[str, str]] = Counter()
    for move in moves(user, start=start, stop=stop):
        if move.previous not in ("", move.stage):
            counted[move.previous, move.stage] += move.count
    found = [(source, target, count) for (source, target), count in counted.items()]
    return sorted(found, key=lambda flow: (-flow[2], flow[0], flow[1]))
