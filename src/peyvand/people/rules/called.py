"""What somebody is called, folded once for many comparisons, and how alike two names are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from peyvand.core.text import key, tokens

CLOSE_AT_MOST: Final = 0.99  # only the same words are 1
PART_OF: Final = 0.9  # all words of the one, two or more, are in the other
ONE_WORD_OF: Final = 0.8
REARRANGED: Final = 0.5  # the same letters are the same words when at least so many stand in one order

# Words that say what somebody is, not who.
PLAIN_WORDS: Final = frozenset(
    map(
        key,
        [
            "آقای",
            "آقا",
            "خانم",
            "سرکار",
            "جناب",
            "دکتر",
            "مهندس",
            "استاد",
            "mr",
            "mrs",
            "ms",
            "miss",
            "dr",
            "eng",
            "prof",
            "شرکت",
            "مؤسسه",
            "مؤسسهٔ",
            "گروه",
            "هلدینگ",
            "سهامی",
            "خاص",
            "عام",
            "با",
            "مسئولیت",
            "محدود",
            "فروشگاه",
            "co",
            "company",
            "corp",
            "ltd",
            "llc",
            "inc",
            "gmbh",
            "the",
        ],
    )
)


@dataclass(frozen=True, slots=True)
class Called:
    """A name as it is compared: its folded telling words, joined as they stand and in order, and its letters in order."""

    words: tuple[str, ...]
    joined: str
    ordered: str
    letters: str


def called(name: str) -> Called:
    """Return a name as it is compared: without titles and forms of firms, unless it has nothing else."""
    folded = tokens(name)
    words = tuple(word for word in folded if word not in PLAIN_WORDS) or tuple(folded)
    joined = "".join(words)
    return Called(words, joined, "".join(sorted(words)), "".join(sorted(joined)))


def alike(one: Called, other: Called) -> float | None:
    """Return 1 for the same name in any spelling and order, less for close ones; None when scripts differ."""
    if not one.joined or not other.joined or one.joined.isascii() != other.joined.isascii():
        return None
    if one.joined == other.joined or one.ordered == other.ordered:
        return 1
    close = closeness(one.ordered, other.ordered)
    if one.joined != one.ordered or other.joined != other.ordered:
        close = max(close, closeness(one.joined, other.joined))
    if one.letters == other.letters and close > REARRANGED:
        return 1  # the same words, parted or ordered otherwise: علی رضا کاظمی, کاظمی علیرضا
    fewer, more = sorted((set(one.words), set(other.words)), key=len)
    if fewer < more and sum(map(len, fewer)) > 3:
        close = max(close, PART_OF if len(fewer) > 1 else ONE_WORD_OF)
    return min(CLOSE_AT_MOST, close)


def closeness(one: str, other: str) -> float:
    """Return the share of letters, 0 to 1, that stand in both in one order: twice the longest common subsequence."""
    return 2 * _common(one, other) / ((len(one) + len(other)) or 1)


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence (Hyyrö 2004): a bit per letter of `one`, a round per letter of `other`."""
    places: dict[str, int] = {}
    bit = 1
    for letter in one:
        places[letter] = places.get(letter, 0) | bit
        bit <<= 1
    everywhere = rest = bit - 1
    for letter in other:
        here = rest & places.get(letter, 0)
        rest = (rest + here) | (rest - here)
    return (~rest & everywhere).bit_count()
