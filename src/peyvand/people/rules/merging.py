"""Two people changed the same customer: what both meant, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Clash:
    """A field that both changed to different values."""

    name: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """The values to save: mine where only I changed, theirs where only they did; the clashes are for a person."""

    values: dict[str, Any]
    taken: list[str]
    clashes: list[Clash]


def three_way(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merge:
    """Merge two versions that grew from `base`; a field missing in `base` was not changed by them."""
    values: dict[str, Any] = {}
    taken: list[str] = []
    clashes: list[Clash] = []
    for name, my_value in mine.items():
        their_value = theirs.get(name)
        before = base.get(name, their_value)
        values[name] = my_value
        if their_value in (my_value, before):
            continue
        if my_value == before:
            values[name] = their_value
            taken.append(name)
        else:
            clashes.append(Clash(name, my_value, their_value))
    return Merge(values, taken, clashes)
