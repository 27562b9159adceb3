"""How a field can be compared, by its kind; each comparison reads as a piece of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Operator:
    """A comparison: its short name in a menu, the sentence it makes, and how many values it takes (-1: any number)."""

    key: str
    label: Promise
    said: Promise
    takes: int = 1


KNOWN = Operator("known", _("is known"), _("%(field)s is known"), 0)
EMPTY = Operator("empty", _("is not known"), _("%(field)s is not known"), 0)
ANY = Operator("any", _("is"), _("%(field)s is %(values)s"), -1)
NONE = Operator("none", _("is not"), _("%(field)s is not %(values)s"), -1)
IS = Operator("is", _("is exactly"), _("%(field)s is exactly %(values)s"))
ABOVE = Operator("above", _("at least"), _("%(field)s is at least %(values)s"))
BELOW = Operator("below", _("at most"), _("%(field)s is at most %(values)s"))
BETWEEN = Operator("between", _("between"), _("%(field)s is between %(first)s and %(second)s"), 2)
NUMBERS = (ABOVE, BELOW, BETWEEN, IS, KNOWN, EMPTY)
LISTED = (ANY, NONE, KNOWN, EMPTY)
TEXTS = (
    Operator("has", _("contains"), _("%(field)s contains “%(values)s”")),
    IS,
    Operator("begins", _("begins with"), _("%(field)s begins with “%(values)s”")),
    KNOWN,
    EMPTY,
)
DATES = (
    Operator("since", _("on or after"), _("%(field)s is on or after %(values)s")),
    Operator("until", _("on or before"), _("%(field)s is on or before %(values)s")),
    BETWEEN,
    Operator("within", _("in the last days"), _("%(field)s is in the last %(values)s days")),
    Operator("ahead", _("in the next days"), _("%(field)s is in the next %(values)s days")),
    Operator("older", _("more days ago than"), _("%(field)s is more than %(values)s days ago")),
    Operator("period", _("in a period"), _("%(field)s is in %(values)s")),
    KNOWN,
    EMPTY,
)
OVER_PERIODS = (
    Operator("above", _("at least"), _("%(field)s in %(second)s is at least %(first)s"), 2),
    Operator("below", _("at most"), _("%(field)s in %(second)s is at most %(first)s"), 2),
    Operator("between", _("between"), _("%(field)s in %(third)s is between %(first)s and %(second)s"), 3),
)
FLAGS = (Operator("yes", _("yes"), _("%(field)s: yes"), 0), Operator("no", _("no"), _("%(field)s: no"), 0))
OPERATORS: dict[str, tuple[Operator, ...]] = {
    "text": TEXTS,
    "phone": TEXTS,
    "number": NUMBERS,
    "money": NUMBERS,
    "date": DATES,
    "choice": LISTED,
    "stage": LISTED,
    "person": LISTED,
    "many": LISTED,
    "flag": FLAGS,
    "sum": OVER_PERIODS,
    "tally": OVER_PERIODS,
}


def default_operator(kind: str) -> str:
    """Return the comparison that is meant when none is named."""
    return OPERATORS[kind][0].key


def operator(kind: str, key: str) -> Operator | None:
    """Return a kind's comparison by its key."""
    return next((known for known in OPERATORS[kind] if known.key == key), None)
