"""Nima sends files made to hurt; each ends in one sentence, at once, with little memory."""

import gzip
import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from peyvand.platform.rules.files import Unreadable, preview, read_rows, sniff

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml" Type="x"/></Relationships>'
)


def package(sheet: bytes | str, **parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", parts.pop("workbook", WORKBOOK))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD_ROW = "<row r='1'>" + inline("A1", "name") + inline("B1", "phone") + "</row>"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zip_of(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def locked() -> bytes:
    content = bytearray(package(sheet(GOOD_ROW)))
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def lying_directory() -> bytes:
    content = bytearray(package(sheet(GOOD_ROW)))
    at = content.rfind(b"PK\x05\x06")
    content[at + 8 : at + 12] = struct.pack("<HH", 60_000, 60_000)
    return bytes(content)


def zeros() -> bytes:
    return b"0" * 60_000_000


def too_many_columns() -> bytes:
    return b",".join(b"c%d" % number for number in range(100_000)) + b"\n1,2\n"


CORPUS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "only a BOM": ("empty", lambda: b"\xef\xbb\xbf"),
    "only blank lines": ("empty", lambda: b"\r\n\r\n  \r\n"),
    "a packed nothing": ("empty", lambda: gzip.compress(b"")),
    "gzip bomb": ("bomb", lambda: gzip.compress(zeros())),
    "gzip in gzip": ("archive", lambda: gzip.compress(gzip.compress(b"a,b\n1,2\n"))),
    "half a gzip": ("damaged", lambda: gzip.compress(b"name,phone\n" + bytes(range(65, 90)) * 999)[:60]),
    "sheet bomb": ("bomb", lambda: package(b"<worksheet>" + b" " * 60_000_000)),
    "strings bomb": ("bomb", lambda: package(sheet(GOOD_ROW), xl__sharedStrings=zeros())),
    "styles bomb": ("bomb", lambda: package(sheet(GOOD_ROW), xl__styles=zeros())),
    "directory of 60,000 parts": ("bomb", lying_directory),
    "a hundred thousand columns": ("columns", too_many_columns),
    "a hundred thousand columns on line 3": ("columns", lambda: b"a,b\n1,2\n" + b"," * 100_000 + b"x\n"),
    "a cell far to the right": ("columns", lambda: package(sheet("<row>" + inline("XFD1", "x") + "</row>"))),
    "a cell beyond Excel": (
        "columns",
        lambda: package(sheet("<row>" + inline("Z" * 900 + "1", "x") + "</row>")),
    ),
    "an open quote": ("quotes", lambda: b'name,phone\nSara,"0912\nReza,0913\n'),
    "an open quote in a long file": ("quotes", lambda: b'name\n"Sara\n' + b"Reza,0913\n" * 60_000),
    "an endless line": ("line", lambda: b"name,phone\n" + b"x" * 3_000_000),
    "NUL bytes": ("nul", lambda: b"name,phone\nSa\0ra,1\n"),
    "NUL letters": ("nul", lambda: "name,phone\nSa\0ra,1\n".encode("utf-16-le")),
    "noise": ("binary", lambda: bytes([1, 2, 3, 4, 5, 6, 200, 201]) * 500),
    "many laughs in the sheet": ("entities", lambda: package(LAUGHS + sheet("<row><c><v>&c;</v></c></row>"))),
    "many laughs in the workbook": ("entities", lambda: package(sheet(GOOD_ROW), workbook=LAUGHS + WORKBOOK)),
    "an outside entity": ("entities", lambda: package(OUTSIDE + sheet("<row><c><v>&a;</v></c></row>"))),
    "endless nesting": ("damaged", lambda: package("<a>" * 100_000)),
    "one endless tag": ("damaged", lambda: package("<worksheet a='" + "x" * 6_000_000)),
    "a sheet that stops": ("damaged", lambda: package("<worksheet><sheetData>")),
    "broken XML": ("damaged", lambda: package("<worksheet><sheetData><row></worksheet>")),
    "half a workbook": ("damaged", lambda: package(sheet(GOOD_ROW))[:300]),
    "no rows at all": ("no_sheet", lambda: package(sheet(""))),
    "a locked package": ("encrypted", locked),
    "a workbook with a password": (
        "encrypted",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "old Excel": ("old_excel", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096),
    "an OpenDocument sheet": ("other_workbook", lambda: zip_of("content.xml")),
    "a binary workbook": ("other_workbook", lambda: zip_of("xl/workbook.bin")),
    "a letter": ("picture", lambda: zip_of("word/document.xml")),
    "an archive": ("archive", lambda: zip_of("list.csv", b"a,b\n")),
    "PDF": ("picture", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "a photograph": ("picture", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500)),
    "a web page called xls": ("web_page", lambda: b"\xef\xbb\xbf <HTML><table><tr><td>1</td></tr></table>"),
}


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_ends_in_one_sentence_within_a_second(tmp_path: Path, name: str) -> None:
    code, build = CORPUS[name]
    path = tmp_path / "list.csv"
    path.write_bytes(build())
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(Unreadable) as refusal:
        preview(path, sniff(path, "list.csv").dialect)
    spent = time.process_time() - started
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal.value.code == code
    assert len(refusal.value.sentence) > 10
    assert spent < 1
    assert highest < 50_000_000


def test_a_quote_opened_far_behind_stops_the_reading_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"name,phone\n" + b"Sara,0912\n" * 20_000 + b'"Reza,0913\n' + b"Nima,0914\n" * 30_000)
    rows = read_rows(path, sniff(path).dialect)
    with pytest.raises(Unreadable) as refusal:
        list(rows)
    assert refusal.value.code == "quotes"
    assert "۲۰۰۰۲" in refusal.value.sentence


def test_a_gzip_bomb_behind_a_good_beginning_stops_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "list.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"name,phone\nSara,0912\n")
        for _part in range(60):
            file.write(b"Reza,0913\n" * 100_000)
    with pytest.raises(Unreadable) as refusal:
        for _row in read_rows(path, sniff(path).dialect):
            pass
    assert refusal.value.code == "bomb"


def test_a_row_number_out_of_reach_makes_no_empty_rows(tmp_path: Path) -> None:
    far = "<row r='99999999'>" + inline("A99999999", "Sara") + "</row>"
    path = tmp_path / "list.xlsx"
    path.write_bytes(package(sheet(GOOD_ROW + far)))
    assert [row.values for row in read_rows(path, sniff(path).dialect)] == [["Sara", ""]]


def test_a_workbook_called_csv_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["name", "phone"])
    found = sniff(path, "list.csv")
    assert found.kind == "xlsx"
    assert found.notes


def test_a_file_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        sniff(tmp_path / "nowhere.csv")
    assert refusal.value.code == "missing"
