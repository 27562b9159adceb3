"""Everybody at every page: let in, refused or told of nothing, as the table says; and never a glimpse of a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from peyvand.people.models import Customer
from peyvand.people.web.around import verbs
from peyvand.platform.attention import gather
from peyvand.platform.models import User
from peyvand.platform.policies import may
from tests.permissions.pages import PAGES, PUBLIC, SEE, Ask
from tests.permissions.world import PEOPLE, World, allowed_first, changes, fingerprint, point_of_return, signed

PART = {"HTTP_HX_REQUEST": "true", "HTTP_X_PANEL": "1"}
# Sees every customer that lives, by the table's own words; the others are watched for glimpses.
BLIND = {name: [whose for whose, marks in SEE.items() if marks[place] == "." and whose != "missing"]
         for place, name in enumerate(PEOPLE)}  # fmt: skip
# Whoever may bring a customer back, or reads the audit, reads her name there.
# Whoever may undo a merge reads there who was merged.
SHOWS_DELETED = {
    "people:merges",
    "people:merge_undo",
    "people:deleted",
    "people:restore",
    "platform:audit",
    "platform:audit_export",
    "GET /audit",
    "POST /customers/{customer_id}/restore",
}


def named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (space, pattern.namespace or "") if part)
            yield from named(pattern.url_patterns, inner)
        else:
            yield f"{space}:{pattern.name}"


def test_the_table_knows_every_page() -> None:
    pages = [one for one in get_resolver().url_patterns if not str(one.pattern).startswith("api/")]
    every = set(named(pages))
    assert every == set(PAGES) | PUBLIC
    assert not set(PAGES) & PUBLIC


def resolve(world: World, text: str, whose: str) -> str:
    """Put ids into a text: {customer}, {customer:nima}, {user:reza}, {signed:bulk}."""

    def value(match: re.Match[str]) -> str:
        kind, _colon, name = match.group(1).partition(":")
        if kind == "user" and name:
            return str(world.user(name).pk)
        return signed(world, name, whose) if kind == "signed" else str(world.id(kind, name or whose))

    return re.sub(r"{(\w+(?::\w+)?)}", value, text)


Knock = Callable[..., Any]


def about(world: World, route: str, ask: Ask, whose: str) -> Knock:
    """Return what sends the request about somebody's thing: from this client, with these headers."""
    url = reverse(route, args=[resolve(world, text, whose) for text in ask.args])
    if ask.query:
        url += "?" + resolve(world, ask.query, whose)
    data = {name: resolve(world, text, whose) for name, text in ask.data.items()}

    def knock(client: Client, **headers: Any) -> Any:
        return client.post(url, data, **headers) if ask.method == "POST" else client.get(url, **headers)

    return knock


def mark_of(status: int) -> str:
    if status < 400:
        return "+"
    return {403: "!", 404: ".", 409: "~", 422: "~"}.get(status, str(status))


