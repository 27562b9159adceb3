"""The organisation's settings about promises, visits and contacting customers."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from peyvand.core.digits import to_ascii
from peyvand.core.display import shown_digits
from peyvand.core.manifest import SettingSpec, Text
from peyvand.interactions.rules.checklist import parse_checklist, show_checklist

LONGEST_PATIENCE = 60
LARGEST = 365


def _number(text: str, least: int, most: int) -> int | None:
    typed = to_ascii(text.strip())
    right = typed.isascii() and typed.isdigit() and len(typed) < 4 and least <= int(typed) <= most
    return int(typed) if right else None


def parse_patience(text: str) -> int:
    """Accept a number of working days, in any digits."""
    number = _number(text, 1, LONGEST_PATIENCE)
    if number is None:
        raise ValueError(gettext("Write a number of working days from 1 to %(most)s.") % {"most": LONGEST_PATIENCE})
    return number


def parse_silence(text: str) -> str:
    """Accept one of the answers to silence."""
    if text not in dict(silences()):
        raise ValueError(gettext("Choose one of the list."))
    return text


def silences() -> list[tuple[str, Text]]:
    """Return what may happen with a promise of which nobody says what became of it."""
    return [("ask", _("ask on Today what became of it")), ("break", _("count it as broken"))]


def parse_hour(text: str) -> str:
    """Accept a time of the day such as 21:00, in any digits."""
    try:
        return time.fromisoformat(to_ascii(text.strip()).rjust(5, "0")).strftime("%H:%M")
    except ValueError:
        raise ValueError(gettext("Write a time such as 21:00.")) from None


def parse_few(text: str) -> int:
    """Accept a number of times, 0 for no limit."""
    number = _number(text, 0, LARGEST)
    if number is None:
        raise ValueError(gettext("Write a number from 0 to %(most)s.") % {"most": LARGEST})
    return number


def parse_days(text: str) -> int:
    """Accept a number of days."""
    number = _number(text, 1, LARGEST)
    if number is None:
        raise ValueError(gettext("Write a number from 1 to %(most)s.") % {"most": LARGEST})
    return number


def shown(value: object) -> str:
    """Return a value in the reader's digits."""
    return shown_digits(str(value))


SETTINGS = (
    SettingSpec(
        "promise_patience", _("Working days after which a promise counts as left alone"), 3, parse_patience,
        help=_("So long after the day it was due, with nobody saying what became of it."), group="promises", show=shown,
    ),
    SettingSpec(
        "first_visit", _("Checklist of a first visit"), [], parse_checklist,
        help=_("Items parted by a semicolon. Leave it empty for the usual list."), group="visits", show=show_checklist,
    ),
    SettingSpec(
        "promise_silence", _("What then?"), "ask", parse_silence, group="promises", choices=silences,
    ),
    SettingSpec(
        "quiet_from", _("Quiet hours from"), "21:00", parse_hour, group="contacting", show=shown,
        help=_("No calls and messages to customers, by the organisation's clock."),
    ),
    SettingSpec("quiet_until", _("Quiet hours until"), "08:00", parse_hour, group="contacting", show=shown),
    SettingSpec(
        "contact_most", _("At most so many times"), 4, parse_few, group="contacting", show=shown,
        help=_("So often we turn to a customer before offers and questions must wait. 0: no limit."),
    ),
    SettingSpec("contact_days", _("in so many days"), 30, parse_days, group="contacting", show=shown),
)  # fmt: skip
