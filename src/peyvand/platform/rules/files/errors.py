"""The file that tells people which cells were refused and why."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import pgettext

from peyvand.platform.rules.files.cells import neutralise


class RowError(NamedTuple):
    """`line` as in Row.line; `column` is the header's name, "" for the whole row; `reason` is a sentence."""

    line: int
    column: str
    value: str
    reason: str


def write_errors(path_out: Path, errors: Iterable[RowError]) -> int:
    """Write a CSV that Excel opens rightly (UTF-8 with BOM, no live formulas); returns how many errors."""
    count = 0
    with path_out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                pgettext("error file", "Line"),
                pgettext("error file", "Column"),
                pgettext("error file", "Value"),
                pgettext("error file", "Reason"),
            ]
        )
        for error in errors:
            writer.writerow([error.line, neutralise(error.column), neutralise(error.value), neutralise(error.reason)])
            count += 1
    return count
