"""Money: whole minor units and a currency code, never a bare number and never a float.

A deal of ۱۲٬۵۰۰٬۰۰۰ تومان is Money(125_000_000, "IRR"). Toman and Rial are ways of showing the rial; a
later rial is one more registered currency with its own code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from peyvand.core.display import Display, current
from peyvand.core.numbers import NotANumber, format_number, parse_number, words
from peyvand.core.text import clean, key

MoneyUnit = Literal["toman", "rial"]
TOMAN = 10
_LARGEST = 2**63 - 1


class NotMoney(NotANumber):
    """What was given is not an amount of money; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its code, the decimal places of its minor unit, its names and other spellings."""

    code: str
    exponent: int
    names: Mapping[str, str]
    spellings: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in a language; the code when it has none there."""
        return self.names.get(language, self.code)


CURRENCIES: dict[str, Currency] = {}
_spellings: dict[str, tuple[str, MoneyUnit]] = {}
_own: dict[str, frozenset[str]] = {}


def register(currency: Currency) -> None:
    """Make a currency known; a code stands for one currency for ever, so a second meaning is refused."""
    if CURRENCIES.setdefault(currency.code, currency) != currency:
        raise ValueError(f"{currency.code} is already another currency")
    _own[currency.code] = frozenset(map(_symbol_key, (currency.code, *currency.names.values(), *currency.spellings)))
    for spelling in _own[currency.code]:
        _spellings.setdefault(spelling, (currency.code, "rial"))


def currency_of(code: str) -> Currency:
    """The currency of a code. Raises NotMoney, with a sentence, for an unknown one."""
    try:
        return CURRENCIES[code.upper()]
    except KeyError:
        raise NotMoney(_("There is no currency “%(code)s” here.") % {"code": code}) from None


def currencies() -> tuple[Currency, ...]:
    """Every known currency, the rial first."""
    return tuple(CURRENCIES.values())


def _symbol_key(text: str) -> str:
    return key(text) or text


for _currency in (
    Currency("IRR", 0, {"fa": "ریال", "en": "Rial"}, ("﷼", "rials", "ر")),
    Currency("USD", 2, {"fa": "دلار", "en": "USD"}, ("$", "us$", "dollar", "dollars", "دلار آمریکا")),
    Currency("EUR", 2, {"fa": "یورو", "en": "EUR"}, ("€", "euro", "euros")),
    Currency("GBP", 2, {"fa": "پوند", "en": "GBP"}, ("£", "pound", "pounds")),
    Currency("CAD", 2, {"fa": "دلار کانادا", "en": "CAD"}, ("$", "ca$", "dollar", "dollars")),
    Currency("AUD", 2, {"fa": "دلار استرالیا", "en": "AUD"}, ("$", "au$", "dollar", "dollars")),
    Currency("AED", 2, {"fa": "درهم", "en": "AED"}, ("dirham", "dirhams")),
    Currency("TRY", 2, {"fa": "لیر", "en": "TRY"}, ("₺", "lira", "لیره")),
    Currency("CNY", 2, {"fa": "یوان", "en": "CNY"}, ("¥", "yuan")),
    Currency("IQD", 3, {"fa": "دینار عراق", "en": "IQD"}, ("دینار",)),
    Currency("AFN", 2, {"fa": "افغانی", "en": "AFN"}, ("؋",)),
):
    register(_currency)
