"""Two records of one customer: which value of each field the one record keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peyvand.core.text import key

KEEP, LOSE, BOTH = "keep", "lose", "both"
NOTHING = (None, "")
# Fields that are chosen together, by what the choice is called.
UNITS: Mapping[str, Sequence[str]] = {
    "name": ("name", "given_name", "family_name"),
    "title": ("title",),
    "legal_name": ("legal_name",),
    "national_id": ("national_id",),
    "registration_number": ("registration_number",),
    "economic_code": ("economic_code",),
    "external_id": ("external_id",),
    "industry": ("industry",),
    "city": ("city",),
    "source": ("source",),
    "language": ("language",),
    "birthday": ("birthday",),
    "notes": ("notes",),
    "owner": ("owner_id", "team_id"),
    "next_step": ("next_step", "next_step_on", "next_step_by_id"),
}
# What the keeper's record says first: her number here, how she came, who answers for her, what is planned.
KEEPERS = frozenset(["external_id", "source", "owner", "next_step"])


@dataclass(frozen=True)
class Question:
    """A unit in which the two differ, and the answer that is proposed."""

    unit: str
    proposed: str


def units_in(record: Mapping[str, Any]) -> list[str]:
    """Return what is chosen in a record: the units, then each further field by itself."""
    united = {name for names in UNITS.values() for name in names}
    return [*UNITS, *(name for name in record if name not in united)]


def names_of(unit: str) -> Sequence[str]:
    """Return the fields of a unit; a field that is in no unit is one by itself."""
    return UNITS.get(unit, (unit,))


def values_of(unit: str, record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a record's values of a unit."""
    return tuple(record[name] for name in names_of(unit))


def questions(keep: Mapping[str, Any], lose: Mapping[str, Any], *, lose_is_newer: bool) -> list[Question]:
    """Return the units in which two records differ, each with the fuller or newer side proposed."""
    return [
        Question(unit, _proposed(unit, keep, lose, lose_is_newer))
        for unit in units_in(keep)
        if values_of(unit, keep) != values_of(unit, lose)
    ]


def _proposed(unit: str, keep: Mapping[str, Any], lose: Mapping[str, Any], lose_is_newer: bool) -> str:
    mine, theirs = keep[names_of(unit)[0]], lose[names_of(unit)[0]]
    if theirs in NOTHING or mine in NOTHING:
        return KEEP if mine not in NOTHING or theirs in NOTHING else LOSE
    if unit == "notes":
        return BOTH
    if unit in KEEPERS:
        return KEEP
    folded, other = key(str(mine)), key(str(theirs))
    if folded == other:
        return LOSE if _filled(unit, lose) > _filled(unit, keep) else KEEP
    if folded in other or other in folded:
        return LOSE if len(other) > len(folded) else KEEP
    return LOSE if lose_is_newer else KEEP


def _filled(unit: str, record: Mapping[str, Any]) -> int:
    return sum(bool(value) for value in values_of(unit, record))


def united(
    keep: Mapping[str, Any], lose: Mapping[str, Any], choices: Mapping[str, str], *, lose_is_newer: bool
) -> dict[str, Any]:
    """Return the fields that the kept record gets anew: as `choices` say (unit: keep, lose or both), else as proposed.

    Raises ValidationError for a choice that there is not.
    """
    there = set(units_in(keep))
    wrong = {unit for unit, side in choices.items() if unit not in there or side not in _sides(unit)}
    if wrong:
        raise ValidationError({unit: _("Choose one of the two.") for unit in sorted(wrong)})
    found: dict[str, Any] = {}
    for question in questions(keep, lose, lose_is_newer=lose_is_newer):
        side = choices.get(question.unit, question.proposed)
        if side == BOTH:
            found["notes"] = _joined(keep["notes"], lose["notes"])
        elif side == LOSE:
            found |= {name: lose[name] for name in names_of(question.unit)}
    return {name: value for name, value in found.items() if value != keep[name]}


def _sides(unit: str) -> tuple[str, ...]:
    return (KEEP, LOSE, BOTH) if unit == "notes" else (KEEP, LOSE)


def _joined(mine: str, theirs: str) -> str:
    if key(theirs) in key(mine):
        return mine
    return f"{mine}\n\n{theirs}".strip()


def parted(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return what a record gets back when a merge is undone, and the fields that stay because they changed since."""
    changed = [name for name, value in after.items() if now[name] != value]
    return {name: before[name] for name in after if name not in changed}, changed
