"""What can happen to a relationship."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class StageOverridden(Event):
    """A colleague decided on a stage, or let the engine decide again (`stage` empty)."""

    customer_id: int
    stage: str


@dataclass(frozen=True, kw_only=True)
class ProblemOpened(Event):
    """A problem was opened."""

    problem_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemClosed(Event):
    """A problem was closed; `confirmed` says whether the customer agreed."""

    problem_id: int
    customer_id: int
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class CustomerLeft(Event):
    """A farewell was recorded, or taken back."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class WinBackStarted(Event):
    """A way back was opened to a customer who had left."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class ThresholdsChanged(Event):
    """The thresholds of a group (None: of everyone) were changed."""

    group_id: int | None


@dataclass(frozen=True, kw_only=True)
class DecisionMade(Event):
    """A decision about a customer was made, answered or looked at again."""

    decision_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class BoundaryNoted(Event):
    """A boundary case was noted, or a second colleague answered it."""

    case_id: int
    customer_id: int
