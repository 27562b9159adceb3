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
