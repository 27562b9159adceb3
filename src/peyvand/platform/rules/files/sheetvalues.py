"""What the numbers in a workbook mean: dates by their format, serial days, numbers as people see them."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_NOT_CODES: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:[^\]]*)\]')
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_DAY: Final = 86_400
_EXACT: Final = 10**15  # Excel keeps 15 significant digits
_LAST_DAY: Final = 2_958_466


def is_date_format(number: int, code: str = "") -> bool:
    """Whether a number format shows a calendar date or a time of day (not an elapsed time)."""
    if not code:
        return number in _BUILT_IN_DATES
    if _ELAPSED.search(code):
        return False
    letters = _NOT_CODES.sub("", code.partition(";")[0]).lower()
    return "general" not in letters and any(letter in letters for letter in "dmyhs")


def number_text(raw: str) -> str:
    """A stored number as a person reads it: 9121234567.0 -> 9121234567, 0.30000000000000004 -> 0.3."""
    if raw.isdigit():
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(value):
        return raw
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text and abs(value) > 1e-12 else text


@lru_cache(maxsize=8_192)
def serial_text(raw: str, *, from_1904: bool) -> str:
    """A serial day as ISO text: 2010-12-01, 2010-12-01 08:26:00, or 08:26:00 below one day."""
    try:
        serial = float(raw)
    except ValueError:
        return raw  # already an ISO date (t="d")
    if not 0 <= serial < _LAST_DAY:
        return number_text(raw)
    days, seconds = divmod(round(serial * _DAY), _DAY)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if not days and not from_1904:
        return clock
    if not from_1904 and days < 60:
        days += 1  # before the day Excel believes was 29 February 1900
    day = ((_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=days)).isoformat()
    return f"{day} {clock}" if seconds else day


def unescape(text: str) -> str:
    """Resolve _x000D_ escapes of shared strings."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
