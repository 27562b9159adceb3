"""XLSX: which sheets there are, and the rows of one of them as text, streamed with flat memory."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from peyvand.platform.rules.files.cells import UNCOMPUTED
from peyvand.platform.rules.files.limits import MAX_CELL, MAX_COLUMNS, Unreadable
from peyvand.platform.rules.files.package import chunks, open_package
from peyvand.platform.rules.files.sheetvalues import is_date_format, number_text, serial_text, unescape
from peyvand.platform.rules.files.sheetxml import Attributes, Parser
from peyvand.platform.rules.files.strings import SharedStrings

SheetRow = tuple[int, list[str]]
_LETTER_A: Final = ord("A") - 1
_MAX_PARTS: Final = 64  # expat hands over at most 8 kB at a time, so one cell never holds more than half a megabyte


@dataclass(slots=True)
class Book:
    """An open workbook. `sheets` maps visible sheet names, in order, to parts of the package."""

    package: zipfile.ZipFile
    sheets: dict[str, str]
    date_styles: frozenset[str]
    from_1904: bool

    def rows(self, sheet: str, *, limit: int = 0) -> Iterator[SheetRow]:
        """(row number from 1, cells as text) of rows with a value; `limit` is bytes of XML, 0 for all."""
        if sheet not in self.sheets:
            raise Unreadable("sheet", sheet=sheet)
        with tempfile.TemporaryFile() as disk:
            reader = _SheetReader(self, self._strings(disk))
            seen = 0
            for piece in chunks(self.package, self.sheets[sheet]):
                reader.parser.feed(piece)
                yield from reader.take()
                seen += len(piece)
                if limit and seen > limit:
                    return
            reader.parser.feed(b"", last=True)

    def _strings(self, disk: IO[bytes]) -> SharedStrings:
        part = "xl/sharedStrings.xml"
        known = part in self.package.NameToInfo
        return SharedStrings(chunks(self.package, part) if known else iter(()), disk)


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """An open workbook; raises Unreadable for everything that is not a readable XLSX."""
    with open_package(path) as package:
        properties = _workbook(package)
        sheets = properties.visible or properties.hidden
        if not sheets:
            raise Unreadable("no_sheet")
        yield Book(package, sheets, _date_styles(package), properties.from_1904)


@dataclass(slots=True)
class _Properties:
    visible: dict[str, str]
    hidden: dict[str, str]
    from_1904: bool = False


def _workbook(package: zipfile.ZipFile) -> _Properties:
    found = _Properties({}, {})
    relations = _relations(package)

    def properties(attributes: Attributes) -> None:
        found.from_1904 = attributes.get("date1904") in {"1", "true"}

    def sheet(attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
        shown = attributes.get("state", "visible") == "visible"
        if "worksheets/" in relations.get(relation, ""):
            (found.visible if shown else found.hidden)[attributes.get("name", "")] = relations[relation]

    Parser({"workbookPr": properties, "sheet": sheet}, {}).feed_all(chunks(package, "xl/workbook.xml"))
    return found


def _relations(package: zipfile.ZipFile) -> dict[str, str]:
    found: dict[str, str] = {}

    def relationship(attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.removeprefix("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            found[attributes.get("Id", "")] = part

    Parser({"Relationship": relationship}, {}).feed_all(chunks(package, "xl/_rels/workbook.xml.rels"))
    return found


def _date_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """Cell style numbers (as written in the sheet) that show a date or a time."""
    if "xl/styles.xml" not in package.NameToInfo:
        return frozenset()
    codes: dict[str, str] = {}
    lists: list[list[str]] = [[]]

    def number_format(attributes: Attributes) -> None:
        codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def cell_formats(_attributes: Attributes) -> None:
        lists.append([])

    def cell_format(attributes: Attributes) -> None:
        lists[-1].append(attributes.get("numFmtId", "0"))

    starts = {"numFmt": number_format, "cellXfs": cell_formats, "xf": cell_format}
    # The formats after the end of cellXfs go to a list nobody reads.
    Parser(starts, {"cellXfs": lambda: lists.append([])}).feed_all(chunks(package, "xl/styles.xml"))
    styles = lists[1] if len(lists) > 1 else []
    return frozenset(
        str(style)
        for style, number in enumerate(styles)
        if number.isdigit() and is_date_format(int(number), codes.get(number, ""))
    )


def column_of(reference: str) -> int:
    """Column number from 1 of a cell reference such as AB12."""
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter) - _LETTER_A
        if column > MAX_COLUMNS:
            break
    return column


class _SheetReader:
    """Collects the rows of the XML fed to its parser; `take` hands them over."""

    def __init__(self, book: Book, strings: SharedStrings) -> None:
        self._strings = strings
        starts = {"row": self._start_row, "c": self._start_cell, "rPh": self._start_reading, "f": self._start_formula}
        ends = {"row": self._end_row, "c": self._end_cell, "rPh": self._end_reading}
        self.parser = Parser(
            starts | dict.fromkeys(("v", "t"), self._start_value),
            ends | dict.fromkeys(("v", "t"), self._end_value),
            self._text,
        )
        self._dates, self._from_1904 = book.date_styles, book.from_1904
        self._rows: list[SheetRow] = []
        self._cells: list[str] = []
        self._number = self._column = 0
        self._type = self._style = ""
        self._collecting = self._phonetic = self._formula = False
        self._parts: list[str] = []
        self._columns: dict[str, int] = {}

    def take(self) -> list[SheetRow]:
        rows, self._rows = self._rows, []
        return rows

    def _start_row(self, attributes: Attributes) -> None:
        given = attributes.get("r", "")
        self._number = int(given) if given.isdigit() and len(given) < 9 else self._number + 1
        self._cells, self._column = [], 0

    def _start_cell(self, attributes: Attributes) -> None:
        self._column = self._place(attributes.get("r", ""))
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._parts, self._formula = [], False

    def _start_formula(self, _attributes: Attributes) -> None:
        self._formula = True

    def _start_value(self, _attributes: Attributes) -> None:
        self._collecting = not self._phonetic

    def _start_reading(self, _attributes: Attributes) -> None:
        self._phonetic = True

    def _place(self, reference: str) -> int:
        if not reference:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = column_of(letters)
            if len(self._columns) <= MAX_COLUMNS:
                self._columns[letters] = column
        return column

    def _text(self, text: str) -> None:
        if self._collecting and len(self._parts) < _MAX_PARTS:
            self._parts.append(text)

    def _end_value(self) -> None:
        self._collecting = False

    def _end_reading(self) -> None:
        self._phonetic = False

    def _end_cell(self) -> None:
        if self._parts:
            self._put(self._value("".join(self._parts)))
        elif self._formula and self._type != "str":  # a text that came out empty has its type and no value
            self._put(UNCOMPUTED)

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append((self._number, self._cells))

    def _put(self, value: str) -> None:
        if not value:
            return
        if self._column > MAX_COLUMNS:
            raise Unreadable("columns", limit=MAX_COLUMNS)
        cells, gap = self._cells, self._column - len(self._cells) - 1
        if gap < 0:
            return  # a second cell at a place already filled: the first one counts
        if gap:
            cells.extend([""] * gap)
        cells.append(value[:MAX_CELL])

    def _value(self, raw: str) -> str:
        kind = self._type
        if kind == "s":
            return self._strings[int(raw)] if raw.isdigit() and len(raw) < 10 else ""
        if kind == "n":
            if self._style in self._dates:
                return serial_text(raw, from_1904=self._from_1904)
            return raw if raw.isdigit() else number_text(raw)
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind == "d":
            return raw.replace("T", " ").removesuffix(" 00:00:00")
        return unescape(raw)
