"""The lines of a timeline as HTML: what it was, what was said, by whom, when; one's own kinds can be corrected."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from peyvand.core.html import Html, escape
from peyvand.core.manifest import TimelineEntry
from peyvand.interactions.choices import InteractionKind
from peyvand.interactions.timeline import Stretch
from peyvand.ui.templatetags.peyvand import jdate, jtime, money
from peyvand.ui.templatetags.ui_kit import icon


@dataclass(frozen=True)
class Rights:
    """What the reader may do with the interactions of this customer."""

    edit: bool
    remove: bool


def lines_html(stretch: Stretch, rights: Rights) -> Html:
    """Return a page of the timeline, day by day."""
    words = _words()
    parts: list[str] = []
    for day in stretch.days:
        parts.append(f'<h3 class="timeline-day">{escape(jdate(day.day, "weekday"))}</h3>')
        parts += [_line(entry, words, rights) for entry in day.entries]
    return Html("".join(parts))


def _words() -> dict[tuple[str, str], str]:
    """Return what an interaction of a kind and direction is called; ("call", "") holds for the other directions."""
    said = {
        ("note", ""): _("Note"),
        ("call", "missed"): _("Call, not reached"),
        ("call", "in"): _("Call from them"),
        ("call", ""): _("Call"),
        ("meeting", ""): _("Meeting"),
        ("visit", ""): _("Visit"),
        ("mail", "in"): _("E-mail from them"),
        ("mail", ""): _("E-mail"),
        ("message", "in"): _("Message from them"),
        ("message", ""): _("Message"),
    }
    return {key: f'<span class="text-quiet">{escape(word)}</span>' for key, word in said.items()}


def _line(entry: TimelineEntry, words: dict[tuple[str, str], str], rights: Rights) -> str:
    title = _title(entry, words)
    if entry.body:
        begins = escape(Truncator(entry.body).chars(90)) if entry.title else ""
        title = (
            f'<details><summary>{title} <bdi class="text-quiet">{begins}</bdi></summary>'
            f'<p class="more"><bdi>{escape(entry.body)}</bdi></p></details>'
        )
    by = escape(entry.by)
    below = f'<p class="phone-only text-sm text-quiet"><bdi>{by}</bdi></p>' if by else ""
    beside = f'<span class="desk-only"><bdi>{by}</bdi> · </span>' if by else ""
    menu = _menu(entry, rights) if rights.edit and entry.kind in InteractionKind.values else ""
    return (
        '<article class="timeline-item group" data-entry>'
        f'<span class="timeline-icon">{icon(entry.icon, size="sm")}</span><div class="timeline-body">{title}{below}</div>'
        f'<span class="timeline-time inline-flex items-start gap-1"><span>{beside}{jtime(entry.at)}</span>{menu}</span>'
        "</article>"
    )


def _title(entry: TimelineEntry, words: dict[tuple[str, str], str]) -> str:
    if entry.kind in InteractionKind.values:
        word = words.get((entry.kind, entry.direction)) or words[entry.kind, ""]
        if entry.title:
            return f"{word} <strong><bdi>{escape(entry.title)}</bdi></strong>"
        return f"{word} <bdi>{escape(Truncator(entry.body).chars(120))}</bdi>" if entry.body else word
    title = f"<bdi>{escape(entry.title)}</bdi>"
    if entry.url:
        title = f'<a class="hover:text-act" href="{escape(entry.url)}">{title}</a>'
    return title if entry.amount is None else f"{title} <strong>{money(entry.amount, entry.currency)}</strong>"


def _menu(entry: TimelineEntry, rights: Rights) -> str:
    remove = ""
    if rights.remove:
        remove = (
            '<button type="button" class="menu-item danger"'
            f' hx-post="{escape(reverse("interactions:remove", args=[entry.id]))}" hx-target="closest [data-entry]"'
            f' hx-swap="outerHTML">{icon("trash-2")} {escape(_("Remove"))}</button>'
        )
    return (
        '<details class="menu menu-end no-print"><summary class="btn btn-ghost btn-sm btn-square -my-1 opacity-60'
        f' group-hover:opacity-100" aria-label="{escape(_("More"))}">{icon("ellipsis", size="sm")}</summary>'
        f'<div class="menu-panel"><a class="menu-item" data-panel href="{escape(entry.url)}">{icon("pencil")}'
        f" {escape(_('Correct'))}</a>{remove}</div></details>"
    )
