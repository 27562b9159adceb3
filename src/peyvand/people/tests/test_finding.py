"""Doubles are found by themselves, and what people decided about them stays."""

from __future__ import annotations

from typing import Any

import pytest

from peyvand.people.actions.customers import delete_customer, restore_customer, update_customer
from peyvand.people.actions.finding import Found, find_duplicates
from peyvand.people.models import Customer, DuplicateKey, DuplicatePair
from peyvand.people.tests.making import organisation, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def pairs() -> dict[tuple[str, str], str]:
    return {(pair.low.name, pair.high.name): pair.surety for pair in DuplicatePair.objects.open().select_related()}


def test_a_search_among_everybody_finds_the_doubles_and_nobody_else(cast: Cast) -> None:
    one = person(cast.sara, phone="09121112233")
    other = person(cast.nima, "عليرضا", "كاظمي", phone="0098 912 111 2233")
    person(cast.nima, "مینا", "راد", phone="09351112233")
    organisation(cast.reza, "علی‌رضا کاظمی")
    assert find_duplicates() == Found(4, 1, 1)
    assert pairs() == {(one.name, other.name): "exact"}
    assert find_duplicates() == Found(4, 1, 1)


def test_a_changed_customer_is_compared_alone(cast: Cast, django_assert_max_num_queries: Any) -> None:
    one, other = person(cast.sara, phone="09121112233"), person(cast.sara, "مینا", "راد", phone="09351112233")
    find_duplicates()
    assert pairs() == {}
    update_customer(actor=cast.sara, customer_id=other.pk, profile={"given_name": "علی رضا", "family_name": "کاظمی"})
    with django_assert_max_num_queries(25):
        find_duplicates([other.pk])
    assert pairs() == {(one.name, "علی رضا کاظمی"): "possible"}
    update_customer(actor=cast.sara, customer_id=other.pk, profile={"given_name": "مینا", "family_name": "راد"})
    find_duplicates([other.pk])
    assert pairs() == {}


def test_searching_around_each_finds_what_searching_everybody_finds(cast: Cast) -> None:
    for number in range(12):
        person(
            cast.sara,
            ("علی", "مینا", "آتوسا")[number % 3],
            ("راد", "کاظمی")[number % 2],
            phone=f"0912111223{number % 5}",
        )
    find_duplicates()
    whole = set(DuplicatePair.objects.values_list("low", "high", "score"))
    DuplicatePair.objects.all().delete()
    DuplicateKey.objects.all().delete()
    for pk in Customer.objects.values_list("pk", flat=True):
        find_duplicates([pk])
    for pk in Customer.objects.values_list("pk", flat=True):  # a name is rarer while not all are there
        find_duplicates([pk])
    assert set(DuplicatePair.objects.values_list("low", "high", "score")) == whole
    assert whole


def test_who_is_put_away_is_nobodys_double(cast: Cast) -> None:
    one, other = person(cast.sara, phone="09121112233"), person(cast.sara, phone="09121112233")
    find_duplicates()
    delete_customer(actor=cast.sara, customer_id=other.pk)
    assert DuplicatePair.objects.visible_to(cast.ali).count() == 0
    find_duplicates()
    assert pairs() == {}
    restore_customer(actor=cast.sara, customer_id=other.pk)
    find_duplicates([other.pk])
    assert list(pairs()) == [(one.name, other.name)]


def test_what_was_called_different_stays_so(cast: Cast) -> None:
    person(cast.sara, phone="09121112233")
    person(cast.sara, phone="09121112233")
    find_duplicates()
    DuplicatePair.objects.update(state="dismissed")
    find_duplicates()
    assert DuplicatePair.objects.get().state == "dismissed"


def test_only_who_sees_both_sees_the_pair(cast: Cast) -> None:
    person(cast.sara, phone="09121112233")
    person(cast.nima, phone="09121112233")
    find_duplicates()
    seen = {
        name: DuplicatePair.objects.visible_to(getattr(cast, name)).count() for name in ("sara", "nima", "mina", "ali")
    }
    assert seen == {"sara": 0, "nima": 0, "mina": 1, "ali": 1}


def test_a_number_that_many_share_is_passed_over(cast: Cast) -> None:
    for number in range(40):
        person(cast.sara, "مینا" + "ا" * number, "راد", phone="02188776655")
    assert find_duplicates().compared == 0