for _word in ("تومان", "تومن", "toman", "tomans", "irt", "ت"):
    _spellings[_symbol_key(_word)] = ("IRR", "toman")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency (rials, cents). Sums only within one currency."""

    amount: int
    currency: str = "IRR"

    def __add__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _check(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")

    def major(self) -> Decimal:
        """The amount in whole rials, dollars or euros."""
        return Decimal(self.amount).scaleb(-currency_of(self.currency).exponent)


# Imports bring millions of these; they need no look for a unit.
_BARE = re.compile(r"-?[0-9.]{1,30}")
_UNIT_AFTER = re.compile(r"([0-9۰-۹٠-٩].*?)\s*([^\W\d_]+(?:\s[^\W\d_]+)?|[$€£¥₺؋﷼])$")
_UNIT_BEFORE = re.compile(r"^(-?\(?-?)\s*([a-z]{2,6}|(?:[a-z]{2})?[$€£¥₺؋﷼])\s*([-(]?[0-9۰-۹٠-٩].*)$")


def parse_money(text: str, currency: str = "IRR", unit: MoneyUnit = "toman") -> Money:
    """Read an amount; what is typed with it (تومان, ریال, $, EUR) wins over the given currency and unit.

    `unit` says what a bare rial amount counts: toman (ten rials) or rial. A sign that several currencies bear ($) is
    that of the given one, where it bears it. Raises NotMoney with a sentence.
    """
    number = text
    if not _BARE.fullmatch(text):
        number, currency, unit = _split_unit(clean(text).lower(), currency, unit)
    try:
        value = parse_number(number)
    except NotANumber:
        raise NotMoney(_("“%(text)s” is not an amount of money.") % {"text": text.strip()[:40]}) from None
    known = currency_of(currency)
    minor = value * TOMAN if (known.code, unit) == ("IRR", "toman") else value.scaleb(known.exponent)
    if minor != minor.to_integral_value():
        facts = {"text": text.strip()[:40], "currency": known.code}
        raise NotMoney(_("“%(text)s” has more decimal places than %(currency)s has.") % facts)
    if abs(minor) > _LARGEST:
        raise NotMoney(_("“%(text)s” is too large an amount.") % {"text": text.strip()[:40]})
    return Money(int(minor), known.code)


def parse_amount(text: str, currency: str, unit: MoneyUnit) -> Decimal:
    """Read an amount of one currency as a number in its unit: "$1,234.50" of CAD, 500 or ۵۰ تومان of the rial.

    Raises NotMoney with a sentence for what is no amount, or is written in another currency.
    """
    number, written, counted = _split_unit(clean(text).lower(), currency, unit)
    if written != currency:
        name = currency_of(currency).name(current().language)
        raise NotMoney(_("Write this amount in %(currency)s.") % {"currency": name})
    try:
        value = parse_number(number)
    except NotANumber:
        raise NotMoney(_("“%(text)s” is not an amount of money.") % {"text": text.strip()[:40]}) from None
    if currency != "IRR" or counted == unit:
        return value
    return value * TOMAN if counted == "toman" else value / TOMAN


def says_currency(text: str, currency: str, unit: MoneyUnit) -> bool:
    """Whether a word, a sign or a code names this currency, and of the rial this unit: CAD, $, تومان."""
    return _meant(clean(text).lower(), currency) == (currency, unit if currency == "IRR" else "rial")


def _split_unit(typed: str, currency: str, unit: MoneyUnit) -> tuple[str, str, MoneyUnit]:
    before = _UNIT_BEFORE.match(typed)
    if before and (meant := _meant(before[2], currency)):
        typed, (currency, unit) = before[1] + before[3], meant
    after = _UNIT_AFTER.search(typed)
    if after:
        unit_words = after[2].split()
        for count in (2, 1):
            meant = _meant(" ".join(unit_words[-count:]), currency) if len(unit_words) >= count else None
            if meant:
                kept = " ".join(unit_words[:-count])
                return f"{typed[: after.start(2)]}{kept}".strip(), *meant
    return typed, currency, unit


def _meant(word: str, currency: str) -> tuple[str, MoneyUnit] | None:
    spelling = _symbol_key(word)
    return (currency, "rial") if spelling in _own.get(currency, ()) else _spellings.get(spelling)


def in_unit(money: Money, display: Display | None = None) -> tuple[Decimal, str]:
    """The amount in the reader's unit and the name of that unit: (12500000, "تومان")."""
    shown = display or current()
    if money.currency == "IRR" and shown.money_unit == "toman":
        return Decimal(money.amount) / TOMAN, unit_name("toman", shown.language)
    return money.major(), currency_of(money.currency).name(shown.language)


def unit_name(unit: MoneyUnit, language: str) -> str:
    """Toman or Rial in a language."""
    if unit == "toman":
        return "تومان" if language == "fa" else "Toman"
    return CURRENCIES["IRR"].name(language)


def bare_unit(currency: str, display: Display | None = None) -> str:
    """What an amount without a unit counts, for this reader: Toman or Rial of a rial, else the currency."""
    shown = display or current()
    known = currency_of(currency)
    return unit_name(shown.money_unit, shown.language) if known.code == "IRR" else known.name(shown.language)


_SHORT_SIZES = (
    (10**12, "تریلیون", "tn"),
    (10**9, "میلیارد", "bn"),
    (10**6, "میلیون", "m"),
    (10**3, "هزار", "k"),
)


def format_money(money: Money, display: Display | None = None, *, short: bool = False) -> str:
    """An amount with its unit, always: ۱۲٬۵۰۰٬۰۰۰ تومان; short ۱٫۲ میلیارد ریال, 1.2 bn Rial."""
    shown = display or current()
    value, unit = in_unit(money, shown)
    if short:
        for size, fa, en in _SHORT_SIZES:
            if abs(value) >= size:
                rounded = round(value / size, 1)
                name = fa if shown.language == "fa" else en
                return f"{format_number(rounded, digits=shown.digits)} {name} {unit}"
    exponent = currency_of(money.currency).exponent
    places = exponent if exponent and not short else None
    return f"{format_number(value, digits=shown.digits, decimals=places)} {unit}"


def money_words(money: Money, display: Display | None = None) -> str:
    """The amount in Persian words with its unit: دوازده میلیون و پانصد هزار تومان."""
    shown = display or current()
    value, _unit = in_unit(money, shown)
    unit = unit_name("toman", "fa") if _unit in ("Toman", "تومان") else currency_of(money.currency).name("fa")
    spoken = int(value) if value == value.to_integral_value() else float(value)
    return f"{words(spoken)} {unit}"
