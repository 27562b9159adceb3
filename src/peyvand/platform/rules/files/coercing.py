"""Cell text into values of our fields, or a sentence that says why not.

Millions of cells pass here: common spellings take a short way, repeated cells are remembered.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from peyvand.core import identifiers
from peyvand.core.digits import to_ascii
from peyvand.core.jalali import parse_date, parse_datetime
from peyvand.core.money import Money, MoneyUnit, parse_amount, parse_money
from peyvand.core.numbers import parse_number
from peyvand.core.phones import parse_phone
from peyvand.core.text import clean, clean_multiline, key
from peyvand.platform.rules.files.cells import as_typed

Coercer = Callable[[str], object]

_REMEMBERED: Final = 8_192
_REMEMBERED_LENGTH: Final = 64
_LARGEST: Final = 2**63 - 1
_PLAIN_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.0+)?")
_PLAIN_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_WHOLE_FLOAT: Final = re.compile(r"([0-9]+)\.0+")
_SHORTENED: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]+")
_EMAIL: Final = re.compile(r"[^\s@,;:<>\"()]+@[^\s@,;:<>\"()]+\.[^\s@,;:<>\"().]{2,}")
_YES: Final = (
    "yes",
    "y",
    "true",
    "t",
    "1",
    "on",
    "x",
    "✓",
    "✔",
    "بله",
    "بلی",
    "آری",
    "دارد",
    "هست",
    "فعال",
    "صحیح",
)
_NO: Final = ("no", "n", "false", "f", "0", "off", "✗", "✘", "خیر", "نه", "ندارد", "نیست", "غیرفعال", "غلط")


class BadValue(ValueError):
    """A cell that cannot be the value of its field; `reason` is a sentence in the active language."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class CoerceContext:
    """What a cell does not say itself: `currency` is an ISO code, `money_unit` what a bare amount counts.

    `amounts` is what the file's own amounts are in: an ISO code, or IRT for the Toman.
    `day_first` says how to read 12/1/2010; None refuses such a cell with a sentence.
    """

    today: date
    zone: ZoneInfo
    region: str = "IR"
    area_code: str | None = None
    currency: str = "IRR"
    money_unit: MoneyUnit = "rial"
    day_first: bool | None = None
    amounts: str = "IRR"


def coerce(value: str, kind: str, context: CoerceContext) -> object:
    """One cell as a value of the field type `kind`. For many cells make one `coercer` per column."""
    return coercer(kind, context)(value)


@lru_cache(maxsize=16)
def coercer(kind: str, context: CoerceContext) -> Coercer:
    """A function cell text -> value for one column.

    text, name, code, external_id give str ("" when blank); the other types give None when blank:
    phone (E.164 str), email, national_id, company_id (str), integer (int), decimal, amount (Decimal), money (Money),
    date (date), datetime (aware datetime), yes_no (bool). Raises BadValue, and KeyError on an unknown type.
    """
    convert = _MAKERS[kind](context)
    empty = "" if kind in _TEXTS else None

    def read(cell: str) -> object:
        text = cell.strip()
        if not text:
            return empty
        try:
            return convert(text)
        except BadValue:
            raise
        except (ValueError, ArithmeticError) as error:
            raise BadValue(str(error)) from error

    remembering = lru_cache(maxsize=_REMEMBERED)(read)
    return lambda cell: remembering(cell) if len(cell) <= _REMEMBERED_LENGTH else read(cell)


def _text(_context: CoerceContext) -> Coercer:
    return lambda text: clean_multiline(as_typed(text))


def _name(_context: CoerceContext) -> Coercer:
    return lambda text: clean(as_typed(text))


def _code(_context: CoerceContext) -> Coercer:
    return lambda text: to_ascii(clean(as_typed(text)))


def _external_id(_context: CoerceContext) -> Coercer:
    return lambda text: _without_fraction(to_ascii(clean(as_typed(text))))


