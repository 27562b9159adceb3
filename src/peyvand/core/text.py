"""Persian text on two levels: `clean` for what is stored, `key` for what is compared and searched.

`key` and `sort_key` are twins of the SQL functions `fa_key` and `fa_sort` (core/sql): a change here is a
change there, and the tests compare them over every code point of the Arabic blocks.
"""

import re
import unicodedata

_ZWNJ = "\u200c"
_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def _code_points(*ranges: tuple[int, int]) -> list[int]:
    return [point for first, last in ranges for point in range(first, last + 1)]


# What carries no letter: combining marks, number signs of the Arabic blocks, the lone hamza, the tatweel.
_MARKS = _code_points(
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0600, 0x0605),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x0621, 0x0621),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x0674, 0x0674),
    (0x06D6, 0x06ED),
    (0x0890, 0x089F),
    (0x08CA, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0x00AD, 0x00AD),
)
_KEY_DROPPED = _code_points(
    (0x0000, 0x0020),
    (0x002D, 0x002D),
    (0x007F, 0x00A0),
    (0x061B, 0x061B),
    (0x1680, 0x1680),
    (0x180E, 0x180E),
    (0x2000, 0x2015),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x2212, 0x2212),
    (0x3000, 0x3000),
    (0xD800, 0xDFFF),
)
_SORT_DROPPED = _code_points(
    (0x0000, 0x0000),
    (0x0027, 0x0027),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xDFFF),
)
_SORT_SPACE = re.compile(
    "[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u060c\u061b\u061f\u066a-\u066d\u06d4"
    "\u1680\u180e\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2212\u3000]+"
)
_DIGIT_RUN = re.compile("0*([0-9]+)")
_DIGIT_WIDTH = 15

