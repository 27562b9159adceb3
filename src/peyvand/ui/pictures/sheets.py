"""What every picture is made of: the facts that go in and the marks that come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
