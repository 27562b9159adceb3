"""Amounts in any digits go in; one exact whole number and a unit come out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peyvand.core.display import Display
from peyvand.core.money import (
    CURRENCIES,
    Currency,
    Money,
    NotMoney,
    currency_of,
    format_money,
    money_words,
    parse_money,
    register,
)
from peyvand.core.numbers import NotANumber, format_number, parse_number, words

TOMAN = Display()
RIAL = Display(money_unit="rial")
EN = Display(language="en", digits="en")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("۱۲٬۵۰۰٬۰۰۰", "12500000"),
        ("12,500,000", "12500000"),
        ("۱۲،۵۰۰", "12500"),
        ("12 500", "12500"),
        ("١٢٫٥", "12.5"),
        ("12/5", "12.5"),
        ("۱۲٫۵ میلیون", "12500000"),
        ("۲ ميليون و ۵۰۰ هزار", "2500000"),
        ("2.5bn", "2500000000"),
        ("−۵", "-5"),
        ("(1,200)", "-1200"),
        ("-0.55", "-0.55"),
    ],
)
def test_a_number_is_read_in_any_digits_and_spelling(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1,23",
        "1.2.3",
        "NaN",
        "Infinity",
        "1e5",
        "1_0",
        "--1",
        "12 تا",
        "9" * 200,
        "۵ هزار و ۲ میلیون",
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15))
def test_what_we_write_we_can_read(value: Decimal) -> None:
    assert parse_number(format_number(value, digits="fa")) == value
    assert parse_number(format_number(value, digits="en")) == value


def test_numbers_are_grouped_in_the_readers_digits() -> None:
    assert format_number(1234567.5, digits="fa") == "۱٬۲۳۴٬۵۶۷٫۵"
    assert format_number(Decimal("1234.50"), digits="en") == "1,234.5"
    assert format_number(-12500, digits="fa") == "\u200e−۱۲٬۵۰۰"
    assert format_number(2, digits="en", decimals=2) == "2.00"


def test_a_deal_in_toman_is_kept_in_rial_and_said_in_words() -> None:
    deal = parse_money("۱۲٬۵۰۰٬۰۰۰ تومان", unit="rial")
    assert deal == Money(125_000_000, "IRR")
    assert format_money(deal, TOMAN) == "۱۲٬۵۰۰٬۰۰۰ تومان"
    assert format_money(deal, RIAL) == "۱۲۵٬۰۰۰٬۰۰۰ ریال"
    assert format_money(deal, EN) == "12,500,000 Toman"
    assert money_words(deal, TOMAN) == "دوازده میلیون و پانصد هزار تومان"
    assert words(121) == "یکصد و بیست و یک"


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("500", "toman", Money(5000)),
        ("500", "rial", Money(500)),
        ("500 ریال", "toman", Money(500)),
        ("۵۰۰ هزار تومان", "rial", Money(5_000_000)),
        ("۱۲٫۵ میلیون", "toman", Money(125_000_000)),
        ("$12.50", "toman", Money(1250, "USD")),
        ("-$5", "toman", Money(-500, "USD")),
        ("EUR 7", "toman", Money(700, "EUR")),
        ("2.55 £", "toman", Money(255, "GBP")),
    ],
)
def test_the_unit_that_was_typed_wins(typed: str, unit: str, expected: Money) -> None:
    assert parse_money(typed, "IRR", unit) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("$1,234.50", Money(123450, "CAD")),
        ("($25.00)", Money(-2500, "CAD")),
        ("$(25.00)", Money(-2500, "CAD")),
        ("5 dollars", Money(500, "CAD")),
        ("$12 USD", Money(1200, "USD")),
        ("US$12", Money(1200, "USD")),
        ("۱۲ دلار", Money(1200, "USD")),
    ],
)
def test_a_dollar_is_canadian_where_the_books_are(typed: str, expected: Money) -> None:
    assert parse_money(typed, "CAD") == expected


@pytest.mark.parametrize("typed", ["", "تومان", "12.505 USD", "1.25", "9" * 25, "پنج"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(NotMoney):
        parse_money(typed)


def test_small_places_get_short_amounts_with_their_unit() -> None:
    assert format_money(Money(1_234_567_890), RIAL, short=True) == "۱٫۲ میلیارد ریال"
    assert format_money(Money(1_234_567_890), EN, short=True) == "123.5 m Toman"
    assert format_money(Money(123450, "GBP"), TOMAN) == "۱٬۲۳۴٫۵۰ پوند"


def test_a_new_rial_is_one_registered_currency_more() -> None:
    new = Currency("QRN", 2, {"fa": "ریال نو", "en": "New rial"})
    register(new)
    try:
        assert parse_money("12.5 QRN") == Money(1250, "QRN")
        assert format_money(Money(1250, "QRN"), RIAL) == "۱۲٫۵۰ ریال نو"
        with pytest.raises(ValueError, match="already"):
            register(Currency("QRN", 0, {}))
    finally:
        del CURRENCIES["QRN"]


def test_two_currencies_do_not_add_up() -> None:
    assert Money(5) + Money(7) - Money(2) == Money(10)
    with pytest.raises(ValueError, match="do not add up"):
        Money(5) + Money(5, "USD")
    with pytest.raises(NotMoney):
        currency_of("XXX")
