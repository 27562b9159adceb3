"""What can happen between people."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InteractionLogged(Event):
    """A note, call, meeting, visit, mail or message was recorded, changed or removed."""

    interaction_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class InteractionsImported(Event):
    """An import of interactions was finished or undone."""

    import_id: int
