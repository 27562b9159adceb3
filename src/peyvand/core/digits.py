"""The three sets of digits people type, folded to the one a machine reads and the one a reader sees."""

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_FULLWIDTH = "０１２３４５６７８９"
_ASCII = "0123456789"

_TO_ASCII = str.maketrans(_PERSIAN + _ARABIC + _FULLWIDTH, _ASCII * 3)
_TO_PERSIAN = str.maketrans(_ASCII + _ARABIC + _FULLWIDTH, _PERSIAN * 3)


def to_ascii(text: str) -> str:
    """The text with every Persian, Arabic-Indic and full-width digit written 0-9; the rest untouched."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def to_persian(text: str) -> str:
    """The text with every digit written ۰-۹; the rest untouched."""
    return text.translate(_TO_PERSIAN)
