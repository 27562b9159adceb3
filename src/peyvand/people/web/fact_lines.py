"""The facts of a customer as HTML: a page has twenty of them, each a link to its form where the reader may change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peyvand.core.addresses import address
from peyvand.core.html import Html, escape
from peyvand.core.manifest import Text
from peyvand.ui.templatetags.ui_kit import icon


@dataclass(frozen=True)
class Fact:
    """A line of the facts: `shown` is what the reader sees, `aside` a quiet word, `code` reads left to right.

    `fixed` says that this reader may not change it.
    """

    name: str
    label: Text
    shown: str
    aside: str = ""
    code: bool = False
    long: bool = False
    required: bool = False
    fixed: bool = False


def lines_html(facts: Iterable[Fact], customer_id: int, *, may_change: bool) -> Html:
    """Return facts as terms and values of a `dl`."""
    return Html(
        "".join(
            f"<dt>{escape(fact.label)}</dt>{value_html(fact, customer_id, may_change=may_change)}" for fact in facts
        )
    )


def value_html(fact: Fact, customer_id: int, *, may_change: bool) -> Html:
    """Return one value as a `dd`; its form takes its place when it is pressed."""
    value = _link(fact, customer_id) if may_change and not fact.fixed else _plain(fact)
    aside = f'<span class="block text-sm text-quiet">{escape(fact.aside)}</span>' if fact.aside else ""
    unknown = "" if fact.shown else ' class="none"'
    return Html(f'<dd id="fact-{escape(fact.name)}"{unknown}>{value}{aside}</dd>')


def _plain(fact: Fact) -> str:
    if fact.code:
        return _code(fact)
    return f"<bdi{_lines(fact)}>{escape(fact.shown or '—')}</bdi>"


def _link(fact: Fact, customer_id: int) -> str:
    place = escape(address("people:fact", customer_id, fact.name))
    words = escape(_wish(fact)) if not fact.shown else _code(fact) if fact.code else f"<bdi>{escape(fact.shown)}</bdi>"
    return (
        f'<a class="group inline-flex max-w-full items-baseline gap-2" href="{place}" hx-get="{place}"'
        f' hx-target="closest dd" hx-swap="outerHTML" title="{escape(_("Edit"))}">'
        f'<span class="min-w-0{" whitespace-pre-line" if fact.long else ""}">{words}</span>'
        '<span class="shrink-0 text-quiet opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100">'
        f"{icon('pencil', 'sm')}</span></a>"
    )


def _code(fact: Fact) -> str:
    return f'<bdi dir="ltr">{escape(fact.shown)}</bdi>' if fact.shown else ""


def _lines(fact: Fact) -> str:
    return ' class="whitespace-pre-line"' if fact.long else ""


def _wish(fact: Fact) -> str:
    """Return what invites to say what is not known."""
    if fact.long:
        return _("Write what helps to talk to this customer.")
    return _("needed") if fact.required else _("add")
