"""A word of each class in every place that can hold one; who may not see the class meets it on no page and in no answer.

The doors are those of the permission matrix. Ali, who sees everything, walks them first: where he meets the words of a
class, somebody who sees everything but that class walks after him.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peyvand.knowledge.models import Fact
from peyvand.people.models import (
    Address,
    Affiliation,
    ContactPoint,
    Customer,
    DuplicatePair,
    PersonFile,
)
from peyvand.people.rules.naming import reach_text
from peyvand.people.segments import rule_fields
from peyvand.people.tables import CUSTOMERS
from peyvand.platform.actions.tokens import create_token
from peyvand.platform.field_classes import GUARDED
from peyvand.platform.fields import registry
from peyvand.platform.models import AuditEntry, CustomField, Role, RoleRight, User
from peyvand.relationship.models import Relationship, StageMove
from tests.cast import person
from tests.permissions.operations import OPERATIONS
from tests.permissions.pages import PAGES
from tests.permissions.world import World, canary, plain
from tests.test_permissions import about, mark_of, said
from tests.test_permissions_api import call

PHONE, NATIONAL, CODE = "+989125557788", "10380284790", "411372655519"
# A word for texts, and numbers as they are written where only digits fit.
WORDS = {"internal": ("zqours",), "personal": ("zqhome", PHONE[3:]), "special": ("zqsecret", NATIONAL, CODE)}
LONG_AGO = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
# Where Ali has to meet the words of a class, lest this whole test look away.
SURE = {
    "internal": {
        "people:customer", "people:edit", "people:history", "people:export", "platform:audit", "platform:audit_export",
        "relationship:stage", "relationship:stages", "interactions:timeline", "GET /customers/{customer_id}",
        "GET /relationships/{customer_id}",
    },
    "personal": {
        "people:customer", "people:edit", "people:history", "people:customers", "people:export", "people:merge",
        "interactions:before", "people:brief", "GET /customers", "GET /customers/{customer_id}",
    },
    "special": {
        "people:customer", "people:edit", "people:history", "people:export", "people:merge", "people:duplicates",
        "knowledge:card", "knowledge:voices", "knowledge:voices_export", "interactions:timeline", "GET /facts",
        "GET /customers/duplicates", "GET /customers/{customer_id}",
    },
}  # fmt: skip
SEARCHES = ("/search/palette?q=", "/customers/?q=", "/promises/?q=", "/api/v1/customers?search=", "/api/v1/search?q=")
SOUGHT = {"personal": ("zqhome@example.ir", PHONE, "5557788"), "special": (NATIONAL, NATIONAL[2:9])}
COLUMNS = "columns=phone,email,groups,national_id,birthday,custom_internal,custom_personal,custom_special"


@pytest.fixture
def told(world: World) -> World:
    """Put the words of the three classes wherever they can stand."""
    customer = Customer.objects.get(pk=world.id("customer", "sara"))
    classed(customer)
    for name in WORDS:
        CustomField.objects.create(subject="customer", key=name, kind="text", label_fa=name, field_class=name)
    registry.renew()
    confided(world, customer)
    decided(customer)
    twin = Customer.objects.get(pk=world.id("customer", "shared"))
    Customer.objects.filter(pk=twin.pk).update(national_id=NATIONAL)
    reasons = [{"code": "same_national_id", "weight": 60, "value": NATIONAL}]
    DuplicatePair.objects.update(reasons=reasons, surety="exact", state="open")
    PersonFile.objects.all().delete()
    return world


def classed(customer: Customer) -> None:
    """Fill the record and what hangs on it."""
    ContactPoint.objects.filter(customer=customer).delete()
    points = [("phone", PHONE), ("email", "zqhome@example.ir")]
    for kind, value in points:
        ContactPoint.objects.create(customer=customer, kind=kind, value=value, note="zqhome", is_primary=True)
    Address.objects.filter(customer=customer).update(city="zqhome", street="zqhome", postal_code="1234567890")
    Affiliation.objects.filter(organisation=customer).update(phone=PHONE, email="zqhome@example.ir")
    extra = {name: words[0] for name, words in WORDS.items()}
    Customer.objects.filter(pk=customer.pk).update(
        notes="zqours", national_id=NATIONAL, economic_code=CODE, extra=extra, birthday=date(1990, 1, 1),
        reach=reach_text(points, [customer.external_id, NATIONAL]),
    )  # fmt: skip
    changes = {"notes": ["", "zqours"], "national_id": [None, NATIONAL], "economic_code": ["", CODE]}
    changes |= {f"custom_{name}": ["", word] for name, word in extra.items()} | {
        "contact_points": [[], [PHONE, "zqhome"]]
    }
    entry = AuditEntry(actor_name="Sara", action="customer.change", model="customer", object_id=customer.pk)
    entry.title, entry.changes = customer.name, changes
    entry.save()


def confided(world: World, customer: Customer) -> None:
    """Know what she told in confidence."""
    for kind in ("life", "personality"):
        Fact.objects.create(
            customer=customer, kind=kind, text="zqsecret", quote="zqsecret", learned_on=LONG_AGO.date(), noted_at=LONG_AGO,
            noted_by=world.cast.sara,
        )  # fmt: skip


def decided(customer: Customer) -> None:
    """Have overruled the engine, and have parted before."""
    why = [{"code": "override", "reason": "zqours", "by": None, "until": None}]
    left = [{"code": "win_back", "on": "2026-02-01", "reason": "price", "plan": "zqours"}]
    Relationship.objects.filter(customer=customer).update(
        override_reason="zqours", left_note="zqours", left_reason="price", win_back_plan="zqours", evidence=why,
        engine_evidence=left,
    )  # fmt: skip
    StageMove.objects.filter(customer=customer).update(evidence=left)


def everything_but(field_class: str) -> User:
    """Return somebody who may do everything, on fields of every class but one."""
    role = Role.objects.create(key=f"but-{field_class}", name=field_class)
    rights = RoleRight.objects.filter(role__key="administrator").values_list("model", "action")
    RoleRight.objects.bulk_create(
        RoleRight(role=role, model=model, action=action, level="none" if model == f"{field_class}_field" else "all")
        for model, action in rights
    )
    return person(f"But{field_class}", role.key)


class Walker:
    """Somebody in a browser and with a token."""

    def __init__(self, world: World, user: User) -> None:
        self.world, self.user, self.client = world, user, Client(raise_request_exception=False)
        self.client.force_login(user)
        _token, self.secret = create_token(actor=user, owner=user, name="همه")

    def look(self, path: str) -> tuple[str, str]:
        """Return the mark and the text of one address."""
        headers = {"Authorization": f"Bearer {self.secret}"} if path.startswith("/api/") else None
        answer: Any = self.client.get(path, headers=headers)
        return mark_of(answer.status_code), plain(said(answer))

    def doors(self, only: set[str] | None = None) -> Iterator[tuple[str, str]]:
        """Yield what is said behind each door about Sara's customer, all or `only` some: its name, the text."""
        for route, asks in PAGES.items():
            for nth, ask in enumerate(asks):
                for whose in {"sara", "any", ""} & set(ask.marks) if ask.method == "GET" else ():
                    if only is None or f"{route} {nth} {whose}" in only:
                        yield f"{route} {nth} {whose}", plain(said(about(self.world, route, ask, whose)(self.client)))
        for operation, calls in OPERATIONS.items():
            for nth, asked in enumerate(calls):
                for whose in {"sara", "any", ""} & set(asked.marks) if operation.startswith("GET") else ():
                    if only is None or f"{operation}|{nth}|{whose}" in only:
                        answer = call(self.world, operation, asked, whose, self.secret)
                        yield f"{operation}|{nth}|{whose}", plain(said(answer))
        for path in (f"/customers/?{COLUMNS}", f"/customers/export/?{COLUMNS}&format=csv"):
            if only is None or path in only:
                yield path, self.look(path)[1]


