"""Events: what has happened, as typed facts, told to whoever listens.

`publish` is called inside the transaction of an action. Receivers marked `now=True` run at once, in that transaction;
all others become jobs in the PostgreSQL queue, written in the same transaction, so that a fact that was committed is
delivered at least once and a fact that was rolled back never. Receivers are therefore idempotent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Protocol, TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense: ids and plain JSON values only. Subclasses are found by `name`."""

    registry: ClassVar[dict[str, type[Event]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Event.registry[cls.name()] = cls

    @classmethod
    def name(cls) -> str:
        """Return `context.ClassName`, the event's name in tables and jobs."""
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"

    def payload(self) -> dict[str, Any]:
        """Return the fields as a JSON-ready dict."""
        return asdict(self)


E = TypeVar("E", bound=Event)
Receiver = Callable[[Any], None]


@dataclass(frozen=True)
class Subscription:
    """One receiver of one event, by a name that survives a restart."""

    name: str
    receiver: Receiver
    now: bool


class Outbox(Protocol):
    """Where published events are written; the platform provides it."""

    def __call__(self, event: Event, later: Sequence[Subscription]) -> None:
        """Write the event's row and one job per receiver in the current transaction."""


_subscriptions: dict[str, list[Subscription]] = defaultdict(list)
_outbox: list[Outbox] = []
_gathered: ContextVar[list[Event] | None] = ContextVar("gathered_events", default=None)


def receives(event: type[E], *, now: bool = False) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function as a receiver of `event`; `now` runs it in the publisher's transaction."""

    def register(receiver: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{receiver.__module__}.{receiver.__qualname__}"
        _subscriptions[event.name()].append(Subscription(name, receiver, now))
        return receiver

    return register


def use_outbox(outbox: Outbox) -> None:
    """Install the writer of events (called once, when the platform starts)."""
    _outbox[:] = [outbox]


@contextmanager
def gathered() -> Iterator[list[Event]]:
    """Hold back what is published inside this block: nobody is told and nothing is written.

    For who does thousands of acts at once and then does, once and for all of them, what the receivers would have done.
    """
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield events
    finally:
        _gathered.reset(token)


def publish(event: Event) -> None:
    """Tell everyone who listens to `event`. Call it last in an action, inside its transaction."""
    held = _gathered.get()
    if held is not None:
        held.append(event)
        return
    subscriptions = _subscriptions[event.name()]
    for subscription in subscriptions:
        if subscription.now:
            subscription.receiver(event)
    for outbox in _outbox:
        outbox(event, [s for s in subscriptions if not s.now])


def deliver(event_name: str, receiver_name: str, payload: dict[str, Any]) -> None:
    """Run one receiver for one stored event (called by the job). An unknown name means a removed receiver: no-op."""
    event = Event.registry[event_name](**payload)
    for subscription in _subscriptions[event_name]:
        if subscription.name == receiver_name:
            subscription.receiver(event)
