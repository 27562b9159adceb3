"""The file of explanations: written chunk by chunk, and cut back to what was committed when a run goes on."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import pgettext

from peyvand.platform.rules.files.cells import neutralise
from peyvand.platform.rules.files.errors import RowError

BOM = "\ufeff"


def append(path: Path, committed: int, errors: Iterable[RowError]) -> int:
    """Write `errors` after the first `committed` bytes of the file; return its new size.

    What a killed process wrote behind the committed size is cut off first, so a resumed run leaves the same file
    as one that was never disturbed.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for error in errors:
        writer.writerow([error.line, neutralise(error.column), neutralise(error.value), neutralise(error.reason)])
    body = text.getvalue()
    if not body:
        return committed
    if not committed:
        head = io.StringIO(newline="")
        csv.writer(head).writerow([pgettext("error file", name) for name in ("Line", "Column", "Value", "Reason")])
        body = BOM + head.getvalue() + body
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(committed)
        file.seek(committed)
        file.write(body.encode())
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def first_errors(path: str, limit: int = 20) -> list[list[str]]:
    """Return the first lines of a file of explanations, without its header."""
    if not path or not Path(path).exists():
        return []
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        next(reader, None)
        return [row for row, _n in zip(reader, range(limit), strict=False)]
