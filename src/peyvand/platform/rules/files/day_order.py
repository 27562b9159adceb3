"""Whether a file writes the day before the month: 23/11/2026 says so of 5/11/2026 beside it."""

import re
from collections.abc import Iterable
from typing import Final

from peyvand.core.digits import to_ascii

_YEAR_LAST: Final = re.compile(r"\s*([0-9]{1,2})[/\-.]([0-9]{1,2})[/\-.][0-9]{4}(?![0-9])")


def day_comes_first(cells: Iterable[str]) -> bool | None:
    """What the dates among these cells say of their order; None where none tells, or they contradict each other."""
    told = set()
    for cell in cells:
        found = _YEAR_LAST.match(to_ascii(cell))
        first, second = (int(found[1]), int(found[2])) if found else (0, 0)
        if (first > 12) != (second > 12):
            told.add(first > 12)
    return told.pop() if len(told) == 1 else None
