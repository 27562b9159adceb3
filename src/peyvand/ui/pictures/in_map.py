"""Who belongs together: one in the middle, those on this side and those on the other, and the bonds between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peyvand.ui.pictures.sheets import Mark, Sheet, number

TALL, GAP = 44.0, 18.0
THIN, THICK = 1.5, 7.0


@dataclass(frozen=True)
class Plan:
    """How wide a map and its boxes are, and whether the middle stands above the two sides instead of between them."""

    width: float
    wide: float
    above: bool = False

    @property
    def centre(self) -> float:
        """Return where the box in the middle begins."""
        return (self.width - self.wide) / 2


DESK, PHONE = Plan(760.0, 190.0), Plan(360.0, 164.0, above=True)


@dataclass(frozen=True)
class Neighbour:
    """Somebody beside the middle: what the bond is called, and how strong it is from 0 to 1 (over: drawn broken)."""

    label: str
    bond: str
    url: str = ""
    strength: float = 0.0
    over: bool = False


def _bond(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the path of a bond between two points."""
    middle = (start[0] + end[0]) / 2
    n = number
    return f"M{n(start[0])} {n(start[1])}C{n(middle)} {n(start[1])} {n(middle)} {n(end[1])} {n(end[0])} {n(end[1])}"


@dataclass(frozen=True)
class _Side:
    """Where the boxes of a side stand, and between which points its bonds run."""

    edge: float
    wide: float
    near: float
    middle: tuple[float, float]


def _drawn(neighbours: Sequence[Neighbour], side: _Side, top: float) -> tuple[list[Mark], list[Mark]]:
    """Return the boxes of a side, from `top` down, and their bonds."""
    boxes, bonds = [], []
    for place, one in enumerate(neighbours):
        here = top + place * (TALL + GAP)
        box = Mark(side.edge, here, side.wide, TALL, "over" if one.over else "", one.label, one.bond, one.url)
        text_x, half = side.edge + side.wide / 2, here + TALL / 2
        boxes.append(replace(box, text_x=text_x, text_y=half - 3, said_x=half + 14))
        width = THIN + (THICK - THIN) * max(0.0, min(1.0, one.strength))
        path = _bond((side.near, half), side.middle)
        bonds.append(Mark(0, 0, width, key="over" if one.over else "", label=one.label, said=one.bond, path=path))
    return boxes, bonds


def _tall(count: int) -> float:
    return count * TALL + max(count - 1, 0) * GAP


def _side(plan: Plan, from_right: bool, meet: float) -> _Side:
    """Return the side at the right or left edge; its bonds meet the middle at the height `meet`."""
    edge, near = (plan.width - plan.wide, plan.width - plan.wide) if from_right else (0.0, plan.wide)
    touched = plan.width / 2 if plan.above else plan.centre + (plan.wide if from_right else 0)
    return _Side(edge, plan.wide, near, (touched, meet))


def bonds(
    middle: str, ours: Sequence[Neighbour], theirs: Sequence[Neighbour], *, right_to_left: bool, plan: Plan = DESK
) -> Sheet:
    """Draw who knows whom: ours at the reading side, theirs at the other, bonds as thick as they are strong."""
    rows = max(len(ours), len(theirs), 1)
    head = TALL + 2 * GAP if plan.above else GAP
    height = head + _tall(rows) + GAP
    top = 1.0 if plan.above else (height - TALL) / 2  # a whole line of its frame
    meet = top + TALL if plan.above else height / 2
    marks, paths = [], []
    for neighbours, from_right in ((ours, right_to_left), (theirs, not right_to_left)):
        start = head + (0 if plan.above else (_tall(rows) - _tall(len(neighbours))) / 2)
        boxes, lines = _drawn(neighbours, _side(plan, from_right, meet), start)
        marks += boxes
        paths += lines
    half = top + TALL / 2 + 5
    here = Mark(plan.centre, top, plan.wide, TALL, "middle", middle, text_x=plan.width / 2, text_y=half)
    told = tuple((one.label, one.bond) for one in (*ours, *theirs))
    return Sheet(plan.width, height, (here, *marks), texts=tuple(paths), rows=told)
