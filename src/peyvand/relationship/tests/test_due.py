"""A night in which only the changed and the due are decided ends as if everybody had been decided."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from peyvand.interactions.models import Interaction
from peyvand.people.models import Customer
from peyvand.relationship.actions.review import review
from peyvand.relationship.choices import Stage
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Problem, Relationship, Reviewed, StageMove, Thresholds
from peyvand.relationship.tests.people import D, customer, order

pytestmark = pytest.mark.django_db
START = D("2025-06-01")
Told = dict[str, list[dict[str, Any]]]


def told() -> Told:
    """Everything that is kept of relationships, except on which day it was last written."""
    standing = [field.attname for field in Relationship._meta.fields if field.attname != "decided_on"]
    moves = [field.attname for field in StageMove._meta.fields if field.attname != "id"]
    return {
        "relationships": list(Relationship.objects.order_by("pk").values(*standing)),
        "moves": list(StageMove.objects.order_by("customer_id", "from_on").values(*moves)),
    }


def with_everybody(day: date) -> Told:
    """Tell how it would stand had everybody been decided on `day`."""
    with transaction.atomic():
        decide(Scope(day))
        found = told()
        transaction.set_rollback(True)
    return found


def at_once(who: Customer, day: date) -> None:
    """Decide for her, as an event does."""
    decide(Scope(day, who.pk, who.pk, [who.pk]))


def buys(who: Customer, day: date, dice: random.Random) -> None:
    order(who, day, total=dice.choice([100, 1_000, 5_000]))


def returns(who: Customer, day: date, dice: random.Random) -> None:
    order(who, f"({day})", total=dice.choice([50, 4_000]))


def will_buy(who: Customer, day: date, dice: random.Random) -> None:
    order(who, day + timedelta(days=dice.randrange(1, 30)))


def talks(who: Customer, day: date, dice: random.Random) -> None:
    at = datetime.combine(day + timedelta(days=dice.randrange(3)), time(9), UTC)
    for _each in range(dice.randrange(1, 6)):
        Interaction.objects.create(
            customer=who, kind="call", direction="out", occurred_at=at, subject="x", reached=True
        )


def complains(who: Customer, day: date, dice: random.Random) -> None:
    opened = day + timedelta(days=dice.choice([0, 0, 5]))
    closed = opened + timedelta(days=dice.randrange(30)) if dice.random() < 0.7 else None
    Problem.objects.create(customer=who, kind="delay", summary="x", opened_on=opened, closed_on=closed)


def leaves(who: Customer, day: date, dice: random.Random) -> None:
    back = day + timedelta(days=20) if dice.random() < 0.5 else None
    calm = day + timedelta(days=15)
    Relationship.objects.filter(pk=who.pk).update(left_on=day, left_reason="price", calm_until=calm, win_back_on=back)


def is_overruled(who: Customer, day: date, dice: random.Random) -> None:
    until = day + timedelta(days=dice.randrange(20)) if dice.random() < 0.8 else None
    stage = dice.choice(Stage.values)
    Relationship.objects.filter(pk=who.pk).update(override_stage=stage, override_reason="x", override_until=until)


EVENTS = (buys, buys, buys, buys, returns, will_buy, talks, complains, leaves, is_overruled)


def town(dice: random.Random) -> list[Customer]:
    """Customers with habits of their own, some of whom never bought."""
    made = []
    for n in range(24):
        gap = dice.choice([3, 8, 15, 30])
        made.append(customer(f"c{n}", [START - timedelta(days=gap * back) for back in range(n % 9)]))
    return made


def something_happens(made: Sequence[Customer], day: date, dice: random.Random) -> None:
    for who in dice.sample(list(made), 5):
        dice.choice(EVENTS)(who, day, dice)
        at_once(who, day)
    buys(dice.choice(made), day, dice)  # of this one nobody was told


@pytest.mark.parametrize("seed", range(2))
def test_deciding_the_due_is_deciding_everybody(seed: int) -> None:
    dice = random.Random(seed)
    made, day = town(dice), START
    for turn in range(11):
        decide(Scope(day))
        if turn % 4 == 3:
            times = {"broken_times": dice.choice([1.5, 2, 3]), "plain_broken": dice.choice([60, 90, 120])}
            Thresholds.objects.update_or_create(group=None, defaults={"values": times | {"warning_weight": 3}})
            decide(Scope(day))
        something_happens(made, day, dice)
        for _night in range(2):
            day += timedelta(days=dice.choice([1, 1, 1, 2, 4, 9]))
            expected = with_everybody(day)
            decide(Scope(day, everyone=False))
            assert told() == expected, (turn, day)


def test_a_night_decides_few_and_finds_what_nobody_told() -> None:
    for n in range(30):
        customer(f"c{n}", [START - timedelta(days=20 * back) for back in range(4)])
    late = customer("late", [START - timedelta(days=10 * back + 19) for back in range(4)])
    assert review(day=START)["customers"] == 31
    night = review(day=START + timedelta(days=2))
    assert (night["customers"], night["moved"]) == (1, 1)
    assert Relationship.objects.get(pk=late.pk).stage == "potential_separation"
    order(late, START + timedelta(days=3))
    assert review(day=START + timedelta(days=3))["moved"] == 1


def test_everybody_is_decided_when_what_all_are_measured_by_changed() -> None:
    for n in range(10):
        customer(f"c{n}", [START - timedelta(days=20 * back) for back in range(4)])
    review(day=START)
    assert review(day=START)["customers"] == 0
    Thresholds.objects.create(values={"welcome_days": 90})
    assert review(day=START) | {"seconds": 0} == {"customers": 10, "moved": 10, "seconds": 0}
    assert review(day=START - timedelta(days=1))["customers"] == 10
    Reviewed.objects.all().delete()
    assert review(day=START)["customers"] == 10


def test_a_group_that_buys_hardly_otherwise_is_measured_as_before() -> None:
    made = [customer(f"c{n}", [START - timedelta(days=20 * back) for back in range(4)]) for n in range(40)]
    review(day=START)
    order(made[0], START + timedelta(days=1))
    assert review(day=START + timedelta(days=1))["customers"] == 1
