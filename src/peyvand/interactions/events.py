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


@dataclass(frozen=True, kw_only=True)
class ConsentNoted(Event):
    """A customer said yes or no to being contacted."""

    customer_id: int


@dataclass(frozen=True, kw_only=True)
class PromiseMade(Event):
    """Somebody of us promised something to a customer, or changed or took back what was promised."""

    promise_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class PromiseSettled(Event):
    """It is said what became of a promise: `state` is kept, exceeded, broken or released; open again after an undo."""

    promise_id: int
    customer_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Event):
    """A promise was broken; whoever looks after relationships wants to know."""

    promise_id: int
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class PromiseMended(Event):
    """A promise was called broken by mistake, or is not there any more."""

    promise_id: int
    customer_id: int
