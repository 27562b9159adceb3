"""Who belongs together: one in the middle, those on this side and those on the other, and the bonds between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peyvand.ui.pictures.sheets import Mark, Sheet, mirrored, number

WIDE, TALL, GAP = 190.0, 44.0, 18.0
WIDTH = 760.0
THIN, THICK = 1.5, 7.0


@dataclass(frozen=True)
class Neighbour:
    """Somebody beside the middle: what the bond is called, and how strong it is from 0 to 1 (over: drawn broken)."""

    label: str
    bond: str
    url: str = ""
    strength: float = 0.0
    over: bool = False


def _column(count: int, height: float) -> list[float]:
    """Return the tops of so many boxes, spread around the middle of the height."""
    tall = count * TALL + max(count - 1, 0) * GAP
    return [(height - tall) / 2 + place * (TALL + GAP) for place in range(count)]


def _bond(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the path of a bond between two points."""
    middle = (start[0] + end[0]) / 2
    n = number
    return f"M{n(start[0])} {n(start[1])}C{n(middle)} {n(start[1])} {n(middle)} {n(end[1])} {n(end[0])} {n(end[1])}"


@dataclass(frozen=True)
class _Side:
    """Where the boxes of a side stand, and between which edges its bonds run."""

    edge: float
    near: float
    middle: float


def _drawn(neighbours: Sequence[Neighbour], side: _Side, height: float) -> tuple[list[Mark], list[Mark]]:
    boxes, bonds = [], []
    for one, top in zip(neighbours, _column(len(neighbours), height), strict=True):
        box = Mark(side.edge, top, WIDE, TALL, "over" if one.over else "", one.label, one.bond, one.url)
        boxes.append(replace(box, text_x=side.edge + WIDE / 2, text_y=top + TALL / 2 - 3, said_x=top + TALL / 2 + 14))
        path = _bond((side.near, top + TALL / 2), (side.middle, height / 2))
        width = THIN + (THICK - THIN) * max(0.0, min(1.0, one.strength))
        bonds.append(Mark(0, 0, width, key="over" if one.over else "", label=one.label, said=one.bond, path=path))
    return boxes, bonds


def bonds(
    middle: str, ours: Sequence[Neighbour], theirs: Sequence[Neighbour], *, right_to_left: bool, width: float = WIDTH
) -> Sheet:
    """Draw who knows whom: ours at the reading side, theirs at the other, bonds as thick as they are strong."""
    rows = max(len(ours), len(theirs), 1)
    height = rows * TALL + (rows - 1) * GAP + 2 * GAP
    centre = (width - WIDE) / 2
    near, far = mirrored(0, WIDE, width, right_to_left), mirrored(width - WIDE, WIDE, width, right_to_left)
    first = _Side(near, near + (0 if right_to_left else WIDE), centre + (WIDE if right_to_left else 0))
    second = _Side(far, far + (WIDE if right_to_left else 0), centre + (0 if right_to_left else WIDE))
    our_boxes, our_bonds = _drawn(ours, first, height)
    their_boxes, their_bonds = _drawn(theirs, second, height)
    here = Mark(centre, (height - TALL) / 2, WIDE, TALL, "middle", middle, text_x=width / 2, text_y=height / 2 + 5)
    told = tuple((one.label, one.bond) for one in (*ours, *theirs))
    return Sheet(width, height, (here, *our_boxes, *their_boxes), texts=(*our_bonds, *their_bonds), rows=told)
