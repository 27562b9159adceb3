"""Promises as numbers and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.numbers import format_number
from peyvand.interactions.choices import OUTCOMES, PromiseState


def standing(due_on: date, day: date) -> str:
    """Return how an open promise stands on `day`, in words: overdue, due today, or in so many days."""
    left = (due_on - day).days
    if left == 0:
        return _("Due today.")
    if left < 0:
        return ngettext("%(days)s day overdue.", "%(days)s days overdue.", -left) % {"days": format_number(-left)}
    if left == 1:
        return _("Due tomorrow.")
    return ngettext("Due in %(days)s day.", "Due in %(days)s days.", left) % {"days": format_number(left)}


def urgency_of(due_on: date, day: date) -> float:
    """Return from 0 to 1 how pressing an open promise is: what is late presses more with every day."""
    late = (day - due_on).days
    return max(0.2, min(1.0, 0.6 + 0.05 * late))


@dataclass
class Tally:
    """What became of somebody's promises; `counts` by state."""

    key: int | None
    name: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())

    @property
    def judged(self) -> int:
        """Return of how many it is known whether they were kept."""
        return self.good + self.counts.get(PromiseState.BROKEN, 0)

    @property
    def good(self) -> int:
        """Return how many were kept or exceeded."""
        return self.counts.get(PromiseState.KEPT, 0) + self.counts.get(PromiseState.EXCEEDED, 0)

    @property
    def said(self) -> str:
        """Return the share of kept ones as a sentence with its n, never as a bare percentage."""
        if not self.judged:
            return _("none settled yet")
        return _("%(good)s of %(judged)s kept") % {
            "good": format_number(self.good),
            "judged": format_number(self.judged),
        }

    def cells(self) -> list[int]:
        """Return the counts in the order of the states: open, then the outcomes."""
        return [self.counts.get(state, 0) for state in (PromiseState.OPEN, *OUTCOMES)]


def tallies(rows: Iterable[tuple[int | None, str, str, int]]) -> list[Tally]:
    """Return (key, name, state, how many) rows gathered by key, the most promises first."""
    found: dict[int | None, Tally] = {}
    for key, name, state, count in rows:
        tally = found.setdefault(key, Tally(key, name))
        tally.counts[state] = tally.counts.get(state, 0) + count
    return sorted(found.values(), key=lambda tally: (-tally.total, tally.name))
