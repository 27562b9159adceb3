"""What is this file? Decided by its content, never by its name, and within a second."""

from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from peyvand.platform.rules.files.delimited import detect_delimiter, open_records
from peyvand.platform.rules.files.dialect import Dialect, Sniffed
from peyvand.platform.rules.files.encoding import detect_encoding
from peyvand.platform.rules.files.headers import LOOKED_AT, detect_header
from peyvand.platform.rules.files.limits import LOOK, MAX_COLUMNS, Unreadable
from peyvand.platform.rules.files.source import GZIP_MAGIC, head_of, open_bytes
from peyvand.platform.rules.files.workbook import Book, open_book

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ\x00", b"BZh", b"\x28\xb5\x2f\xfd")
_PICTURES: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"{\\rtf",
)
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta", b"<workbook")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_LOOK: Final = 4 * 1024 * 1024
_HEAD: Final = 4096
_TEXT_SAMPLE: Final = 128 * 1024
_RECORDS_CHECKED: Final = 5_000
_CONTROL: Final = frozenset(range(1, 32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27}


def sniff(path: Path, name: str = "") -> Sniffed:
    """How to read this file; raises Unreadable with a sentence for what is not a table.

    `name` is what the person called it: only used to say so when content and name disagree.
    """
    head = head_of(path, _HEAD)
    _refuse_foreign(path, head)
    if head.startswith(_ZIP):
        return _sniff_workbook(path, name)
    compressed = head.startswith(GZIP_MAGIC)
    if compressed:
        inner = head_of(path, _HEAD, compressed=True)
        if inner.startswith((*_ZIP, GZIP_MAGIC)):
            raise Unreadable("archive")
        _refuse_foreign(path, inner)
    return _sniff_text(path, name, compressed=compressed)


def _refuse_foreign(path: Path, head: bytes) -> None:
    if not head:
        raise Unreadable("empty")
    if head.startswith(_OLE):
        raise Unreadable("encrypted" if _LOCKED in head_of(path, _OLE_LOOK) else "old_excel")
    if head.startswith(_ARCHIVES):
        raise Unreadable("archive")
    if head.startswith(_PICTURES) and (b"\0" in head or not _is_utf8(head)):
        raise Unreadable("picture")
    if head.startswith((b"%PDF", b"{\\rtf")):
        raise Unreadable("picture")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_MARKUP):
        raise Unreadable("web_page")


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode()
    except UnicodeDecodeError:
        return False
    return True


def _sniff_text(path: Path, name: str, *, compressed: bool) -> Sniffed:
    with open_bytes(path, compressed=compressed) as stream:
        encoding, guessed = detect_encoding(stream)
    sample = head_of(path, _TEXT_SAMPLE, compressed=compressed)
    text = sample.decode(encoding, errors="replace")
    if not text.removeprefix("\ufeff").strip():
        raise Unreadable("empty")
    if "\0" in text:
        raise Unreadable("nul")
    if sum(ord(letter) in _CONTROL for letter in text[:_HEAD]) * 50 > min(len(text), _HEAD):
        raise Unreadable("binary")
    delimiter = detect_delimiter(text)
    dialect = Dialect(kind="csv", encoding=encoding, delimiter=delimiter, compressed=compressed)
    notes = [_("The encoding is a guess. Look at the preview and change it if letters are wrong.")] if guessed else []
    if name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        notes.append(_("The name says Excel, but the content is a text table. It is read as CSV."))
    return Sniffed(
        kind="csv",
        encoding=encoding,
        delimiter=delimiter,
        sheets=(),
        sheet="",
        header_row=_first_records(path, dialect),
        compressed=compressed,
        notes=tuple(notes),
    )


def _first_records(path: Path, dialect: Dialect) -> int:
    """The header row; walks the first records so that open quotes and endless rows are refused at once."""
    kept: list[list[str]] = []
    seen = 0
    with open_records(path, dialect) as records:
        for _line, cells in islice(records, _RECORDS_CHECKED):
            if len(cells) > MAX_COLUMNS:
                raise Unreadable("columns", limit=MAX_COLUMNS)
            seen += sum(map(len, cells))
            if seen > LOOK:
                break
            if len(kept) < LOOKED_AT:
                kept.append(cells)
    return detect_header(kept)


def _sniff_workbook(path: Path, name: str) -> Sniffed:
    with open_book(path) as book:
        sheet, header_row = _first_sheet(book)
        notes = []
        if name and not name.lower().endswith((".xlsx", ".xlsm", ".xltx")):
            notes.append(_("The name does not say so, but the content is an Excel workbook. It is read as XLSX."))
        return Sniffed(
            kind="xlsx",
            encoding="utf-8",
            delimiter=",",
            sheets=tuple(book.sheets),
            sheet=sheet,
            header_row=header_row,
            compressed=False,
            notes=tuple(notes),
        )


def _first_sheet(book: Book) -> tuple[str, int]:
    """(name, header row) of the first sheet that has rows; raises Unreadable when none has."""
    for sheet in islice(book.sheets, 10):
        first = list(islice(book.rows(sheet, limit=LOOK), LOOKED_AT))
        if first:
            place = detect_header([cells for _number, cells in first])
            return sheet, first[place - 1][0] if place else 0
    raise Unreadable("no_sheet")
