"""Which column of a stranger's table is which of our fields: a suggestion people can correct."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from peyvand.core.text import key

_MINIMUM: Final = 3  # letters; shorter names are found in everything
_OVERLAP: Final = 0.5  # share of the longer name the shorter one must cover


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field an import offers. `type` is one of coercing.TYPES; `synonyms` are in any language."""

    key: str
    label_fa: str
    label_en: str
    synonyms: tuple[str, ...] = ()
    type: str = "text"
    required: bool = False


def folded(name: str) -> str:
    """A header name without case, spaces, marks and letter variants: Mobile_No. -> mobileno."""
    return "".join(letter for letter in key(name) if letter.isalnum())


def header_key(header: Sequence[str]) -> str:
    """The same 32 hex digits for the same set of column names, in any order and spelling."""
    names = "\x1f".join(sorted(folded(name) for name in header))
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def suggest_mapping(header: Sequence[str], fields: Sequence[FieldSpec]) -> dict[str, str | None]:
    """Column name -> field key or None; no field twice. Own names beat synonyms beat parts of names."""
    columns = {name: folded(name) for name in header}
    scored = sorted(
        (
            (score, -place, -rank, name, field.key)
            for place, (name, column) in enumerate(columns.items())
            for rank, field in enumerate(fields)
            if (score := _likeness(column, field)) > 0
        ),
        key=lambda candidate: candidate[:3],
        reverse=True,
    )
    mapping: dict[str, str | None] = dict.fromkeys(header)
    taken: set[str] = set()
    for _score, _place, _rank, name, field_key in scored:
        if mapping[name] is None and field_key not in taken:
            mapping[name] = field_key
            taken.add(field_key)
    return mapping


def _likeness(column: str, field: FieldSpec) -> float:
    """3 for our own name, 2 for a synonym, up to 1 for a part of one, 0 for nothing in common."""
    if not column:
        return 0.0
    own = {folded(field.key), folded(field.label_fa), folded(field.label_en)}
    if column in own:
        return 3.0
    others = {folded(synonym) for synonym in field.synonyms}
    if column in others:
        return 2.0
    return max((_overlap(column, name) for name in own | others), default=0.0)


def _overlap(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) < _MINIMUM or short not in long:
        return 0.0
    share = len(short) / len(long)
    return share if share >= _OVERLAP else 0.0
