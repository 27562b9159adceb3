"""Cells become values: Persian digits, Excel's losses and Jalali dates included; what is wrong is said."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from peyvand.core.money import Money
from peyvand.platform.rules.files import day_comes_first, read_rows, sniff
from peyvand.platform.rules.files.coercing import TYPES, BadValue, CoerceContext, coerce, coercer

TEHRAN = ZoneInfo("Asia/Tehran")
CONTEXT = CoerceContext(today=date(2026, 11, 22), zone=TEHRAN)
POUNDS = CoerceContext(today=date(2026, 11, 22), zone=ZoneInfo("UTC"), currency="GBP")


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("name", " علي  كاظمي ", "علی کاظمی"),
        ("text", "سطر اول\r\nسطر دوم", "سطر اول\nسطر دوم"),
        ("text", "'=1+1", "=1+1"),
        ("phone", "9121234567.0", "+989121234567"),
        ("phone", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+989121234567"),
        ("email", " Mailto:Sara@Example.COM ", "sara@example.com"),
        ("integer", "6.0", 6),
        ("integer", "-۱٬۲۳۴", -1234),
        ("decimal", "2.55", Decimal("2.55")),
        ("decimal", "۱۲٫۵", Decimal("12.5")),
        ("money", "12,500,000", Money(12_500_000, "IRR")),
        ("money", "۱۲٬۵۰۰ تومان", Money(125_000, "IRR")),
        ("date", "14050901.0", date(2026, 11, 22)),
        ("date", "۱۴۰۵/۹/۱", date(2026, 11, 22)),
        ("date", "2010-12-01", date(2010, 12, 1)),
        ("date", "2010-12-01 08:26:00", date(2010, 12, 1)),
        ("datetime", "2010-12-01 08:26:00", datetime(2010, 12, 1, 8, 26, tzinfo=TEHRAN)),
        ("datetime", "2010-12-01T08:26:00Z", datetime(2010, 12, 1, 8, 26, tzinfo=UTC)),
        ("datetime", "14050901", datetime(2026, 11, 22, tzinfo=TEHRAN)),
        ("yes_no", "بلي", True),
        ("yes_no", "۰", False),
        ("yes_no", "TRUE", True),
        ("national_id", "13542419.0", "0013542419"),
        ("company_id", "۱۰۳۸۰۲۸۴۷۹۰", "10380284790"),
        ("external_id", "17850.0", "17850"),
        ("external_id", "C۵۳۶۳۷۹", "C536379"),
        ("code", "1.0", "1.0"),
        ("code", "00123", "00123"),
    ],
)
def test_a_cell_becomes_the_value_people_mean(kind: str, cell: str, value: object) -> None:
    found = coerce(cell, kind, CONTEXT)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("phone", "9.12E+09"),
        ("phone", "12"),
        ("email", "sara at example.com"),
        ("email", "a@b"),
        ("integer", "2.5"),
        ("integer", "many"),
        ("decimal", "1e999"),
        ("decimal", "9" * 40),
        ("money", "9" * 30),
        ("money", "ten"),
        ("date", "1404/12/30"),
        ("date", "2010-02-30"),
        ("date", "12/1/2010"),
        ("datetime", "2010-12-01 25:00:00"),
        ("yes_no", "perhaps"),
        ("national_id", "0013542418"),
        ("company_id", "10380284791"),
        ("external_id", "5.36E+05"),
    ],
)
def test_a_wrong_cell_is_refused_in_a_sentence(kind: str, cell: str) -> None:
    with pytest.raises(BadValue) as refusal:
        coerce(cell, kind, CONTEXT)
    assert len(refusal.value.reason) > 10


@pytest.mark.parametrize("kind", TYPES)
def test_a_blank_cell_is_nothing(kind: str) -> None:
    nothing = "" if kind in {"text", "name", "code", "external_id"} else None
    assert coerce("  ", kind, CONTEXT) == nothing
    assert coerce("", kind, CONTEXT) == nothing


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    "cell", ["\0", "٠" * 5_000, "=cmd|' /C calc'!A0", "\u202egnp.exe", "1/0", "nan", "−", "٪", "'"]
)
def test_no_cell_breaks_the_import(kind: str, cell: str) -> None:
    try:
        coerce(cell, kind, CONTEXT)
    except BadValue as refusal:
        assert refusal.reason


def test_ambiguous_dates_follow_the_persons_choice() -> None:
    chosen = CoerceContext(today=CONTEXT.today, zone=TEHRAN, day_first=True)
    assert coerce("12/1/2010", "date", chosen) == date(2010, 1, 12)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["10/05/2026", "11/23/2026 2:05 PM", "2026-11-23"], False),
        (["5/10/2026", "23.11.2026"], True),
        (["10/05/2026", ""], None),
        (["23/11/2026", "11/23/2026"], None),
        (["1405/09/01"], None),
    ],
)
def test_a_file_tells_itself_whether_the_day_comes_first(cells: list[str], told: bool | None) -> None:
    assert day_comes_first(cells) is told


@pytest.mark.parametrize(
    ("amounts", "cell", "number"),
    [
        ("CAD", "$1,234.50", "1234.50"),
        ("CAD", "(25.00)", "-25.00"),
        ("CAD", "89.99 CAD", "89.99"),
        ("IRT", "۱۲٬۵۰۰ تومان", "12500"),
        ("IRT", "500 ریال", "50"),
        ("IRR", "50 تومان", "500"),
    ],
)
def test_an_amount_is_read_with_the_unit_beside_it(amounts: str, cell: str, number: str) -> None:
    context = CoerceContext(today=CONTEXT.today, zone=TEHRAN, amounts=amounts)
    assert coerce(cell, "amount", context) == Decimal(number)


def test_an_amount_of_another_currency_is_refused() -> None:
    context = CoerceContext(today=CONTEXT.today, zone=TEHRAN, amounts="CAD")
    with pytest.raises(BadValue):
        coerce("€5", "amount", context)


def test_prices_in_another_currency_are_minor_units() -> None:
    price = coercer("money", POUNDS)
    assert [price(cell) for cell in ("2.55", "2.55", "-0.01")] == [
        Money(255, "GBP"),
        Money(255, "GBP"),
        Money(-1, "GBP"),
    ]


PEOPLE = [["علي كاظمي", "9121234567.0", "14050901"], ["سارا پارسا", "09121112233", "1405/09/02"]]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("cp1256", ","), ("utf-8", ";"), ("utf-8-sig", "\t"), ("utf-16-le", ","), ("utf-16", "\t")],
)
def test_an_old_excel_list_becomes_the_same_people(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["نام", "موبايل", "تاريخ"], *PEOPLE]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(delimiter.join(cells) for cells in lines).encode(encoding))
    kinds = [coercer(kind, CONTEXT) for kind in ("name", "phone", "date")]
    rows = read_rows(path, sniff(path).dialect)
    assert [[read(cell) for read, cell in zip(kinds, row.values, strict=True)] for row in rows] == [
        ["علی کاظمی", "+989121234567", date(2026, 11, 22)],
        ["سارا پارسا", "+989121112233", date(2026, 11, 23)],
    ]
