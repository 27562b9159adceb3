"""Phone numbers: any spelling to E.164, with operator and province; quick for Iranian ones.

Millions of imported cells pass here, so Iranian mobile and land lines never touch the metadata library.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext as _

from peyvand.core.digits import to_ascii
from peyvand.core.display import current, shown_digits
from peyvand.core.provinces import province_of_area
from peyvand.core.text import clean, isolated

PhoneKind = Literal["mobile", "fixed", "other"]


class InvalidPhone(ValueError):
    """What was given is not a phone number; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number: E.164, mobile / fixed / other, operator key ("mci") and ISO province ("IR-23") when known."""

    e164: str
    kind: PhoneKind
    operator: str = ""
    province: str = ""
    extension: str = ""


OPERATORS: dict[str, tuple[str, str]] = {
    "mci": ("همراه اول", "Hamrah-e Aval"),
    "irancell": ("ایرانسل", "Irancell"),
    "rightel": ("رایتل", "RighTel"),
    "shatel": ("شاتل موبایل", "Shatel Mobile"),
    "aptel": ("آپتل", "Aptel"),
    "taliya": ("تالیا", "Taliya"),
    "kish": ("تله‌کیش", "TeleKish"),
    "espadan": ("اسپادان", "Espadan"),
}
_PREFIXES: dict[str, str] = {
    **{f"91{last}": "mci" for last in range(10)},
    **{f"99{last}": "mci" for last in range(7)},
    **{f"90{last}": "irancell" for last in range(6)},
    **dict.fromkeys(("930", "933", "935", "936", "937", "938", "939", "941"), "irancell"),
    **dict.fromkeys(("920", "921", "922", "923"), "rightel"),
    "931": "espadan",
    "932": "taliya",
    "934": "kish",
    "998": "shatel",
    "999": "aptel",
}
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?0?(9(?:0[0-5]|1\d|2[0-3]|3\d|41|9[0-9])\d{7})", re.ASCII)
_FIXED = re.compile(r"(?:\+98|0098|0|98(?=\d{10}$))0?([1-8]\d)([2-9]\d{7})", re.ASCII)
_BARE_FIXED = re.compile(r"([1-8]\d)([2-9]\d{7})", re.ASCII)
_LONGEST_LOCAL = 8  # a number within its area: 555-0123
_LOCAL = re.compile(r"[2-9]\d{7}", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-–—_./\u2212]+")
_SPREADSHEET = re.compile(r"^(\+?\d+)\.0+$", re.ASCII)
_EXTENSION = re.compile(r"\s*(?:\(([0-9]{1,6})\)|(?:داخلی|ext\.?|x)\s*:?\s*([0-9]{1,6}))\s*$", re.IGNORECASE)


def parse_phone(text: str, *, region: str = "IR", area_code: str | None = None) -> Phone:
    """Read a number in any digits and spelling: ۰۹۱۲ ۱۱۱ ۲۲۳۳, 0098912…, 9121112233, 021-8877 6655 (12).

    `region` (ISO country) is for numbers without a country code, `area_code` (021, 416) for those without one.
    Raises InvalidPhone with a sentence for the reader.
    """
    if region == "IR" and (quick := _MOBILE.fullmatch(text)):
        return _mobile(quick[1])
    typed = _SPREADSHEET.sub(r"\1", to_ascii(clean(text)))
    found = _EXTENSION.search(typed)
    extension = (found[1] or found[2]) if found else ""
    compact = _SEPARATORS.sub("", typed[: found.start()] if found else typed).replace("(", "").replace(")", "")
    phone = _iranian(compact, area_code) if region == "IR" or compact.startswith(("+98", "0098")) else None
    if phone is None:
        area = area_code.removeprefix("0") if area_code and region != "IR" else ""
        local = area and len(compact) <= _LONGEST_LOCAL and compact.isdigit()
        phone = _by_metadata(area + compact if local else compact, region, text)
    return Phone(phone.e164, phone.kind, phone.operator, phone.province, extension) if extension else phone


def _mobile(national: str) -> Phone:
    return Phone("+98" + national, "mobile", _PREFIXES.get(national[:3], ""))


def _iranian(compact: str, area_code: str | None) -> Phone | None:
    mobile = _MOBILE.fullmatch(compact)
    if mobile:
        return _mobile(mobile[1])
    if area_code and _LOCAL.fullmatch(compact):
        compact = "0" + area_code.removeprefix("0") + compact
    fixed = _FIXED.fullmatch(compact) or _BARE_FIXED.fullmatch(compact)
    province = province_of_area(fixed[1]) if fixed else None
    if fixed is None or province is None:
        return None
    return Phone(f"+98{fixed[1]}{fixed[2]}", "fixed", "", province.code)


def _by_metadata(compact: str, region: str, original: str) -> Phone:
    """Foreign and unusual numbers, by the library that knows every country's plan."""
    import phonenumbers

    try:
        number = phonenumbers.parse(compact, region)
    except phonenumbers.NumberParseException:
        raise _invalid(original) from None
    if not phonenumbers.is_valid_number(number):
        raise _invalid(original)
    kinds: dict[int, PhoneKind] = {
        phonenumbers.PhoneNumberType.MOBILE: "mobile",
        phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
    }
    kind = kinds.get(phonenumbers.number_type(number), "other")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _iranian(e164, None) or Phone(e164, kind)  # tel:+98912… is read by the library; its operator is known here


def _invalid(text: str) -> InvalidPhone:
    return InvalidPhone(_("“%(text)s” is not a phone number.") % {"text": text.strip()[:40]})


def operator_name(operator: str, language: str) -> str:
    """The name of a mobile operator for a reader; empty when unknown."""
    names = OPERATORS.get(operator)
    return "" if names is None else names[0 if language == "fa" else 1]


def display_phone(e164: str) -> str:
    """A stored number as people write it: 0912 123 4567, 021 8877 6655, +44 20 7946 0958; in Canada (416) 555-0199."""
    return _displayed(e164, current().region)


@lru_cache(maxsize=4096)
def _displayed(e164: str, region: str) -> str:
    if region == "IR" and e164.startswith("+98") and len(e164) == 13:
        national = e164[3:]
        if national[0] == "9":
            return f"0{national[:3]} {national[3:6]} {national[6:]}"
        return f"0{national[:2]} {national[2:6]} {national[6:]}"
    import phonenumbers

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    at_home = region != "IR" and number.country_code == phonenumbers.country_code_for_region(region)
    form = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL))


def phone_said(e164: str) -> str:
    """A stored number inside a sentence: in the reader's digits, left to right, and never broken over two lines."""
    return isolated(shown_digits(display_phone(e164)).replace(" ", "\u00a0"))


def search_forms(e164: str) -> tuple[str, ...]:
    """The ASCII digit strings a number is looked for by: ("989121234567", "09121234567")."""
    digits = e164.removeprefix("+")
    return (digits, "0" + digits[2:]) if digits.startswith("98") else (digits,)
