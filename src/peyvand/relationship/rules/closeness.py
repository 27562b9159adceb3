"""How close we are to a customer: pure rules over three parts, each a share between 0 and 1 with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WEIGHTS = {"contact": 40, "channels": 30, "knowledge": 30}  # points; together a hundred
USUAL_GAP = 30  # days between two contacts of somebody without a rhythm
SHORTEST_GAP = 7  # days: nobody needs to hear from us more often than that
FAR = 4  # gaps after which nothing is left of a contact, as for the silence of a relationship


@dataclass(frozen=True)
class Part:
    """One part of the index: `points` of at most `most`, and the sentence that says why."""

    key: str
    points: int
    most: int
    text: str


@dataclass(frozen=True)
class Closeness:
    """The parts that the reader may see; `index` is 0-100, None where she may see none."""

    parts: Sequence[Part]

    @property
    def index(self) -> int | None:
        """Return the points of a hundred; a part that the reader may not see counts neither way."""
        most = sum(part.most for part in self.parts)
        return round(100 * sum(part.points for part in self.parts) / most) if most else None


def part(key: str, share: float, text: str) -> Part:
    """Return a part of the index from its share between 0 and 1."""
    return Part(key, round(WEIGHTS[key] * share), WEIGHTS[key], text)


def expected_gap(median: float | None) -> float:
    """Return within how many days we should be in touch: her own usual gap, or that of everybody."""
    return max(USUAL_GAP if median is None else median, SHORTEST_GAP)


def recency(silence: int | None, gap: float) -> float:
    """Return what a contact `silence` days ago is worth: all of it within `gap` days, nothing after four gaps."""
    if silence is None:
        return 0.0
    return min(1.0, max(0.0, (FAR - silence / gap) / (FAR - 1)))
