"""How close we are to a customer: in touch, within reach, known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peyvand.interactions.actions.consent import NewConsent, note_consent
from peyvand.people.choices import ContactKind
from peyvand.people.models import ContactPoint, Customer
from peyvand.platform import organisation
from peyvand.platform.models import RoleRight, User
from peyvand.relationship.closeness import closeness_of
from peyvand.relationship.models import Facts
from peyvand.relationship.rules.closeness import WEIGHTS, expected_gap, recency
from peyvand.relationship.tests.people import customer
from tests.cast import Cast

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_a_day(db: None) -> Any:
    with organisation.standing_on(TODAY):
        yield


def touched(name: str, days_ago: int, cast: Cast) -> Customer:
    made = customer(name, owner=cast.sara)
    made.last_touch_at = datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), UTC)
    made.save()
    return Customer.objects.get(pk=made.pk)


def points(user: User, who: Customer) -> dict[str, int]:
    return {part.key: part.points for part in closeness_of(user, who).parts}


def test_a_contact_counts_fully_within_her_gap_and_not_at_all_after_four() -> None:
    assert [recency(days, 10) for days in (0, 10, 25, 40, 90)] == [1, 1, 0.5, 0, 0]
    assert recency(None, 10) == 0
    assert (expected_gap(None), expected_gap(45), expected_gap(1)) == (30, 45, 7)
    assert sum(WEIGHTS.values()) == 100


def test_who_is_silent_longer_than_her_own_rhythm_is_less_close(cast: Cast) -> None:
    calm, lively = touched("Pari", 30, cast), touched("Kian", 30, cast)
    Facts.objects.create(customer=lively, purchases=5, median_gap=10, as_of=TODAY)
    assert points(cast.sara, calm)["contact"] == 40
    assert points(cast.sara, lively)["contact"] == 13


def test_a_channel_that_she_closed_brings_us_no_closer(cast: Cast) -> None:
    who = touched("Pari", 1, cast)
    assert points(cast.sara, who)["channels"] == 0
    ContactPoint.objects.create(customer=who, kind=ContactKind.PHONE, value="+989121112233")
    ContactPoint.objects.create(customer=who, kind=ContactKind.EMAIL, value="pari@example.ir")
    assert points(cast.sara, who)["channels"] == 30
    note_consent(actor=cast.sara, customer_id=who.pk, new=NewConsent("email", "service", False, "call"))
    assert points(cast.sara, who)["channels"] == 22


def test_who_may_not_see_what_we_know_does_not_guess_it_from_the_index(cast: Cast) -> None:
    who = touched("Pari", 1, cast)
    RoleRight.objects.filter(role=cast.sara.role, model="fact").delete()
    found = closeness_of(User.objects.get(pk=cast.sara.pk), who)
    assert [part.key for part in found.parts] == ["contact", "channels"]
    assert found.index == round(100 * 40 / 70)


def test_her_page_says_why_in_words(cast: Cast, client: Client) -> None:
    who = touched("Pari", 3, cast)
    client.force_login(cast.sara)
    said = client.get(reverse("relationship:closeness", args=[who.pk])).content.decode()
    assert "۱۰۰ درصد از حداقل پروندهٔ او را می‌دانیم." in said
    assert "۳۰ از ۳۰ امتیاز" in said