def met(text: str, field_class: str) -> list[str]:
    return [word for word in WORDS[field_class] if word in text]


def door_name(place: str) -> str:
    named = {"/customers/?": "people:customers", "/customers/e": "people:export"}
    short = next((name for begin, name in named.items() if place.startswith(begin)), "")
    return short or (place.partition("|")[0] if "|" in place else place.partition(" ")[0])


def test_who_may_not_see_a_class_meets_it_nowhere(told: World) -> None:
    shown: dict[str, set[str]] = {name: set() for name in GUARDED}
    for place, text in Walker(told, told.cast.ali).doors():
        for name in GUARDED:
            if met(text, name):
                shown[name].add(place)
    glimpses = []
    for name in GUARDED:
        assert SURE[name] - {door_name(place) for place in shown[name]} == set(), name
        blind = Walker(told, everything_but(name))
        glimpses += [
            f"{name}: {place} {found}" for place, text in blind.doors(shown[name]) if (found := met(text, name))
        ]
    assert not glimpses, "\n".join(glimpses)


@pytest.mark.parametrize("name", GUARDED)
def test_no_search_filter_sort_or_rule_tells_what_a_page_would_not(told: World, name: str) -> None:
    ali, blind = Walker(told, told.cast.ali), Walker(told, everything_but(name))
    hers = plain(canary("sara"))
    for sought in SOUGHT.get(name, ()):
        for path in SEARCHES:
            assert hers in ali.look(path + sought.replace("+", "%2B"))[1], (path, sought)
            assert hers not in blind.look(path + sought.replace("+", "%2B"))[1], (path, sought)
    closed = {key for key, field in CUSTOMERS.every().items() if CUSTOMERS.class_of(field) == name}
    assert len(closed) > 1
    assert not closed & (set(CUSTOMERS.allowed(blind.user)) | set(rule_fields(blind.user)))
    for key in closed:
        assert blind.look(f"/customers/?f={key}:known:")[0] == "~", key
        assert blind.look(f"/customers/?sort={key}")[0] == "~", key
        asked = {"0.join": "all", "0.0.field": key, "0.0.op": "known", "0.0.value": ""}
        counted = blind.client.post(reverse("people:rule_preview"), asked).content.decode()
        assert hers not in plain(counted)
