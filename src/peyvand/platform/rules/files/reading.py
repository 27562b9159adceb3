"""The two questions asked of a file whose dialect is known: show me the beginning, give me the rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Final

from peyvand.platform.rules.files.delimited import data_rows, header_cells, open_records
from peyvand.platform.rules.files.dialect import Dialect, Preview, Row, unique_names
from peyvand.platform.rules.files.limits import LOOK, MAX_COLUMNS, Unreadable
from peyvand.platform.rules.files.workbook import open_book

PREVIEW_ROWS: Final = 20
_Records = Iterator[tuple[int, list[str]]]


def preview(path: Path, dialect: Dialect, rows: int = PREVIEW_ROWS) -> Preview:
    """The header and the first `rows` data rows; raises Unreadable. Reads a bounded part of the file."""
    with _open(path, dialect, limit=LOOK) as records:
        header = _header(records, dialect)
        return Preview(header=header.names, rows=list(islice(header.rows(dialect, 0), rows)))


def read_header(path: Path, dialect: Dialect) -> list[str]:
    """The unique column names; raises Unreadable."""
    return preview(path, dialect, rows=0).header


def read_rows(path: Path, dialect: Dialect, *, after: int = 0) -> Iterator[Row]:
    """Every data row that holds a value, in file order, after the first `after` of them.

    Streams: memory does not grow with the file. Values are untouched text, as wide as the header.
    Raises Unreadable, possibly after many rows, when the rest of the file cannot be read.
    """
    with _open(path, dialect) as records:
        yield from _header(records, dialect).rows(dialect, after)


@contextmanager
def _open(path: Path, dialect: Dialect, *, limit: int = 0) -> Iterator[_Records]:
    if dialect.kind == "csv":
        with open_records(path, dialect) as records:
            yield records
        return
    with open_book(path) as book:
        yield book.rows(dialect.sheet, limit=limit)


class _Header:
    """Column names, and the records that follow them."""

    def __init__(self, names: list[str], records: _Records) -> None:
        self.names, self._records = names, records

    def rows(self, dialect: Dialect, after: int) -> Iterator[Row]:
        found = data_rows(self._records, len(self.names), after)
        if dialect.kind == "csv":
            return found
        # A sheet does not store the empty cells at the end of a row, so a short row is no flaw there.
        return (row._replace(flaw="") if row.flaw == "too_short" else row for row in found)


def _header(records: _Records, dialect: Dialect) -> _Header:
    if not dialect.header_row:
        first = next(records, None)
        if first is None:
            raise Unreadable("no_rows")
        width = len(first[1])
        if width > MAX_COLUMNS:
            raise Unreadable("columns", limit=MAX_COLUMNS)
        return _Header(unique_names([""] * width), chain([first], records))
    if dialect.kind == "csv":
        return _Header(unique_names(header_cells(records, dialect.header_row)), records)
    for number, cells in records:
        if number == dialect.header_row:
            return _Header(unique_names(cells), records)
        if number > dialect.header_row:
            break
    raise Unreadable("header", row=dialect.header_row)
