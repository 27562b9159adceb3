"""What a treatment can say, and which of several groups a customer is treated by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peyvand.core.manifest import Text
from peyvand.core.numbers import format_number


@dataclass(frozen=True)
class Term:
    """One thing that a treatment can say: the attribute it is kept in, how its value is said, in what it is counted.

    `detail` is a second attribute that says more about the first, and nothing where the first is empty.
    """

    key: str
    label: Text
    say: Callable[[Any], str]
    unit: Text = ""
    detail: str = ""

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return what it is kept in."""
        return (self.key, self.detail) if self.detail else (self.key,)


@dataclass(frozen=True)
class Held:
    """A term as it holds for one customer: what it says, by which group, and the groups that gave way."""

    term: Term
    text: str
    group: Any
    gave_way: Sequence[tuple[Any, str]]


def _hours(count: int) -> str:
    return ngettext("%(count)s working hour", "%(count)s working hours", count) % {"count": format_number(count)}


def _days(count: int) -> str:
    return ngettext("every %(count)s working day", "every %(count)s working days", count) % {
        "count": format_number(count)
    }


def _percent(value: Any) -> str:
    return _("up to %(percent)s percent") % {"percent": format_number(value)}


TERMS = (
    Term("first_response", gettext_lazy("First answer within"), _hours, gettext_lazy("working hours")),
    Term("owner_role", gettext_lazy("Answered for by"), str),
    Term("contact_every", gettext_lazy("In touch"), _days, gettext_lazy("working days"), "contact_by"),
    Term("channel", gettext_lazy("Way of contact"), str),
    Term("discount", gettext_lazy("Discount"), _percent, gettext_lazy("percent")),
    Term("gifts", gettext_lazy("Gifts and occasions"), str),
    Term("approver", gettext_lazy("Exceptions decided by"), str),
)
BY_KEY = {term.key: term for term in TERMS}
ATTRIBUTES = tuple(name for term in TERMS for name in term.attributes)


def value_of(treatment: Any, term: Term) -> Any:
    """Return what a treatment says about a term, None for nothing."""
    value = getattr(treatment, term.key)
    return None if value in (None, "") else value


def said(treatment: Any, term: Term) -> str:
    """Return what a treatment says about a term in words, "" for nothing."""
    value = value_of(treatment, term)
    if value is None:
        return ""
    text = str(treatment.get_channel_display()) if term.key == "channel" else term.say(value)
    if term.detail and getattr(treatment, term.detail):
        text = _("%(this)s (%(detail)s)") % {
            "this": text,
            "detail": getattr(treatment, f"get_{term.detail}_display")(),
        }
    return text


def held(treatments: Sequence[Any]) -> list[Held]:
    """Return what holds for a customer of groups with these treatments, the lowest rank first: who speaks first wins."""
    found = []
    for term in TERMS:
        speaking = [(one.group, said(one, term)) for one in treatments if value_of(one, term) is not None]
        if speaking:
            (group, text), *others = speaking
            found.append(Held(term, text, group, others))
    return found


def alike(rows: Iterable[tuple[Any, Sequence[str]]]) -> list[list[Any]]:
    """Return the groups of which the same is said, together: two of them may be one."""
    same: dict[tuple[str, ...], list[Any]] = {}
    for group, said_of_it in rows:
        if any(said_of_it):
            same.setdefault(tuple(said_of_it), []).append(group)
    return [groups for groups in same.values() if len(groups) > 1]
