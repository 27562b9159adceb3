"""What an import speaks about: rows that became values, what a writer answers, and how counts add up. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text

MATCHES: dict[str, Text] = {
    "auto": _("number, identifier, phone or e-mail"),
    "external_id": _("their number"),
    "national_id": _("national or company identifier"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "name_phone": _("name and phone"),
    "name_city": _("name and city"),
}


class ReadyRow(NamedTuple):
    """A data row whose mapped cells are values of their fields; `line` is its place in the file, for people."""

    line: int
    values: dict[str, Any]


class Note(NamedTuple):
    """A row that a writer left out, and the code of why. `field` and `value` point at the cell, when there is one."""

    line: int
    code: str
    field: str = ""
    value: str = ""


@dataclass
class Outcome:
    """What became of a chunk. `created + updated + skipped + rejected` is the number of its rows.

    `reasons` counts the rows skipped or rejected by code; `totals` the objects that were made; `newest` is the day of
    the newest exchange in it.
    """

    created: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)
    newest: date | None = None

    def skip(self, line: int, code: str, *, told: bool = True) -> None:
        """Count a skipped row; `told`: it is listed in the file of explanations."""
        self.skipped += 1
        self.reasons[code] += 1
        if told:
            self.notes.append(Note(line, code))

    def leave_out(self, note: Note) -> None:
        """Explain a value that was left out of a row which came in otherwise."""
        self.totals["left_out"] += 1
        self.notes.append(note)

    def reject(self, note: Note) -> None:
        """Count a rejected row."""
        self.rejected += 1
        self.reasons[note.code] += 1
        self.notes.append(note)

    @property
    def rows(self) -> int:
        """Return how many rows this is about."""
        return self.created + self.updated + self.skipped + self.rejected


def added(before: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Return the sum of two tables of counts, sorted by key, without zeros."""
    total = Counter(before)
    total.update(more)
    return {key: count for key, count in sorted(total.items()) if count}


def newer(one: date | None, other: date | None) -> date | None:
    """Return the later of two days, of which either may be missing."""
    return max((day for day in (one, other) if day), default=None)
