"""How close we are to a customer: of what the index is made, and what each part of it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WEIGHTS = {"contact": 40, "channels": 30, "knowledge": 30}  # points; together a hundred
MEASURES = {  # what `sql/closeness.sql` reads beside the weights
    "rhythmic": 3,  # purchases from which a customer has a rhythm of her own
    "usual_gap": 30,  # days between two contacts of somebody without a rhythm
    "shortest_gap": 7,  # days: nobody needs to hear from us more often than that, unless her group says so
    "far": 4,  # gaps after which nothing is left of a contact, as for the silence of a relationship
}


@dataclass(frozen=True)
class Part:
    """One part of the index: `points` of at most `most`, and the sentence that says why."""

    key: str
    points: int
    most: int
    text: str


@dataclass(frozen=True)
class Told:
    """What somebody may know of how close we are: `index` is 0-100, None where she may not see all of its parts."""

    index: int | None
    parts: Sequence[Part]
