"""Relationships when two customers become one, and when they are parted again.

Facts and the stages between two exchanges are worked out anew. What people decided is carried over; and because the
engine never rewrites what came of people's decisions, the history from before the merge is kept to be put back.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Model, QuerySet

from peyvand.people.actions.merging import part_of, remember_part
from peyvand.people.rules.uniting import parted
from peyvand.platform.audit import plain
from peyvand.relationship.actions.review import mark_dirty
from peyvand.relationship.models import Relationship, StageMove

CONTEXT: Final = "relationship"
# Decisions that belong together; the first field tells whether there is one.
DECISIONS: Final = (
    ("override_stage", "override_reason", "override_by_id", "override_until"),
    ("left_on", "left_reason", "left_note", "calm_until", "win_back_on", "win_back_plan"),
)


def take_over(*, merge_id: int, keep_id: int, lose_id: int) -> None:
    """Give the kept customer the decisions that only the other's relationship had, and let the engine look again."""
    standing = Relationship.objects.select_for_update(of=("self",)).in_bulk([keep_id, lose_id])
    if keep := standing.get(keep_id):
        lose = standing.get(lose_id, keep)
        lacking = [group for group in DECISIONS if not getattr(keep, group[0]) and getattr(lose, group[0])]
        taken = {name: plain(getattr(lose, name)) for group in lacking for name in group}
        decided = [name for group in DECISIONS for name in group]
        after = {name: plain(getattr(keep, name)) for name in decided} | taken
        relationships, moves = Relationship.objects.filter(pk=keep_id), StageMove.objects.filter(customer=keep_id)
        part = {"relationship": _rows(relationships)[0], "moves": _rows(moves), "after": after}
        remember_part(merge_id, CONTEXT, part)
        relationships.update(**taken)
    mark_dirty([keep_id])


def give_back(*, merge_id: int, keep_id: int, lose_id: int) -> None:
    """Let the kept customer's relationship be as it was, and the engine look at both.

    When somebody decided anew since the merge, that holds and its history stays; only what was carried over goes.
    """
    part = part_of(merge_id, CONTEXT)
    keep = Relationship.objects.select_for_update(of=("self",)).filter(pk=keep_id).first()
    if part and keep:
        now = {name: plain(getattr(keep, name)) for name in part["after"]}
        back, decided_since = parted(part["relationship"], part["after"], now)
        if not decided_since:
            back = part["relationship"]
            StageMove.objects.filter(customer=keep_id).delete()
            StageMove.objects.bulk_create(StageMove(**move) for move in part["moves"])
        Relationship.objects.filter(pk=keep_id).update(**back)
    mark_dirty([keep_id, lose_id])


def _rows(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    model: type[Model] = rows.model
    names = [field.attname for field in model._meta.concrete_fields]
    return [{name: plain(value) for name, value in row.items()} for row in rows.values(*names)]