_FOLDED: dict[int, str] = {
    **dict.fromkeys(map(ord, "يىےېێۍ"), "ی"),
    **dict.fromkeys(map(ord, "كڪػ"), "ک"),
    **dict.fromkeys(map(ord, "ەةہھۃ"), "ه"),
    **dict.fromkeys(map(ord, "ۆۇۋ"), "و"),
    ord("ٱ"): "ا",
    ord("ı"): "i",
    ord("ς"): "σ",
    ord("Σ"): "σ",
    **{ord(digit): str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    **{ord(digit): str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
}
_KEY_TABLE: dict[int, str | None] = {**_FOLDED, **dict.fromkeys(_MARKS + _KEY_DROPPED)}
_MARKS_TABLE: dict[int, str | None] = dict.fromkeys(_MARKS + _SORT_DROPPED)
# Each letter takes the ASCII character of its rank, between the digits and the small Latin letters.
_SORT_TABLE: dict[int, str] = {
    **{ord(letter): chr(0x3A + rank) for rank, letter in enumerate(_ALPHABET)},
    **{point: chr(0x3A + _ALPHABET.index(to)) for point, to in _FOLDED.items() if to in _ALPHABET},
    **{point: to for point, to in _FOLDED.items() if to not in _ALPHABET},
}


def key(text: str) -> str:
    """The folded, squashed form two spellings share: letters, digits and punctuation, in small letters.

    For search, duplicates and uniqueness, never for showing. `key("علي‌رضا")` equals `key("علی رضا")`.
    """
    return unicodedata.normalize("NFKD", text).translate(_KEY_TABLE).lower()


def tokens(text: str) -> list[str]:
    """The keys of the words of a query, in order, without empty ones."""
    return [folded for word in text.split() if (folded := key(word))]


def sort_key(text: str) -> str:
    """The place of a text in a list, compared byte by byte: digits by value, Persian, then Latin."""
    decomposed = unicodedata.normalize("NFKD", text).replace("\u0627\u0653", "\u0622")
    words = _SORT_SPACE.sub(" ", decomposed.translate(_MARKS_TABLE)).strip(" ")
    lowered = words.replace("Σ", "σ").lower().translate(_SORT_TABLE)
    return _DIGIT_RUN.sub(lambda run: run[1].zfill(_DIGIT_WIDTH), lowered)


# --- storage -------------------------------------------------------------------------------------------

_INVISIBLE = _code_points(
    (0x0000, 0x0008),
    (0x000E, 0x001F),
    (0x007F, 0x0084),
    (0x0086, 0x009F),
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x0640, 0x0640),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xD800, 0xDFFF),
    (0xFEFF, 0xFEFF),
    (0xFFFE, 0xFFFF),
)
_LETTERS: dict[int, str] = {
    **dict.fromkeys(map(ord, "يىے"), "ی"),
    **dict.fromkeys(map(ord, "كڪ"), "ک"),
    **dict.fromkeys(map(ord, "ہھە"), "ه"),
    **dict.fromkeys((0x06C0, 0x06C2), "ه\u0654"),
    0x06D3: "ئ",
    **{ord(digit): "۰۱۲۳۴۵۶۷۸۹"[value] for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
}


def _presentation_forms() -> dict[int, str]:
    """The shaped forms of old files, as letters; the standalone marks without the space they sit on."""
    forms = {}
    for point in _code_points((0xFB50, 0xFDFF), (0xFE70, 0xFEFC)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if plain != chr(point):
            bare = plain.strip(" \u0640") if len(plain) <= 3 else plain
            forms[point] = bare.translate(_LETTERS)
    return forms


_CLEAN_TABLE: dict[int, str | None] = {**_presentation_forms(), **_LETTERS, **dict.fromkeys(_INVISIBLE)}
_SPACES = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f \u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_JOINABLE = r"[\w\u064b-\u0655\u0670]"
_STRAY_ZWNJ = re.compile(
    rf"(?<!{_JOINABLE})\u200c+|\u200c+(?!{_JOINABLE}|\u200c)|(?<=\u200c)\u200c+|(?<=\d)\u200c+(?=\d)"
)
_STRAY_ZWJ = re.compile(r"(?<=[\w\u064b-\u0655\u0670])\u200d+|\u200d+(?=[\w\u064b-\u0655\u0670])")
# Letters that are already as they are stored, in any company: most of what is imported takes the short way.
_SETTLED = re.compile(f"[ -~{_ALPHABET}ئؤأ۰-۹،؛؟«»]*")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")


def clean(text: str) -> str:
    """One line of text as it is stored: Persian letters and digits, single spaces, no invisible marks.

    Diacritics, Latin, ASCII digits and half-spaces between letters stay; cleaning twice changes nothing.
    """
    if _SETTLED.fullmatch(text):
        return text.strip(" ") if "  " not in text else " ".join(text.split())
    letters = unicodedata.normalize("NFC", text).translate(_CLEAN_TABLE)
    spaced = _SPACES.sub(" ", letters)
    if "\u200d" in spaced:
        spaced = _STRAY_ZWJ.sub("", spaced)
    if _ZWNJ in spaced:
        spaced = _STRAY_ZWNJ.sub("", spaced)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", spaced)).strip(" ")


def clean_multiline(text: str) -> str:
    """A longer text as it is stored: every line cleaned, at most one blank line between two paragraphs."""
    if _SETTLED.fullmatch(text):
        return clean(text)
    lines = [clean(line) for line in _LINE_ENDS.sub("\n", text).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def isolated(code: str) -> str:
    """A number or code inside a sentence of plain text: left to right, so that Persian does not turn its parts round."""
    return f"\u2066{code}\u2069"


def set_apart(words: str) -> str:
    """Somebody's words inside a sentence of plain text: they run as they are written, with their own marks at their end."""
    return f"\u2068{words}\u2069"


# --- the other keyboard layout ---------------------------------------------------------------------------

_LATIN_KEYS = "qwertyuiop[]\\asdfghjkl;'zxcvbnm,"
_PERSIAN_KEYS = "ضصثقفغعهخحجچپشسیبلاتنمکگظطزرذدئو"
_TO_PERSIAN_KEYS = str.maketrans(_LATIN_KEYS + "HC", _PERSIAN_KEYS + "آژ")
_TO_LATIN_KEYS = str.maketrans(_PERSIAN_KEYS + "آژ", _LATIN_KEYS + "HC")


def swap_layout(text: str) -> str:
    """The same key strokes on the other keyboard layout: `sghl` gives سلام, and سلام gives `sghl`."""
    cleaned = clean(text)
    persian = sum(letter in _PERSIAN_KEYS for letter in cleaned)
    latin = sum(letter.isascii() and letter.isalpha() for letter in cleaned)
    if persian > latin:
        return cleaned.translate(_TO_LATIN_KEYS)
    shifted = "" if cleaned.isupper() else "HC"
    lowered = "".join(letter if letter in shifted else letter.lower() for letter in cleaned)
    return lowered.translate(_TO_PERSIAN_KEYS)
