"""Moves between stages as lines of the customer's timeline."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet

from peyvand.core.manifest import TimelineEntry
from peyvand.platform import organisation
from peyvand.platform.questions import Question
from peyvand.relationship.choices import STAGE_ICONS, Stage
from peyvand.relationship.field_classes import readable
from peyvand.relationship.models import StageMove
from peyvand.relationship.rules.evidence import sentences


def read_moves(user: Any, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return the moves of a customer before a moment, newest first; a move stands at the beginning of its day."""
    zone = organisation.zone()
    until = None if before is None else before.astimezone(zone).date()
    moves = MOVED.ask(user, {"customer": customer_id, "until": until}, most=limit + 1)
    entries = [_entry(user, move, datetime.combine(move.from_on, time.min, zone)) for move in moves]
    return [entry for entry in entries if before is None or entry.at < before][:limit]


def _moved(reader: Any, customer: Any, until: Any, most: int) -> QuerySet[Any]:
    moves = StageMove.objects.visible_to(reader).filter(customer=customer).exclude(previous="")
    return (moves if until is None else moves.filter(from_on__lte=until)).order_by("-from_on")[:most]


MOVED = Question(_moved, ("pk", "stage", "from_on", "evidence"))


def _entry(user: Any, move: Any, at: datetime) -> TimelineEntry:
    stage = Stage(move.stage)
    why = " ".join(sentence.text for sentence in sentences(readable(user, move.evidence), move.from_on))
    return TimelineEntry("stage", move.pk, at, str(stage.label), STAGE_ICONS[stage], body=why)
