"""Pictures along time: a line with its band, and the rhythm of exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from peyvand.core.numbers import format_number
from peyvand.ui.pictures.sheets import WIDTH, Mark, Point, Rhythm, Sheet, mirrored, number


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


WORD = 78.0  # half of the longest word written above or below the thread


def inside(x: float, width: float) -> float:
    """Return where a word centred at `x` may stand without leaving the picture."""
    return min(max(x, WORD), width - WORD)


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
        "usual_x": number(inside(mirrored(24 + (last - first) * scale + band / 2, 0, width, right_to_left), width)),
        "first_x": number(place(first)),
        "silence_x": number(inside((place(told.now) + place(last)) / 2, width)),
        "tone": told.tone,
    }
    return Sheet(width, height, marks, paths, rows=tuple((dot.label, format_number(dot.value)) for dot in told.days))
