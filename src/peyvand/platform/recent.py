"""What a person opened last, kept in her session for the command palette."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.http import HttpRequest

KEPT = 8


@dataclass(frozen=True)
class Opened:
    """A record that was opened: what it is called, where it is, how it is drawn."""

    title: str
    url: str
    icon: str = ""


def remember(request: HttpRequest, opened: Opened) -> None:
    """Put a record first among the recent ones; nothing is written when it already is."""
    known = recent(request)
    if known[:1] != [opened]:
        rest = [one for one in known if one.url != opened.url]
        request.session["recent"] = [asdict(one) for one in [opened, *rest][:KEPT]]


def recent(request: HttpRequest) -> list[Opened]:
    """Return what was opened last, the latest first."""
    return [Opened(**one) for one in request.session.get("recent", [])]
