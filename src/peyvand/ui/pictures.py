"""Pictures as geometry: pure functions from numbers to places on a sheet; templates put the ink on.

Every sheet is `width` x `height` units and is scaled by the page. In Persian the axis begins at the right, so the same
functions take `right_to_left` and mirror places, never letters: the page sets their direction, so the text anchor
"start" is where reading begins. Texts come ready from the caller in the reader's language; a number without a text of
its own is written with her digits. A `key` colours a mark by the page's CSS class `stage-<key>`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from peyvand.core.numbers import format_number

WIDTH = 480.0


@dataclass(frozen=True)
class Bar:
    """A labelled amount. `said` is the number as it is shown."""

    label: str
    value: float
    said: str
    key: str = ""
    url: str = ""


@dataclass(frozen=True)
class Point:
    """A value in time order, with the usual range around it."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    said: str = ""


@dataclass(frozen=True)
class Flow:
    """How many moved from one place to another."""

    source: str
    target: str
    count: int
    said: str = ""


@dataclass(frozen=True)
class Dot:
    """An exchange: `day` counts from any fixed day, `value` sets the size; a negative one is drawn hollow."""

    label: str
    day: float
    value: float


@dataclass(frozen=True)
class Rhythm:
    """Exchanges in time order, the usual gap in days (None: not enough data), and the day that is now."""

    days: Sequence[Dot]
    now: float
    gap: float | None
    tone: str = ""


@dataclass(frozen=True)
class Mark:
    """One thing drawn: a place, a size, and what is said beside it."""

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    key: str = ""
    label: str = ""
    said: str = ""
    url: str = ""
    path: str = ""
    anchor: str = "start"
    amount: int = 0
    text_x: float = 0.0
    text_y: float = 0.0
    said_x: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """A finished drawing."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    paths: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[Mark, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def view_box(self) -> str:
        """The SVG viewBox."""
        return f"0 0 {number(self.width)} {number(self.height)}"


def number(value: float) -> str:
    """Write a coordinate: at most one decimal, a point whatever the language."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def mirrored(x: float, span: float, width: float, right_to_left: bool) -> float:
    """Return the left edge of something `span` wide that begins `x` units from where reading begins."""
    return round(width - x - span if right_to_left else x, 2)


def bars(items: Sequence[Bar], *, right_to_left: bool, width: float = WIDTH, gutter: float = 140) -> Sheet:
    """Draw horizontal bars: label, bar from the reading side, number at its end. Negative values count as none."""
    row, thick = 32.0, 18.0
    room = width - gutter - 70
    most = max((item.value for item in items), default=0) or 1
    marks = []
    for index, item in enumerate(items):
        length = max(item.value, 0) / most * room
        marks.append(
            Mark(
                x=mirrored(gutter, length, width, right_to_left),
                y=index * row + (row - thick) / 2,
                width=round(length, 2),
                height=thick,
                key=item.key,
                label=item.label,
                said=item.said,
                url=item.url,
                anchor="start",
                text_x=mirrored(0, 0, width, right_to_left),
                text_y=index * row + 21,
                said_x=mirrored(gutter + length + 8, 0, width, right_to_left),
            )
        )
    return Sheet(width, len(items) * row, tuple(marks), rows=tuple((item.label, item.said) for item in items))


def funnel(items: Sequence[Bar], *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw a funnel as centred bars; `amount` of the texts between them is the share that went on, in per cent."""
    row, thick = 62.0, 34.0
    first = max((item.value for item in items), default=0) or 1
    marks, texts = [], []
    for index, item in enumerate(items):
        length = max(item.value, 0) / first * width
        marks.append(
            Mark(
                (width - length) / 2,
                index * row,
                round(length, 2),
                thick,
                item.key,
                item.label,
                item.said,
                item.url,
                text_x=width / 2,
                text_y=index * row + 22,
            )
        )
        if index and items[index - 1].value > 0:
            share = round(item.value / items[index - 1].value * 100)
            texts.append(Mark(width / 2, index * row - 9, amount=share))
    height = max(len(items) * row - (row - thick), 0)
    return Sheet(width, height, tuple(marks), texts=tuple(texts), rows=tuple((item.label, item.said) for item in items))


def _scaled(values: Sequence[float], top: float, bottom: float) -> list[float]:
    """Place values between `bottom` (the least, or zero) and `top` (the most)."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1
    return [round(bottom - (value - low) / span * (bottom - top), 2) for value in values]


def _joined(points: Sequence[tuple[float, float]], closed: bool = False) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "") if points else ""


