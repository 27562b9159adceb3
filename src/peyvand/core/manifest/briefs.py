"""What contexts tell somebody who is about to meet a customer, or to take her over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from peyvand.core.manifest.text import Text

HANDOVER, CONTACT = "handover", "contact"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class BriefAsk:
    """Who asks about which customer (whom she may see), on which day, and what for: a hand-over or a contact."""

    user: Any
    customer: Any
    day: date
    occasion: str = HANDOVER
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, read: Callable[[], Answer]) -> Answer:
        """Return what `read` returns; the parts of one brief that ask by the same name share one answer."""
        if name not in self._kept:
            self._kept[name] = read()
        answer: Answer = self._kept[name]
        return answer

    @property
    def is_handover(self) -> bool:
        """Tell the whole file from what one reads at the door."""
        return self.occasion == HANDOVER


@dataclass(frozen=True)
class BriefLine:
    """One line: what is so, a quiet word beside it (when, by whom) and where to read more. `late` presses."""

    text: str
    aside: str = ""
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class BriefSource:
    """A context's part of a brief: `read(ask)` returns its lines, none where there is nothing to say.

    `nothing` is said instead where even silence is worth knowing; a part without lines and words is left out.
    """

    key: str
    title: Text
    read: Callable[[BriefAsk], Sequence[BriefLine]]
    order: int
    nothing: Text = ""
    occasions: Sequence[str] = (HANDOVER, CONTACT)
    need: tuple[str, str] | None = None