def said(response: Any) -> str:
    """Return all that an answer lets its reader know: the body and the headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        return inside(body)
    return body.decode("utf-8", "replace") + " ".join(f"{name}: {value}" for name, value in response.headers.items())


def inside(workbook: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def watch(world: World, route: str, name: str, whose: str, text: str) -> Iterator[str]:
    """Name what of customers that `name` may not see shows in an answer."""
    for hidden in BLIND[name]:
        if hidden == "deleted" and route in SHOWS_DELETED:
            continue
        if seen := world.glimpses(text, hidden):
            yield f"{name} saw {seen} of {hidden} (asked about {whose or 'nobody'})"


def try_one(world: World, route: str, ask: Ask, whose: str, before: dict[str, Any]) -> Iterator[str]:
    """Let the nine try one request about one object; name what was not as the table says."""
    knock = about(world, route, ask, whose)
    with point_of_return() as take_back:
        for name, wanted in allowed_first(ask.marks[whose]):
            for headers in ({}, PART) if wanted == "+" and ask.method == "GET" else ({},):
                response = knock(world.client(name), **headers)
                got, text = mark_of(response.status_code), said(response)
                if got == "+" or got != wanted:
                    take_back()
                if got != wanted:
                    part = " (part)" if headers else ""
                    yield f"{ask.method} {ask.args} {ask.query} of {whose or '-'}, {name}{part}: {got}, not {wanted}"
                yield from watch(world, route, name, whose, text)
    if ask.method == "POST" and (changed := changes(before)):
        yield f"{ask.method} {ask.args} of {whose or '-'}: who was refused changed {changed}"


@pytest.mark.parametrize("context", sorted({route.partition(":")[0] for route in PAGES}))
def test_everybody_at_the_pages_of(context: str, world: World) -> None:
    before = fingerprint()
    wrong = [
        f"{route} {fault}"
        for route, asks in PAGES.items()
        if route.startswith(f"{context}:")
        for ask in asks
        for whose in ask.marks
        for fault in try_one(world, route, ask, whose, before)
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_comes_in_unseen(world: World) -> None:
    before, visitor, door = fingerprint(), Client(raise_request_exception=False), reverse("platform:sign_in")
    let_in = []
    for route, asks in PAGES.items():
        for ask, whose in [(one, whose) for one in asks for whose in one.marks]:
            knock = about(world, route, ask, whose)
            whole, part = (knock(visitor, **headers) for headers in ({}, PART))
            sent = whole.headers.get("Location", ""), part.headers.get("HX-Redirect", "")
            if not all(place.startswith(door) for place in sent):
                let_in.append((route, ask, whose, whole.status_code, part.status_code))
    assert let_in == []
    assert fingerprint() == before


def test_a_strangers_customer_looks_like_none_at_all(world: World) -> None:
    """The answer about Nima's customer tells Sara no more than the answer about a number that was never given."""
    for route in ("people:customer", "interactions:timeline", "sales:panel", "relationship:stage", "people:history"):
        bodies = [
            re.sub(r"\d+", "", said(world.client("sara").get(reverse(route, args=[world.id("customer", whose)]))))
            for whose in ("nima", "missing")
        ]
        assert bodies[0] == bodies[1]


def test_no_verb_that_a_page_offers_is_refused(world: World) -> None:
    """Reza sees what Sara may change, Roya may change her team's, Leila hers alone: each is offered what works."""
    refused, offered = [], {}
    for name, whose in (("sara", "sara"), ("reza", "sara"), ("sara", "shared"), ("roya", "sara"), ("leila", "nima")):
        customer = Customer.objects.get(pk=world.id("customer", whose))
        buttons = verbs(User.objects.get(pk=world.user(name).pk), customer)
        offered[name, whose] = {button.key for button in buttons}
        refused += [(name, one.key) for one in buttons if world.client(name).get(one.url).status_code == 403]
    assert refused == []
    assert {"farewell", "problem"} <= offered["sara", "sara"]
    assert not {"farewell", "problem", "merge"} & offered["reza", "sara"]


def test_no_verb_of_todays_lines_is_refused_among_others_customers(world: World) -> None:
    pressed, offered = [], set()
    for name in ("reza", "roya", "dana"):
        user = User.objects.get(pk=world.user(name).pk)
        for section in gather(user, scope="team" if name == "reza" else "all").sections:
            for item, verb in [(one, verb) for one in section.items for verb in one.verbs]:
                if verb.need is None or may(user, *verb.need):
                    offered.add((name, verb.need))
                    with transaction.atomic():
                        client = world.client(name)
                        answer = client.post(verb.url) if verb.method == "post" else client.get(verb.url)
                        transaction.set_rollback(True)
                    pressed += [(name, item.key, str(verb.label))] if answer.status_code == 403 else []
    assert pressed == []
    assert ("reza", ("customer", "change")) not in offered
    assert {need for who, need in offered if who == "roya"} & {("customer", "change"), ("relationship", "change")}


def test_the_matrix_can_fail(world: World) -> None:
    """A wrong mark is noticed, and so is a glimpse."""
    wrong = list(try_one(world, "people:customer", Ask({"nima": "+" * 9}, ("{customer}",)), "nima", fingerprint()))
    assert [line for line in wrong if "sara: ., not +" in line]
    text = said(world.client("nima").get(reverse("people:customer", args=[world.id("customer", "nima")])))
    assert sorted(world.glimpses(text, "nima")) == sorted(["zqnimakestrel", "9125552222"])
