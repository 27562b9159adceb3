"""Sara's workbook says the same as her CSV: phones, dates and codes come out as people read them."""

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from peyvand.platform.rules.files import Dialect, Unreadable, preview, read_rows, sniff, strings
from peyvand.platform.rules.files.sheetvalues import is_date_format, number_text, serial_text

DAY = datetime.datetime(2010, 12, 1)
MOMENT = datetime.datetime(2010, 12, 1, 8, 26)


def workbook(path: Path, **options: object) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd hh:mm", **options}) as book:
        persian = book.add_format({"num_format": "[$-fa-IR,16]yyyy/mm/dd;@"})
        page = book.add_worksheet("مشتریان")
        page.write_row(0, 0, ["نام", "موبایل", "مبلغ", "زمان", "روز", "فعال", "جمع", "کد"])
        page.write_row(1, 0, ["علی‌رضا &amp; <x>", 9121234567.0, 0.1 + 0.2, MOMENT])
        page.write_datetime(1, 4, DAY, persian)
        page.write_boolean(1, 5, True)
        page.write_formula(1, 6, '=HYPERLINK("http://example.com")', None, "12")
        page.write_string(1, 7, "00123")
        page.write_string(4, 0, "  سارا ")
        book.add_worksheet("خالی")
        book.add_worksheet("دوم").write_row(2, 1, ["city", "sum"])
        book.add_worksheet("hidden").hide()
    return path


EXPECTED = [
    "علی‌رضا &amp; <x>",
    "9121234567",
    "0.3",
    "2010-12-01 08:26:00",
    "2010-12-01",
    "TRUE",
    "12",
    "00123",
]


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}, {"date_1904": True}, {"use_zip64": True}])
def test_a_sheet_reads_as_people_see_it(tmp_path: Path, options: dict[str, bool]) -> None:
    path = workbook(tmp_path / "list.xlsx", **options)
    found = sniff(path, "list.xlsx")
    assert (found.kind, found.sheet, found.header_row, found.notes) == ("xlsx", "مشتریان", 1, ())
    assert found.sheets == ("مشتریان", "خالی", "دوم")
    rows = list(read_rows(path, found.dialect))
    assert [(row.line, row.flaw) for row in rows] == [(2, ""), (5, "")]
    assert rows[0].values == EXPECTED
    assert rows[1].values == ["  سارا ", *[""] * 7]


def test_another_sheet_and_header_row_can_be_chosen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx")
    assert preview(path, Dialect(kind="xlsx", sheet="دوم", header_row=3)).header == ["#1", "city", "sum"]
    with pytest.raises(Unreadable) as refusal:
        preview(path, Dialect(kind="xlsx", sheet="نیست"))
    assert refusal.value.code == "sheet"


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_sheet_resumes_after_the_rows_already_done(tmp_path: Path, after: int) -> None:
    path = workbook(tmp_path / "list.xlsx")
    dialect = sniff(path).dialect
    assert list(read_rows(path, dialect, after=after)) == list(read_rows(path, dialect))[after:]


def test_a_file_of_another_writer_reads_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["name", "when", "amount", "yes"])
    page.append(["سارا", MOMENT, 12.5, False])
    page.append(["رضا", datetime.time(8, 26), -1e21, None])
    book.save(path := tmp_path / "list.xlsx")
    assert [row.values for row in read_rows(path, sniff(path).dialect)] == [
        ["سارا", "2010-12-01 08:26:00", "12.5", "FALSE"],
        ["رضا", "08:26:00", "-1000000000000000000000", ""],
    ]


def test_many_texts_go_to_disk_and_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "_IN_MEMORY", 3_000)
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["name"])
        for number in range(1, 400):
            page.write_string(number, 0, f"سارا {number % 150}")
    found = [row.values[0] for row in read_rows(path, sniff(path).dialect)]
    assert found == [f"سارا {number % 150}" for number in range(1, 400)]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("9121234567.0", "9121234567"),
        ("13542419", "13542419"),
        ("1.2300000000000001E2", "123"),
        ("0.30000000000000004", "0.3"),
        ("-2.5", "-2.5"),
        ("1E-3", "0.001"),
        ("NaN", "NaN"),
        ("#N/A", "#N/A"),
    ],
)
def test_numbers_are_shown_as_in_the_cell(stored: str, shown: str) -> None:
    assert number_text(stored) == shown


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        ("40513", "2010-12-01"),
        ("40513.351388888892", "2010-12-01 08:26:00"),
        ("0.5", "12:00:00"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("-4", "-4"),
        ("99999999", "99999999"),
        ("2010-12-01", "2010-12-01"),
    ],
)
def test_serial_days_are_dates(serial: str, shown: str) -> None:
    assert serial_text(serial, from_1904=False) == shown


def test_a_date_format_is_known_by_its_letters() -> None:
    assert is_date_format(14)
    assert is_date_format(164, "[$-fa-IR,16]yyyy/mm/dd;@")
    assert not is_date_format(164, '#,##0 "dollars"')
    assert not is_date_format(164, "[h]:mm")
    assert not is_date_format(164, "[Red]General")
    assert not is_date_format(2)
