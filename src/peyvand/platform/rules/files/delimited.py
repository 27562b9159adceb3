"""CSV in all the ways spreadsheets write it: guess the delimiter, then stream records with flat memory."""

import csv
import io
import math
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from peyvand.platform.rules.files.dialect import DELIMITERS, Dialect, Row
from peyvand.platform.rules.files.limits import MAX_COLUMNS, MAX_LINE, Unreadable
from peyvand.platform.rules.files.source import open_bytes

_SENTINEL: Final = f"\x00{secrets.token_hex(16)}"  # unguessable, so no cell of a file is equal to it
_BOM: Final = "\ufeff"
_LOST: Final = "\ufffd"
_TRIED: Final = 100  # records looked at per delimiter


def _lines(text: io.TextIOBase) -> Iterator[str]:
    """Physical lines of bounded length, without the BOM, then a sentinel that shows open quotes."""
    readline = text.readline
    number = 0
    while line := readline(MAX_LINE):
        number += 1
        if len(line) >= MAX_LINE:
            raise Unreadable("line", line=number)
        yield line.removeprefix(_BOM) if number == 1 else line
    yield _SENTINEL


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(line where the record starts, cells); a blank line is an empty record."""
    reader = csv.reader(lines, delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if cells and cells[-1].endswith(_SENTINEL):
                if cells[0] != _SENTINEL:
                    raise Unreadable("quotes", line=start)
                return
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        code = "quotes" if reader.line_num > start else "line"
        raise Unreadable(code, line=start) from error


@contextmanager
def open_records(path: Path, dialect: Dialect) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """All records of the file as (first line, cells), header and blank lines included."""
    with (
        open_bytes(path, compressed=dialect.compressed) as stream,
        io.TextIOWrapper(stream, dialect.encoding, errors="replace", newline="") as text,
    ):
        yield _records(_lines(text), dialect.delimiter)


def header_cells(records: Iterator[tuple[int, list[str]]], header_row: int) -> list[str]:
    """Move past the header and return its cells; raises Unreadable when there is no such row."""
    for number, (_line, cells) in enumerate(records, start=1):
        if number == header_row:
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                raise Unreadable("columns", limit=MAX_COLUMNS)
            return cells
    raise Unreadable("header", row=header_row)


def data_rows(records: Iterator[tuple[int, list[str]]], width: int, after: int) -> Iterator[Row]:
    """Rows that hold a value, cut or padded to `width`, after skipping the first `after` of them."""
    for line, cells in records:
        joined = "".join(cells)
        if not joined or joined.isspace():
            continue
        if after:
            after -= 1
            continue
        flaw = "bad_bytes" if _LOST in joined else ""
        if len(cells) != width:
            flaw = _fit(cells, width) or flaw
        yield Row(line, cells, flaw)


def _fit(cells: list[str], width: int) -> str:
    """Make the row as wide as the header in place; empty cells beyond it are no flaw."""
    missing = width - len(cells)
    if missing > 0:
        cells.extend([""] * missing)
        return "too_short"
    too_much = any(cell.strip() for cell in cells[width:])
    del cells[width:]
    return "too_long" if too_much else ""


def detect_delimiter(sample: str) -> str:
    """The delimiter that cuts records into the most, and most alike, cells; comma when none does."""
    first = sample.split("\n", 1)[0].strip().removeprefix(_BOM)
    if first.lower().startswith("sep=") and first[4:] in DELIMITERS:
        return first[4:]
    scores = {delimiter: _likeness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _likeness(sample: str, delimiter: str) -> float:
    """0 when the delimiter cuts nothing, more the wider and the more regular the records are."""
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) == _TRIED:
                break
        else:
            widths = widths[:-1] or widths
    except csv.Error:
        widths = widths[:-1]
    if not widths:
        return 0.0
    width, times = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    if width == 1:
        return 0.0
    return (times / len(widths)) ** 2 * math.log2(width)
