"""What is remembered of relationships."""

from peyvand.relationship.models.figures import Closeness, Facts
from peyvand.relationship.models.relationship import (
    BoundaryCase,
    Decision,
    Dirty,
    GroupRhythm,
    MoveTally,
    Problem,
    Relationship,
    Reviewed,
    StageMove,
    Tally,
    Thresholds,
)

__all__ = [
    "BoundaryCase",
    "Closeness",
    "Decision",
    "Dirty",
    "Facts",
    "GroupRhythm",
    "MoveTally",
    "Problem",
    "Relationship",
    "Reviewed",
    "StageMove",
    "Tally",
    "Thresholds",
]
