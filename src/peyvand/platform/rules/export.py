"""Tables for other people's spreadsheets: nothing calculates, no leading zero is lost, memory stays flat."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from peyvand.platform.rules.files.cells import neutralise

Cell = str | int | float | Decimal | bool | date | datetime | None
Rows = Iterable[Sequence[Cell]]

_BLOCK: Final = 64 * 1024
_EXACT_DIGITS: Final = 15
_SHEET_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767
_MEASURED: Final = 100
_WIDEST: Final = 48
_FORBIDDEN: Final = str.maketrans("[]:*?/\\'", "        ")


def plain_text(cell: Cell) -> str:
    """A cell as text: dates as ISO, yes/no as TRUE/FALSE, nothing as ""."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def csv_chunks(header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """CSV bytes for a streamed answer: UTF-8 with BOM, CRLF, texts disarmed, numbers as they are."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    for row in chain([header], rows):
        writer.writerow([neutralise(cell) if isinstance(cell, str) else plain_text(cell) for cell in row])
        if buffer.tell() >= _BLOCK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(path_out: Path, header: Sequence[str], rows: Rows) -> None:
    """The same as `csv_chunks` into a file."""
    with path_out.open("wb") as file:
        for chunk in csv_chunks(header, rows):
            file.write(chunk)


def write_xlsx(
    path_out: Path, header: Sequence[str], rows: Rows, *, right_to_left: bool, sheet: str = "Sheet1"
) -> None:
    """A workbook with frozen, filtered headings: str cells stay text, numbers are numbers, dates ISO text.

    More rows than a sheet holds go on in a further sheet.
    """
    with xlsxwriter.Workbook(str(path_out), {"constant_memory": True}) as book:
        heading = book.add_format({"bold": True, "bottom": 1})
        waiting = iter(rows)
        first = list(islice(waiting, _MEASURED))
        widths = _widths(header, first)
        waiting = chain(first, waiting)
        page, more = 1, True
        while more:
            name = _sheet_name(sheet, page)
            part = book.add_worksheet(name)
            _lay_out(part, header, widths, heading, right_to_left=right_to_left)
            last = 0
            for last, row in enumerate(islice(waiting, _SHEET_ROWS - 1), start=1):
                for column, cell in enumerate(row):
                    _put(part, last, column, cell)
            part.autofilter(0, 0, last, max(0, len(header) - 1))
            following = next(waiting, None) if last == _SHEET_ROWS - 1 else None
            more = following is not None
            if following is not None:
                waiting, page = chain([following], waiting), page + 1


def _lay_out(part: Any, header: Sequence[str], widths: list[int], heading: object, *, right_to_left: bool) -> None:
    if right_to_left:
        part.right_to_left()
    part.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        part.set_column(column, column, width)
        part.write_string(0, column, name[:_LONGEST], heading)


def _widths(header: Sequence[str], rows: list[Sequence[Cell]]) -> list[int]:
    return [
        min(
            _WIDEST,
            3 + max([len(name), *(len(plain_text(row[column])) for row in rows if column < len(row))]),
        )
        for column, name in enumerate(header)
    ]


def _sheet_name(name: str, page: int) -> str:
    base = " ".join(name.translate(_FORBIDDEN).split())[:26] or "Sheet"
    return base if page == 1 else f"{base} {page}"


def _put(part: Any, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        part.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal) and len(plain_text(cell).strip("-0.")) <= _EXACT_DIGITS:
        part.write_number(row, column, cell)
    else:
        part.write_string(row, column, plain_text(cell)[:_LONGEST])
