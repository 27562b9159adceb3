"""The lines of Today as HTML: who, since when, what is at stake, why, what to do, and the verbs to press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.middleware.csrf import get_token
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from peyvand.core.addresses import address
from peyvand.core.html import Html, escape
from peyvand.core.manifest import AttentionItem, Verb
from peyvand.platform.doors import StaffRequest
from peyvand.platform.policies import may
from peyvand.platform.rules.attention import rank_reason
from peyvand.ui.templatetags.peyvand import jsince, money_short
from peyvand.ui.templatetags.ui_kit import icon


class Lines:
    """Writes lines; what is the same in all of them is said once."""

    def __init__(self, request: StaffRequest, day: date) -> None:
        self.day, self.user = day, request.user
        self.token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        self.later = escape(address("platform:attention_snooze"))
        self.later_word = icon("clock") + escape(_("Later"))
        self.place_word = escape(_("why this place?"))
        self.a_year = escape(_("%(value)s a year"))

    def html(self, items: Sequence[AttentionItem]) -> Html:
        """Return the lines of these items."""
        return Html("".join(map(self._line, items)))

    def _line(self, item: AttentionItem) -> str:
        tone = f" stage-{escape(item.state)}" if item.state else ""
        why = " ".join(escape(sentence.text) for sentence in item.why)
        verbs = [verb for verb in item.verbs if verb.need is None or may(self.user, *verb.need)]
        return (
            f'<article class="care{tone}">{self._head(item, tone)}'
            f'<p class="care-why">{why}</p><p class="care-quiet">{escape(item.do)}</p>'
            f'<div class="care-verbs">{"".join(map(self._verb, verbs))}{self._end(item)}</div></article>'
        )

    def _head(self, item: AttentionItem, tone: str) -> str:
        stake = ""
        if item.value:
            said = self.a_year % {"value": money_short(item.value, item.currency)}
            stake = f'<span class="care-stake">{said}</span>'
        return (
            f'<header class="care-head"><a class="care-name" href="{escape(item.url)}" data-row-open>'
            f"<bdi>{escape(item.title)}</bdi></a>"
            f'<span class="stage-word{tone}">{escape(item.state_label)}</span>'
            f'<span class="text-quiet">{jsince(item.since, self.day)}</span>{stake}</header>'
        )

    def _verb(self, verb: Verb) -> str:
        kind = "btn btn-sm btn-primary" if verb.primary else "btn btn-sm"
        words = (icon(verb.icon) if verb.icon else "") + escape(verb.label)
        if verb.method == "post":
            return (
                f'<form method="post" action="{escape(verb.url)}">{self.token}<input type="hidden" name="whole" value="1">'
                f'<button type="submit" class="{kind}">{words}</button></form>'
            )
        return f'<a class="{kind}" href="{escape(verb.url)}" data-panel>{words}</a>'

    def _end(self, item: AttentionItem) -> str:
        asked = escape(urlencode({"key": item.key, "title": item.title}))
        later = f'<a class="btn btn-sm btn-ghost" data-panel href="{self.later}?{asked}">{self.later_word}</a>'
        if not item.state:
            return later
        return (
            f'{later}<details class="end text-quiet"><summary>{self.place_word}</summary>'
            f"<p>{escape(rank_reason(item))}</p></details>"
        )


def more_html(scope: str, key: str, after: str | None) -> Html:
    """Return the button that brings the next lines of a source into its own place; nothing at the end."""
    if after is None:
        return Html("")
    url = "?" + escape(urlencode({"scope": scope, "of": key, "after": after}))
    return Html(
        f'<p class="pt-4" data-more><a class="btn btn-sm" href="{url}" hx-get="{url}" hx-target="closest [data-more]"'
        f' hx-swap="outerHTML">{escape(_("Show more"))}</a></p>'
    )