def line(points: Sequence[Point], *, right_to_left: bool, width: float = WIDTH, height: float = 220) -> Sheet:
    """Draw a line with its usual band; the first point is where reading begins, months are written below."""
    if not points:
        return Sheet(width, height, ())
    step = (width - 60) / max(len(points) - 1, 1)
    xs = [mirrored(30 + index * step, 0, width, right_to_left) for index in range(len(points))]
    lows = [point.value if point.low is None else point.low for point in points]
    highs = [point.value if point.high is None else point.high for point in points]
    ys = _scaled([*(point.value for point in points), *lows, *highs], 18, height - 34)
    count = len(points)
    value_y, low_y, high_y = ys[:count], ys[count : 2 * count], ys[2 * count :]
    banded = any(point.low is not None for point in points)
    band = [*zip(xs, high_y, strict=True), *reversed(list(zip(xs, low_y, strict=True)))]
    marks = tuple(
        Mark(x, y, label=point.label, said=point.said or format_number(point.value), anchor="middle", text_y=y - 10)
        for x, y, point in zip(xs, value_y, points, strict=True)
    )
    every = -(-count // 7)
    texts = tuple(Mark(mark.x, height - 8, label=mark.label, anchor="middle") for mark in marks[::every])
    paths = {
        "line": _joined(list(zip(xs, value_y, strict=True))),
        "band": _joined(band, True) if banded else "",
        "axis_y": number(height - 34),
    }
    return Sheet(
        width,
        height,
        marks,
        paths,
        texts,
        tuple((point.label, mark.said) for point, mark in zip(points, marks, strict=True)),
    )


def _stacked(totals: Mapping[str, int], height: float, gap: float) -> dict[str, tuple[float, float]]:
    """Stack boxes of the given totals over `height`; return (top, unit height) by key."""
    room = height - gap * max(len(totals) - 1, 0)
    unit = room / (sum(totals.values()) or 1)
    places, top = {}, 0.0
    for key, total in totals.items():
        places[key] = (top, unit)
        top += total * unit + gap
    return places


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


def _columns(
    sides: Mapping[str, Mapping[str, int]],
    places: Mapping[str, Mapping[str, tuple[float, float]]],
    edges: Mapping[str, float],
    names: Mapping[str, str],
    right_to_left: bool,
) -> list[Mark]:
    """Draw the boxes of both columns with their names outside."""
    marks = []
    for side, totals in sides.items():
        outward = -1 if (side == "source") != right_to_left else 1
        for key, total in totals.items():
            top, unit = places[side][key]
            text_x = edges[side] + (14 if outward > 0 else -6)
            marks.append(
                Mark(
                    edges[side],
                    top,
                    8,
                    round(total * unit, 2),
                    key,
                    names[key],
                    amount=total,
                    text_x=text_x,
                    text_y=top + total * unit / 2 + 5,
                    anchor="end" if side == "source" else "start",
                )
            )
    return marks


def flow(flows: Sequence[Flow], names: Mapping[str, str], *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw who went where: sources at the reading side, targets at the other, ribbons as thick as their count.

    `names` gives labels by key in the order of drawing; flows with unknown keys or without anybody are left out.
    """
    flows = [one for one in flows if one.count > 0 and one.source in names and one.target in names]
    sides = {"source": _totals(flows, names, "source"), "target": _totals(flows, names, "target")}
    height = max(160.0, max(len(side) for side in sides.values()) * 52.0) if flows else 0.0
    places = {side: _stacked(totals, height, 22) for side, totals in sides.items()}
    gutter = 150.0
    edges = {
        "source": mirrored(gutter, 8, width, right_to_left),
        "target": mirrored(width - gutter - 8, 8, width, right_to_left),
    }
    used = {side: {key: place[0] for key, place in found.items()} for side, found in places.items()}
    order = list(names)
    ribbons = []
    for one in sorted(flows, key=lambda each: (order.index(each.source), order.index(each.target))):
        tops = (used["source"][one.source], used["target"][one.target])
        thick = (one.count * places["source"][one.source][1], one.count * places["target"][one.target][1])
        used["source"][one.source] += thick[0]
        used["target"][one.target] += thick[1]
        x1, x2 = edges["source"] + (0 if right_to_left else 8), edges["target"] + (8 if right_to_left else 0)
        said = one.said or format_number(one.count)
        ribbons.append(
            Mark(
                0,
                0,
                key=one.source,
                label=f"{names[one.source]} ← {names[one.target]}"
                if right_to_left
                else f"{names[one.source]} → {names[one.target]}",
                said=said,
                path=_ribbon(x1, x2, tops, thick),
            )
        )
    rows = tuple((names[one.source], names[one.target], one.said or format_number(one.count)) for one in flows)
    return Sheet(
        width,
        height,
        tuple(_columns(sides, places, edges, names, right_to_left)),
        texts=tuple(ribbons),
        rows=rows,
    )


def rhythm(told: Rhythm, *, right_to_left: bool, width: float = WIDTH) -> Sheet:
    """Draw a life of exchanges: dots sized by value on a thread, the usual gap as a band, then the silence.

    `paths` gives the places of the thread, the band, the silence and their words as coordinates in text.
    """
    height, y = 96.0, 44.0
    if not told.days:
        return Sheet(width, height, ())
    first, last = told.days[0].day, told.days[-1].day
    until = max(told.now, last + (told.gap or 0)) - first or 1
    scale = (width - 48) / until

    def place(day: float) -> float:
        return mirrored(24 + (day - first) * scale, 0, width, right_to_left)

    largest = max(abs(dot.value) for dot in told.days) or 1
    marks = tuple(
        Mark(
            place(dot.day),
            y,
            width=round(4 + 9 * sqrt(abs(dot.value) / largest), 2),
            key="negative" if dot.value < 0 else "",
            label=dot.label,
        )
        for dot in told.days
    )
    band = (told.gap or 0) * scale
    paths = {
        "now_x": number(place(told.now)),
        "last_x": number(place(last)),
        "band_x": number(mirrored(24 + (last - first) * scale, band, width, right_to_left)),
        "band_width": number(band),
        "usual_x": number(mirrored(24 + (last - first) * scale + band / 2, 0, width, right_to_left)),
        "first_x": number(place(first)),
        "silence_x": number((place(told.now) + place(last)) / 2),
        "tone": told.tone,
    }
    return Sheet(width, height, marks, paths, rows=tuple((dot.label, format_number(dot.value)) for dot in told.days))
