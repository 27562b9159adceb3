"""The checklist of a first visit: the organisation's own, or what helps everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits

MOST, LONGEST = 20, 200
PARTED = re.compile(r"[\n;؛|]+")


def usual() -> list[str]:
    """Return what helps at every first visit, in the reader's language."""
    return [
        _("Say the name and the title of everyone you meet aloud once."),
        _("Know the way, the right door and where to park."),
        _("Read what was promised last time, and bring it."),
        _("Dress as their house does."),
        _("Pack a card, a sample and something to write."),
        _("Mute the phone: the first minutes are theirs."),
        _("Have one question ready about what they need now."),
    ]


def parse_checklist(text: str) -> list[str]:
    """Accept items that are parted by ؛ or ; or line ends; nothing means the usual list."""
    items = [item.strip() for item in PARTED.split(text) if item.strip()]
    if len(items) > MOST or any(len(item) > LONGEST for item in items):
        raise ValueError(
            _("Write at most %(most)s items of at most %(longest)s letters.")
            % {"most": shown_digits(MOST), "longest": shown_digits(LONGEST)}
        )
    return list(dict.fromkeys(items))


def show_checklist(items: Sequence[str]) -> str:
    """Return the items in one line, as they can be typed."""
    return "؛ ".join(items)
