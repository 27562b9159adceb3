"""Which of the first rows names the columns."""

import re
from collections.abc import Sequence
from typing import Final

LOOKED_AT: Final = 25
_VALUE: Final = re.compile(r"(?=.*\d)[\s\d.,/:+٫٬%()-]+|\S+@\S+\.\S+")


def detect_header(rows: Sequence[Sequence[str]]) -> int:
    """Number (from 1) of the row that looks like names: wide, distinct, no numbers; 0 when there is none.

    Titles above a table have fewer cells than the table; names are not numbers, dates or addresses.
    """
    widths = [sum(1 for cell in row if cell.strip()) for row in rows[:LOOKED_AT]]
    widest = max(widths, default=0)
    if not widest:
        return 1
    for number, (row, width) in enumerate(zip(rows, widths, strict=False), start=1):
        if width * 2 <= widest and widest > 1:
            continue
        return number if _names(row) else 0
    return 1


def _names(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    return not any(_VALUE.fullmatch(cell) for cell in cells) and (len(set(cells)) > 1 or len(cells) == 1)
