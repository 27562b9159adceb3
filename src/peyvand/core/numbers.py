"""Numbers as people type and read them: any digits, Persian separators, spoken sizes."""

import re
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from peyvand.core.digits import to_ascii, to_persian
from peyvand.core.display import current
from peyvand.core.text import clean, key

_PLAIN = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_NUMBER = re.compile(
    r"([+\-−–]?)\s?([0-9]{1,3}(?:[,٬،_'’ ][0-9]{3})+|[0-9]{1,30})"
    r"(?:[.٫/]([0-9]{1,30}))?([+\-−]?)\s?([^\W\d_]*)"
)
_SIZES = {
    **dict.fromkeys(("هزار", "thousand", "k"), 10**3),
    **dict.fromkeys(("میلیون", "million", "m", "mn"), 10**6),
    **dict.fromkeys(("میلیارد", "billion", "bn", "b"), 10**9),
    **dict.fromkeys(("تریلیون", "trillion"), 10**12),
}
_SIZE_KEYS = {key(word): size for word, size in _SIZES.items()}
_AND = re.compile(r"\s+(?:و|and)\s+")
_PERSIAN = str.maketrans({**{str(n): to_persian(str(n)) for n in range(10)}, ",": "٬", ".": "٫", "-": "\u200e−"})
_LONGEST = 80


class NotANumber(ValueError):
    """What was given is not a number; the message is a sentence for the reader."""


def parse_number(text: str) -> Decimal:
    """Read a number: ۱٬۲۳۴٫۵, 12,500,000, 12/5, ۱۲٫۵ میلیون, «۲ میلیون و ۵۰۰ هزار», -3, 2k.

    Groups of three may be parted by , ٬ ، _ ' or a space; decimals follow . ٫ or /.
    Raises NotANumber with a sentence for the reader.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    typed = to_ascii(clean(text)).lower()
    if not typed or len(typed) > _LONGEST:
        raise _not_a_number(text)
    parts = [_part(part, text) for part in _AND.split(typed)]
    sizes = [size for _value, size in parts]
    if len(parts) > 1 and (sizes != sorted(sizes, reverse=True) or len(set(sizes)) < len(sizes)):
        raise _not_a_number(text)
    return sum((value * size for value, size in parts), Decimal(0))


def _part(typed: str, original: str) -> tuple[Decimal, int]:
    bracketed = typed.startswith("(") and typed.endswith(")")
    found = _NUMBER.fullmatch(typed[1:-1] if bracketed else typed)
    size = _SIZE_KEYS.get(key(found[5]), 0) if found and found[5] else 1
    if found is None or not size or (found[4] and found[1]):
        raise _not_a_number(original)
    whole = re.sub(r"[^0-9]", "", found[2])
    value = Decimal(f"{whole}.{found[3] or '0'}") if found[3] else Decimal(whole)
    negative = bracketed or (found[1] or found[4]) in ("-", "−", "–")
    return (-value if negative else value), size


def _not_a_number(text: str) -> NotANumber:
    return NotANumber(_("“%(text)s” is not a number.") % {"text": text.strip()[:40]})


def format_number(
    value: Decimal | float, *, digits: Literal["fa", "en"] | None = None, decimals: int | None = None
) -> str:
    """A number with groups of three: ۱٬۲۳۴٫۵ or 1,234.5; digits default to the reader's.

    `decimals` fixes the places after the point; None shows what is there without trailing zeros.
    """
    if decimals is not None:
        text = f"{value:,.{decimals}f}"
    elif isinstance(value, int):
        text = f"{value:,}"
    else:
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        text = f"{exact:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    if (digits or current().digits) == "en":
        return text.replace("-", "−")
    return text.translate(_PERSIAN)


def words(value: int | float) -> str:
    """The number in Persian words: دوازده میلیون و پانصد هزار; digits when it is too large to be spoken."""
    from persiantools.digits import OutOfRangeException, to_word

    try:
        return str(to_word(value)).strip()
    except OutOfRangeException:
        return format_number(value, digits="fa")
