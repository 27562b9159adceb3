"""Search over everything: the command palette and the search page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.manifest import Action, MenuItem, SearchHit, SearchSource, SubjectVerb, Text, offers
from peyvand.core.pages import show
from peyvand.core.text import key, swap_layout
from peyvand.platform.choices import Language
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.pages import OFFICE, OWN, Tab
from peyvand.platform.policies import Rights, rights_of
from peyvand.platform.recent import recent
from peyvand.platform.rules.commands import meant_for

LONGEST = 100
IN_PALETTE, IN_COMMAND, ON_PAGE, ACTIONS = 6, 3, 30, 8


@dataclass(frozen=True)
class Found:
    """One group of hits under its name."""

    label: Text
    hits: Sequence[SearchHit]


def read_text(request: StaffRequest) -> str:
    """Return what is searched for, without what no record can hold."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def records(request: StaffRequest, text: str, limit: int) -> Iterator[Found]:
    """Yield the hits of every context for `text`; the other keyboard's letters are tried when nothing is found."""
    sources: list[SearchSource] = offers("search")
    found = False
    for source in sources:
        if hits := source.find(request.user, text, limit):
            found = True
            yield Found(source.label, [with_icon(hit, source.icon) for hit in hits])
    retyped = swap_layout(text)
    if not found and retyped != text:
        for source in sources:
            if hits := source.find(request.user, retyped, limit):
                yield Found(source.label, [with_icon(hit, source.icon) for hit in hits])


def with_icon(hit: SearchHit, icon: str) -> SearchHit:
    """Return the hit with its source's icon when it has none of its own."""
    return hit if hit.icon else replace(hit, icon=icon)


@dataclass(frozen=True)
class Offered:
    """Something to do or a page to open, with the words it is found by, folded."""

    hit: SearchHit
    words: tuple[str, ...]


def doable(request: StaffRequest, text: str) -> Iterator[Found]:
    """Yield the actions and pages that the reader may open and whose words contain `text` (all when it is empty)."""
    wanted = key(text)
    for label, offered in _offered(rights_of(request.user), get_language() or ""):
        hits = [one.hit for one in offered if any(wanted in word for word in one.words)]
        if hits:
            yield Found(label, hits[:ACTIONS])


@lru_cache(maxsize=128)
def _offered(rights: Rights, language: str) -> tuple[tuple[str, tuple[Offered, ...]], ...]:
    """Return what people with `rights` can do and open, in the active `language`: nothing else is said in it."""
    actions: list[Action] = [one for one in offers("actions") if one.need is None or one.need in rights]
    items: list[MenuItem] = [one for one in offers("menu") if one.need is None or one.need in rights]
    tabs = [one for one in (*OFFICE, *OWN) if one.need is None or one.need in rights]
    return (
        (_("Do"), tuple(map(_offer, actions))),
        (_("Pages"), (*map(_offer, items), *map(_offer, tabs))),
    )


def _offer(one: Action | MenuItem | Tab) -> Offered:
    """Return something with the words it is found by: its name in every language, and more of an action or a tab."""
    hit = SearchHit(one.key, str(one.label), reverse(one.url_name), icon=one.icon)
    more = () if isinstance(one, MenuItem) else one.keywords
    return Offered(hit, tuple(key(word) for word in (*_in_every_language(one.label), *more)))


def commanded(request: StaffRequest, text: str) -> Iterator[Found]:
    """Yield what a typed verb with a name means: the verb's page of everybody whom the name may be."""
    sources: list[SearchSource] = [source for source in offers("search") if source.subject]
    verbs: list[SubjectVerb] = offers("verbs")
    for source, verb in product(sources, verbs):
        whom = meant_for(text, _in_every_language(verb.label)) if verb.subject == source.subject else ""
        found = source.find(request.user, whom, IN_COMMAND) if whom else []
        hits = [hit for hit in found if source.works is None or source.works(request.user, verb, hit.id)]
        if hits:
            yield Found(verb.label, [_led_to(hit, verb) for hit in hits])


def _led_to(hit: SearchHit, verb: SubjectVerb) -> SearchHit:
    return replace(hit, url=reverse(verb.url_name, args=[hit.id]) + verb.query, icon=verb.icon)


@cache
def _in_every_language(label: Text) -> tuple[str, ...]:
    """Return how a verb is called in each language; asked for every verb at every key that is pressed."""
    said = []
    for language in Language.values:
        with translation.override(language):
            said.append(str(label))
    return tuple(said)


@page()
@require_GET
def palette(request: StaffRequest) -> HttpResponse:
    """Answer the command palette: before typing what can be done and what was open last, then records first."""
    text = read_text(request)
    if text:
        groups = [*commanded(request, text), *records(request, text, IN_PALETTE), *doable(request, text)]
        more = f"{reverse('platform:search')}?{request.GET.urlencode()}" if groups else ""
        return render(request, "platform/palette.html", {"groups": groups, "text": text, "more": more})
    last = [SearchHit(one.url, one.title, one.url, icon=one.icon) for one in recent(request)]
    groups = [*([Found(_("Opened last"), last)] if last else []), *doable(request, "")]
    return render(request, "platform/palette.html", {"groups": groups})


@page()
@require_GET
def search(request: StaffRequest) -> HttpResponse:
    """Show what every context finds, on a page of its own."""
    text = read_text(request)
    groups = list(records(request, text, ON_PAGE)) if text else []
    return show(request, "platform/search.html", {"groups": groups, "text": text}, part="platform/search_found.html")