def _without_fraction(text: str) -> str:
    """Undo what spreadsheets do to numbers that are names: 17850.0 -> 17850; 9.12E+09 cannot be undone."""
    if _SHORTENED.fullmatch(text):
        raise BadValue(_("The spreadsheet shortened this number. Make the column a text column and save again."))
    whole = _WHOLE_FLOAT.fullmatch(text)
    return whole[1] if whole else text


def _email(_context: CoerceContext) -> Coercer:
    def convert(text: str) -> str:
        address = to_ascii(clean(text)).lower().removeprefix("mailto:").strip("<>")
        if len(address) > 254 or not _EMAIL.fullmatch(address):
            raise BadValue(_("This is not an e-mail address."))
        return address

    return convert


def _phone(context: CoerceContext) -> Coercer:
    def convert(text: str) -> str:
        number = _without_fraction(to_ascii(as_typed(text)))
        return parse_phone(number, region=context.region, area_code=context.area_code).e164

    return convert


def _identifier(check: Callable[[str, str], str]) -> Callable[[CoerceContext], Coercer]:
    return lambda context: lambda text: check(_without_fraction(to_ascii(text)), context.region)


def _integer(_context: CoerceContext) -> Coercer:
    def convert(text: str) -> int:
        if _PLAIN_INTEGER.fullmatch(text):
            return int(text.partition(".")[0])
        number = _decimal_value(text)
        if number != number.to_integral_value():
            raise BadValue(_("A whole number is needed here."))
        return int(number)

    return convert


def _decimal_value(text: str) -> Decimal:
    if _PLAIN_DECIMAL.fullmatch(text):
        return Decimal(text)
    number = parse_number(text)
    if not number.is_finite() or abs(number) > _LARGEST:
        raise BadValue(_("This number is too large."))
    return number


def _decimal(_context: CoerceContext) -> Coercer:
    return _decimal_value


def _amount(context: CoerceContext) -> Coercer:
    unit: MoneyUnit = "toman" if context.amounts == "IRT" else "rial"
    currency = "IRR" if unit == "toman" else context.amounts

    def convert(text: str) -> Decimal:
        if _PLAIN_DECIMAL.fullmatch(text):
            return Decimal(text)
        number = parse_amount(text, currency, unit)
        if not number.is_finite() or abs(number) > _LARGEST:
            raise BadValue(_("This number is too large."))
        return number

    return convert


def _money(context: CoerceContext) -> Coercer:
    def convert(text: str) -> Money:
        money = parse_money(text, context.currency, context.money_unit)
        if abs(money.amount) > _LARGEST:
            raise BadValue(_("This number is too large."))
        return money

    return convert


def _date(context: CoerceContext) -> Coercer:
    moment = _datetime(context)

    def convert(text: str) -> date:
        if ":" in text:
            return moment(text).date()
        plain = _without_fraction(to_ascii(text))
        return parse_date(plain, today=context.today, day_first=context.day_first)

    return convert


def _datetime(context: CoerceContext) -> Callable[[str], datetime]:
    def convert(text: str) -> datetime:
        plain = text if ":" in text else _without_fraction(to_ascii(text))
        return parse_datetime(plain, context.zone, today=context.today, day_first=context.day_first)

    return convert


def _yes_no(_context: CoerceContext) -> Coercer:
    meanings = {key(word): True for word in _YES} | {key(word): False for word in _NO}

    def convert(text: str) -> bool:
        meaning = meanings.get(key(_without_fraction(to_ascii(text))))
        if meaning is None:
            raise BadValue(_("Write yes or no here."))
        return meaning

    return convert


_TEXTS: Final = frozenset({"text", "name", "code", "external_id"})
_MAKERS: Final[dict[str, Callable[[CoerceContext], Coercer]]] = {
    "text": _text,
    "name": _name,
    "code": _code,
    "external_id": _external_id,
    "email": _email,
    "phone": _phone,
    "national_id": _identifier(identifiers.national_id),
    "company_id": _identifier(identifiers.company_id),
    "integer": _integer,
    "decimal": _decimal,
    "amount": _amount,
    "money": _money,
    "date": _date,
    "datetime": _datetime,
    "yes_no": _yes_no,
}
TYPES: Final = tuple(_MAKERS)
