"""Cells that a spreadsheet would run as a formula: disarmed on the way out, restored on the way in."""

import re
from typing import Final

UNCOMPUTED: Final = "=\u2061"  # stands for a formula that its file holds no result of; the second sign is not seen
_BLANK: Final = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u3000\u0000-\u001f"
_DANGEROUS: Final = re.compile(rf"[{_BLANK}]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+\-]?[0-9۰-۹٠-٩][0-9۰-۹٠-٩.,٫٬ ]*")
_DISARMED: Final = re.compile(rf"'(?=[{_BLANK}]*[=+\-@＝＋－＠]|[\t\r\n])")


def neutralise(cell: str) -> str:
    """The cell with an apostrophe before anything a spreadsheet would calculate; numbers and phones stay."""
    if _DANGEROUS.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def as_typed(cell: str) -> str:
    """The cell as it was before `neutralise`."""
    return cell[1:] if cell.startswith("'") and _DISARMED.match(cell) else cell
