"""Whether somebody may be contacted: pure rules over what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.display import shown_digits
from peyvand.interactions.choices import Purpose

DISTURBING = {"call", "sms", "message"}  # what rings or buzzes
ASKED_FIRST = {Purpose.MARKETING, Purpose.SURVEY}  # needs a yes; anything else only no no


@dataclass(frozen=True)
class Known:
    """What is known of a customer on one channel: ways to reach her there, those that are suppressed, her newest yes or
    no by purpose, and how often we turned to her in the days that are counted."""

    reach: Sequence[str]
    suppressed: Sequence[str]
    said: Mapping[str, bool]
    contacts: int


@dataclass(frozen=True)
class Limits:
    """The organisation's own limits: the quiet hours of its zone, and at most so many contacts in so many days."""

    quiet_from: time
    quiet_until: time
    most: int
    days: int


@dataclass(frozen=True)
class Answer:
    """Whether one may, the reason as a code and as a sentence."""

    allowed: bool
    code: str
    text: str


def is_quiet(at: datetime, limits: Limits) -> bool:
    """Tell whether a moment (in the organisation's zone) lies in the quiet hours, which may go over midnight."""
    moment, start, stop = at.time(), limits.quiet_from, limits.quiet_until
    if start == stop:
        return False
    return start <= moment < stop if start < stop else moment >= start or moment < stop


def judged(channel: str, purpose: str, at: datetime, known: Known, limits: Limits) -> Answer:
    """Return whether a customer may be contacted on a channel for a purpose at a moment of the organisation's zone."""
    refused = (
        _unreachable(purpose, known) or _unwilling(purpose, known) or _untimely(channel, purpose, at, known, limits)
    )
    return refused or Answer(
        True, "free", _("She agreed.") if known.said.get(purpose) else _("Nothing speaks against it.")
    )


def is_open(purpose: str, known: Known) -> bool:
    """Tell whether a channel is open for a purpose: she can be reached there and did not refuse, whatever the hour."""
    return not (_unreachable(purpose, known) or _unwilling(purpose, known))


def _unreachable(purpose: str, known: Known) -> Answer | None:
    if not known.reach:
        return Answer(False, "unreachable", _("No way to reach her there is known."))
    if purpose in ASKED_FIRST and set(known.reach) <= set(known.suppressed):
        return Answer(False, "suppressed", _("Her number or address is on the list of those whom nobody contacts."))
    return None


def _unwilling(purpose: str, known: Known) -> Answer | None:
    if known.said.get(purpose) is False:
        return Answer(False, "refused", _("She said no."))
    if purpose in ASKED_FIRST and purpose not in known.said:
        return Answer(False, "unasked", _("She was not asked yet."))
    return None


def _untimely(channel: str, purpose: str, at: datetime, known: Known, limits: Limits) -> Answer | None:
    if channel in DISTURBING and is_quiet(at, limits):
        until = shown_digits(limits.quiet_until.strftime("%H:%M"))
        return Answer(False, "quiet", _("These are quiet hours, until %(until)s.") % {"until": until})
    if purpose in ASKED_FIRST and limits.most and known.contacts >= limits.most:
        said = ngettext(
            "We turned to her %(count)s time in %(days)s days; that is enough.",
            "We turned to her %(count)s times in %(days)s days; that is enough.",
            known.contacts,
        )
        facts = {"count": shown_digits(known.contacts), "days": shown_digits(limits.days)}
        return Answer(False, "often", said % facts)
    return None
