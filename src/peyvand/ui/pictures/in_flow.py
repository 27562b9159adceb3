"""Who went where: two columns and the ribbons between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peyvand.core.numbers import format_number
from peyvand.ui.pictures.sheets import WIDTH, Flow, Mark, Sheet, mirrored, number

BOX = 8.0
GAP = 22.0


def _stacked(totals: Mapping[str, int], height: float) -> tuple[dict[str, float], float]:
    """Stack boxes of the given totals over `height`; return their tops by key and the height of one."""
    unit = (height - GAP * max(len(totals) - 1, 0)) / (sum(totals.values()) or 1)
    tops, top = {}, 0.0
    for key, total in totals.items():
        tops[key] = top
        top += total * unit + GAP
    return tops, unit


def _totals(flows: Sequence[Flow], names: Mapping[str, str], side: str) -> dict[str, int]:
    """Sum the flows by their source or target, in the order of `names`."""
    found = {key: sum(flow.count for flow in flows if getattr(flow, side) == key) for key in names}
    return {key: total for key, total in found.items() if total}


def _ribbon(x1: float, x2: float, tops: tuple[float, float], thick: tuple[float, float]) -> str:
    """Return the path of a ribbon between two columns."""
    middle = (x1 + x2) / 2
    (y1, y2), (t1, t2) = tops, thick
    n = number
    return (
        f"M{n(x1)} {n(y1)}C{n(middle)} {n(y1)} {n(middle)} {n(y2)} {n(x2)} {n(y2)}"
        f"V{n(y2 + t2)}C{n(middle)} {n(y2 + t2)} {n(middle)} {n(y1 + t1)} {n(x1)} {n(y1 + t1)}Z"
    )


@dataclass(frozen=True)
class _Column:
    """One side: how many by key, where each box begins, the height of one person, where the column stands."""

    totals: dict[str, int]
    tops: dict[str, float]
    unit: float
    edge: float


def _column(flows: Sequence[Flow], names: Mapping[str, str], side: str, height: float, edge: float) -> _Column:
    totals = _totals(flows, names, side)
    tops, unit = _stacked(totals, height)
    return _Column(totals, tops, unit, edge)


def _boxes(column: _Column, names: Mapping[str, str], inward: float, anchor: str) -> list[Mark]:
    """Draw a column's boxes; the names stand inside, on the ribbons, so that they need no room of their own."""
    text_x = column.edge + (BOX + 8 if inward > 0 else -8)
    return [
        Mark(
            column.edge,
            column.tops[key],
            BOX,
            round(total * column.unit, 2),
            key,
            names[key],
            amount=total,
            text_x=text_x,
            text_y=column.tops[key] + total * column.unit / 2 + 5,
            anchor=anchor,
        )
        for key, total in column.totals.items()
    ]


def _ribbons(flows: Sequence[Flow], names: Mapping[str, str], source: _Column, target: _Column) -> list[Mark]:
    """Draw a ribbon for each flow, packed in the order of the names on both sides."""
    order = list(names)
    used_source, used_target = dict(source.tops), dict(target.tops)
    forward = target.edge > source.edge
    x1, x2 = (source.edge + BOX, target.edge) if forward else (source.edge, target.edge + BOX)
    ribbons = []
    for one in sorted(flows, key=lambda each: (order.index(each.source), order.index(each.target))):
        tops = (used_source[one.source], used_target[one.target])
        thick = (one.count * source.unit, one.count * target.unit)
        used_source[one.source] += thick[0]
        used_target[one.target] += thick[1]
        label = f"{names[one.source]} {'→' if forward else '←'} {names[one.target]}"
        said = one.said or format_number(one.count)
        ribbons.append(Mark(0, 0, key=one.source, label=label, said=said, path=_ribbon(x1, x2, tops, thick)))
    return ribbons


def flow(flows: Sequence[Flow], names: Mapping[str, str], *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw who went where: sources at the reading side, targets at the other, ribbons as thick as their count.

    `names` gives labels by key in the order of drawing; flows with unknown keys or without anybody are left out.
    """
    flows = [one for one in flows if one.count > 0 and one.source in names and one.target in names]
    if not flows:
        return Sheet(width, 0.0, ())
    height = max(160.0, max(len(_totals(flows, names, side)) for side in ("source", "target")) * 52.0)
    source = _column(flows, names, "source", height, mirrored(0, BOX, width, right_to_left))
    target = _column(flows, names, "target", height, mirrored(width - BOX, BOX, width, right_to_left))
    inward = -1 if right_to_left else 1
    marks = (*_boxes(source, names, inward, "start"), *_boxes(target, names, -inward, "end"))
    rows = tuple((names[one.source], names[one.target], one.said or format_number(one.count)) for one in flows)
    return Sheet(width, height, marks, texts=tuple(_ribbons(flows, names, source, target)), rows=rows)
