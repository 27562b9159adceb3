"""What can happen to knowledge."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class KnowledgeChanged(Event):
    """What we know of a customer is different: a fact was noted, superseded, settled, taken away or brought back."""

    customer_id: int
    fact_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MinimumProfileChanged(Event):
    """Something else must be known of the customers of a group (None: of everybody) than before."""

    group_id: int | None


@dataclass(frozen=True, kw_only=True)
class EveryoneMeasured(Event):
    """How well customers are known was worked out again for all of them."""


@dataclass(frozen=True, kw_only=True)
class QuestionsChanged(Event):
    """A set of questions is new, worded otherwise, for others, put away or back in use."""

    set_id: int
