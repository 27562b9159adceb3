"""What Sara exports opens safely and completely in a spreadsheet, and comes back unchanged."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from peyvand.platform.rules import export
from peyvand.platform.rules.files import read_rows, sniff
from peyvand.platform.rules.files.cells import as_typed, neutralise
from peyvand.platform.rules.files.errors import RowError, write_errors

HEADER = ["نام", "موبایل", "مبلغ", "تاریخ", "ISO"]
ROWS: list[list[export.Cell]] = [
    ["علی‌رضا", "09121234567", 12_500_000, "۱۴۰۵/۰۹/۰۱", date(2026, 11, 22)],
    ["=cmd|' /C calc'!A0", "0013542419", Decimal("-2.50"), None, datetime(2010, 12, 1, 8, 26)],
    ["@Sara", "+989121234567", 12_345_678_901_234_567, "", True],
]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(A1)",
        "  =1",
        "\u200f=1",
        "\ufeff=1",
        "\t=1",
        "\r=1",
        "\n1",
        "＝1",
        "-",
        "\u00a0@x",
    ],
)
def test_a_cell_that_would_calculate_is_disarmed(cell: str) -> None:
    assert neutralise(cell) == "'" + cell
    assert as_typed(neutralise(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Sara", "-12.5", "+989121234567", "-۱۲٬۵۰۰", "a=b", "'quoted'", "'90s"])
def test_a_harmless_cell_is_left_alone(cell: str) -> None:
    assert neutralise(cell) == cell
    assert as_typed(cell) == cell


@given(st.text(max_size=30).filter(lambda text: not text.startswith("'")))
def test_disarming_can_always_be_undone(text: str) -> None:
    assert as_typed(neutralise(text)) == text


def test_a_csv_export_opens_in_excel_without_live_formulas(tmp_path: Path) -> None:
    export.write_csv(path := tmp_path / "out.csv", HEADER, ROWS)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == HEADER
    assert rows == [
        ["علی‌رضا", "09121234567", "12500000", "۱۴۰۵/۰۹/۰۱", "2026-11-22"],
        ["'=cmd|' /C calc'!A0", "0013542419", "-2.50", "", "2010-12-01 08:26:00"],
        ["'@Sara", "+989121234567", "12345678901234567", "", "TRUE"],
    ]


def test_a_large_csv_export_comes_in_pieces() -> None:
    pieces = list(export.csv_chunks(["name"], (["سارا" * 10] for _row in range(5_000))))
    assert len(pieces) > 3
    assert b"".join(pieces).decode("utf-8-sig").count("\r\n") == 5_001


@pytest.mark.parametrize("right_to_left", [True, False])
def test_a_workbook_keeps_zeros_and_numbers(tmp_path: Path, right_to_left: bool) -> None:
    path = tmp_path / "out.xlsx"
    export.write_xlsx(path, HEADER, ROWS, right_to_left=right_to_left, sheet="مشتریان [۱]/*")
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert bool(page.sheet_view.rightToLeft) is right_to_left
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:E4")
    found = [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows(min_row=2)]
    assert found[0] == [
        ("علی‌رضا", "s"),
        ("09121234567", "s"),
        (12_500_000, "n"),
        ("۱۴۰۵/۰۹/۰۱", "s"),
        ("2026-11-22", "s"),
    ]
    assert found[1][0] == ("=cmd|' /C calc'!A0", "s")
    assert found[1][2] == (-2.5, "n")
    assert found[2][2] == ("12345678901234567", "s")
    assert found[2][4] == (True, "b")


def test_an_export_read_back_says_the_same(tmp_path: Path) -> None:
    export.write_xlsx(path := tmp_path / "out.xlsx", HEADER, ROWS, right_to_left=True)
    assert [row.values for row in read_rows(path, sniff(path).dialect)] == [
        ["علی‌رضا", "09121234567", "12500000", "۱۴۰۵/۰۹/۰۱", "2026-11-22"],
        ["=cmd|' /C calc'!A0", "0013542419", "-2.5", "", "2010-12-01 08:26:00"],
        ["@Sara", "+989121234567", "12345678901234567", "", "TRUE"],
    ]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_SHEET_ROWS", 4)
    export.write_xlsx(path := tmp_path / "out.xlsx", ["n"], ([n] for n in range(7)), right_to_left=True)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Sheet1", "Sheet1 2", "Sheet1 3"]
    values = [row[0] for page in book for row in page.iter_rows(min_row=2, values_only=True)]
    assert values == list(range(7))


def test_an_export_of_nothing_still_has_its_headings(tmp_path: Path) -> None:
    export.write_xlsx(path := tmp_path / "out.xlsx", HEADER, [], right_to_left=True)
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert [cell.value for cell in page[1]] == HEADER


def test_the_error_file_names_line_column_value_and_reason(tmp_path: Path) -> None:
    errors = [RowError(3, "موبایل", "=1+1", "این شماره درست نیست."), RowError(9, "", "", "کوتاه")]
    path = tmp_path / "errors.csv"
    assert write_errors(path, iter(errors)) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows[0]) == 4
    assert rows[1:] == [["3", "موبایل", "'=1+1", "این شماره درست نیست."], ["9", "", "", "کوتاه"]]
