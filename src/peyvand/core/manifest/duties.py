"""What colleagues answer for, and how it passes from one to another: nobody leaves and lets something fall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peyvand.core.manifest.text import Text


@dataclass(frozen=True)
class Passing:
    """From whom to whom, and who says so (None: time itself).

    `customer_ids` narrows it to what hangs on these customers (None: everything of the giver's), `rows` to these very
    things, for taking it back.
    """

    actor: Any
    giver_id: int
    taker_id: int
    customer_ids: Sequence[int] | None = None
    rows: Sequence[int] | None = None


@dataclass(frozen=True)
class Duty:
    """A kind of thing that somebody answers for.

    `held(user_ids)` counts by person, `counted(n)` says "3 promises", `url(user_id)` shows them. `pass_on(passing)`
    gives them to the taker and returns the ids by customer; whoever calls it has asked for the right. With `follows` it
    goes along when a customer is handed over; without, it only has to find somebody when a colleague leaves.
    """

    key: str
    label: Text
    held: Callable[[Sequence[int]], Mapping[int, int]]
    counted: Callable[[int], str]
    pass_on: Callable[[Passing], Mapping[int, list[int]]]
    url: Callable[[int], str]
    order: int
    follows: bool = True
