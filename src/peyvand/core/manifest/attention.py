"""What a context says on Today: who needs this person, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peyvand.core.manifest.text import Text

MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Sentence:
    """A reason a person would say: code for machines, text for people, numbers and an optional link."""

    code: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Verb:
    """A button: where it leads. `method` get opens a page or panel, post acts at once (with undo).

    It is shown to who has the right (model, action) of `need`, and to everybody without one; among others' customers only
    where that right reaches the customer (`Reach`).
    """

    label: Text
    url: str
    icon: str = ""
    method: str = "get"
    primary: bool = False
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class AttentionItem:
    """A relationship that needs this person now. `key` is stable: snoozing and ranking refer to it.

    `value` is the amount at stake in the smallest unit of `currency` per year, `urgency` runs from 0 to 1.
    """

    key: str
    customer_id: int | None
    title: str
    url: str
    state: str
    state_label: Text
    why: Sequence[Sentence]
    since: date
    do: Text
    verbs: Sequence[Verb]
    urgency: float
    value: int = 0
    currency: str = "IRR"


@dataclass(frozen=True)
class Ask:
    """Whose Today is asked about, on which day, and for whom: "mine", "team" or "all"."""

    user: Any
    day: date
    scope: str = "mine"


@dataclass(frozen=True)
class Portion:
    """Which items are asked for: at most `limit`, none with a key in `hidden`, beyond the marker `after` ("": the first)."""

    limit: int
    hidden: frozenset[str] = frozenset()
    after: str = ""

    @property
    def is_first(self) -> bool:
        """Tell whether this is simply the beginning, with nothing left out."""
        return not self.hidden and not self.after


@dataclass(frozen=True)
class Found:
    """The items of a portion, and the marker of the next one (None at the end). `count` where it came along with them."""

    items: Sequence[AttentionItem]
    next: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class AttentionSource:
    """A context's answer to "who needs this person?".

    `find(ask, portion)` returns the most pressing items; it raises `keyset.BadCursor` for a marker that is not its own.
    `count(ask)` is the honest total, at most `MOST_COUNTED`; `stake(ask)` the value behind all of them by currency;
    `soon(ask)` the next day after the asked one on which something is due.
    """

    key: str
    label: Text
    find: Callable[[Ask, Portion], Found]
    count: Callable[[Ask], int]
    stake: Callable[[Ask], dict[str, int]] | None = None
    soon: Callable[[Ask], date | None] | None = None
    order: int = 50
    icon: str = "circle"


@dataclass(frozen=True)
class Worth:
    """What is at stake with customers: `of(user, customer_ids)` returns {customer: (smallest unit a year, currency)} of
    those whom the user may see and of whom something is known."""

    of: Callable[[Any, Collection[int]], Mapping[int, tuple[int, str]]]


@dataclass(frozen=True)
class Reach:
    """How far rights go: `of(user, rights, customer_ids)` returns for each (model, action) the customers it reaches."""

    of: Callable[[Any, Collection[tuple[str, str]], Collection[int]], Mapping[tuple[str, str], Collection[int]]]
