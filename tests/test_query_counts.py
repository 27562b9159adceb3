"""No page asks the database more often than it used to: lower the stored numbers, never raise them without a reason."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.relationship.actions.review import review
from peyvand.sales.models import Order
from tests.cast import Cast

MOST: dict[str, int] = json.loads((Path(__file__).parent / "query_counts.json").read_text(encoding="utf-8"))


@pytest.fixture
def busy(cast: Cast) -> Customer:
    """Sixty customers of Sara with orders, steps that are due and decided relationships: every list overflows."""
    now = timezone.now()
    made = [Customer(name=f"c{n}", owner=cast.sara if n % 2 else None, team=cast.north) for n in range(60)]
    for one in made:
        one.next_step, one.next_step_on, one.next_step_by = "call", now.date(), cast.sara
    Customer.objects.bulk_create(made)
    for n, one in enumerate(made):
        for back in range(4):
            at = now - timedelta(days=200 + 10 * back)
            Order.objects.create(customer=one, number=f"B{n}-{back}", placed_at=at, day=at.date(), total=1000)
    review()
    return made[1]


def asked(user: User, url: str) -> int:
    """Return how many questions a page puts to the database, on its second visit."""
    browser = Client()
    browser.force_login(user)
    browser.get(url)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    said = [query["sql"].split(" ", 1)[0] for query in found.captured_queries]
    return sum(word not in {"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"} for word in said)


def test_pages_ask_no_more_than_they_did(cast: Cast, busy: Customer) -> None:
    places = {"customer": reverse("people:customer", args=[busy.pk])}
    places["timeline"] = reverse("interactions:timeline", args=[busy.pk])
    found = {
        name: max(asked(user, places.get(name, name)) for user in (cast.sara, cast.mina, cast.ali)) for name in MOST
    }
    assert {name: count for name, count in found.items() if count > MOST[name]} == {}
