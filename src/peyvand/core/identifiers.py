"""Iranian identifiers: checked by their own arithmetic, with the zeros a spreadsheet ate put back.

Outside of Iran every country has its own, so there a number is only tidied.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from peyvand.core.digits import to_ascii
from peyvand.core.text import clean

_SEPARATORS = re.compile(r"[\s\-_./\u200c]+")
_CANADIAN = re.compile(r"(?:[A-Z][0-9]){3}", re.ASCII)
_POSTAL = re.compile(r"(?=.*[0-9])[A-Z0-9](?:[A-Z0-9 -]{1,8})[A-Z0-9]", re.ASCII)
_SPREADSHEET = re.compile(r"^([0-9]+)\.0+$")


class InvalidIdentifier(ValueError):
    """A number that fails its own check; the message is a sentence for the reader."""


def _compact(text: str) -> str:
    """ASCII digits and capital letters, without separators and the ".0" of spreadsheets."""
    typed = _SPREADSHEET.sub(r"\1", to_ascii(clean(text)))
    return _SEPARATORS.sub("", typed).upper()


def _digits(text: str, lengths: range, sentence: str) -> str:
    compact = _compact(text)
    if not (compact.isascii() and compact.isdigit() and len(compact) in lengths):
        raise InvalidIdentifier(sentence % {"text": text.strip()[:40]})
    return compact


def _foreign_id(text: str) -> str:
    """A number of another country, as letters and digits without separators."""
    compact = _compact(text)
    if not (compact.isascii() and compact.isalnum() and 4 <= len(compact) <= 11):
        raise InvalidIdentifier(
            _("“%(text)s” is not such a number: it has 4 to 11 letters and digits.") % {"text": text.strip()[:40]}
        )
    return compact


def national_id(text: str, region: str = "IR") -> str:
    """A person's ten-digit national ID. Eight or nine digits get their leading zeros back.

    `region` is the country whose number it is. Raises InvalidIdentifier with a sentence for the reader.
    """
    if region != "IR":
        return _foreign_id(text)
    digits = _digits(text, range(8, 11), _("“%(text)s” is not a national ID: it has 10 digits.")).zfill(10)
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    expected = remainder if remainder < 2 else 11 - remainder
    if int(digits[9]) != expected or len(set(digits)) == 1:
        raise InvalidIdentifier(
            _("The national ID %(digits)s is mistyped: its check digit does not fit.") % {"digits": digits}
        )
    return digits


_COMPANY_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def company_id(text: str, region: str = "IR") -> str:
    """An organisation's eleven-digit national ID. Raises InvalidIdentifier with a sentence for the reader."""
    if region != "IR":
        return _foreign_id(text)
    digits = _digits(text, range(11, 12), _("“%(text)s” is not a company ID: it has 11 digits."))
    tens = int(digits[9]) + 2
    total = sum((int(digit) + tens) * weight for digit, weight in zip(digits, _COMPANY_WEIGHTS, strict=False))
    if total % 11 % 10 != int(digits[10]) or len(set(digits)) == 1:
        raise InvalidIdentifier(
            _("The company ID %(digits)s is mistyped: its check digit does not fit.") % {"digits": digits}
        )
    return digits


def sheba(text: str) -> str:
    """An Iranian IBAN as IR and 24 digits; IR may be left out. Raises InvalidIdentifier with a sentence."""
    compact = _compact(text)
    digits = compact.removeprefix("IR")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 24):
        raise InvalidIdentifier(
            _("“%(text)s” is not a Sheba number: it is IR and 24 digits.") % {"text": text.strip()[:40]}
        )
    if int(digits[2:] + "1827" + digits[:2]) % 97 != 1:
        raise InvalidIdentifier(
            _("The Sheba number IR%(digits)s is mistyped: its check digits do not fit.") % {"digits": digits}
        )
    return "IR" + digits


def card(text: str) -> str:
    """A sixteen-digit bank card number. Raises InvalidIdentifier with a sentence for the reader."""
    digits = _digits(text, range(16, 17), _("“%(text)s” is not a card number: it has 16 digits."))
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    if sum(value - 9 if value > 9 else value for value in doubled) % 10 or len(set(digits)) == 1:
        raise InvalidIdentifier(
            _("The card number %(digits)s is mistyped: its check digit does not fit.") % {"digits": digits}
        )
    return digits


def postal_code(text: str, region: str = "IR") -> str:
    """A ten-digit postal code, outside of Iran any: "m5v2t6" is M5V 2T6. Raises InvalidIdentifier with a sentence."""
    if region != "IR":
        return _foreign_postal_code(text)
    digits = _digits(text, range(10, 11), _("“%(text)s” is not a postal code: it has 10 digits."))
    if digits[0] == "0" or len(set(digits)) == 1:
        raise InvalidIdentifier(_("There is no postal code %(digits)s.") % {"digits": digits})
    return digits


def _foreign_postal_code(text: str) -> str:
    typed = " ".join(to_ascii(clean(text)).upper().split())
    if _CANADIAN.fullmatch(compact := _compact(typed)):
        return f"{compact[:3]} {compact[3:]}"
    if not _POSTAL.fullmatch(typed):
        raise InvalidIdentifier(_("“%(text)s” is not a postal code.") % {"text": text.strip()[:40]})
    return typed


IDENTIFIERS: dict[str, Callable[[str], str]] = {
    "national_id": national_id,
    "company_id": company_id,
    "sheba": sheba,
    "card": card,
    "postal_code": postal_code,
}
