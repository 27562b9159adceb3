"""Moves between stages as lines of the customer's timeline."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from peyvand.core.manifest import TimelineEntry
from peyvand.platform import organisation
from peyvand.relationship.choices import STAGE_ICONS, Stage
from peyvand.relationship.models import StageMove
from peyvand.relationship.rules.evidence import sentences


def read_moves(user: Any, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return the moves of a customer before a moment, newest first; a move stands at the beginning of its day."""
    zone = organisation.zone()
    moves = StageMove.objects.visible_to(user).filter(customer=customer_id).exclude(previous="")
    if before is not None:
        moves = moves.filter(from_on__lte=before.astimezone(zone).date())
    entries = [
        _entry(move, datetime.combine(move.from_on, time.min, zone)) for move in moves.order_by("-from_on")[: limit + 1]
    ]
    return [entry for entry in entries if before is None or entry.at < before][:limit]


def _entry(move: StageMove, at: datetime) -> TimelineEntry:
    stage = Stage(move.stage)
    why = " ".join(sentence.text for sentence in sentences(move.evidence, move.from_on))
    return TimelineEntry("stage", move.pk, at, str(stage.label), STAGE_ICONS[stage], body=why)
