"""History is exact: what is read for a past day equals what would have been decided on that day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models import Q

from peyvand.relationship.actions.review import review
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Relationship, StageMove, Thresholds
from peyvand.relationship.tests.people import D, customer, order, stage_by_hand

pytestmark = pytest.mark.django_db
START, END = D("2025-01-01"), D("2026-03-01")


def random_days(dice: random.Random) -> list[date]:
    """A life of orders: regular, irregular, in bursts, or hardly any."""
    usual = dice.choice([2, 9, 14, 30, 61])
    day, days = START + timedelta(days=dice.randrange(200)), []
    for _ in range(dice.randrange(18)):
        days.append(day)
        day += timedelta(days=max(1, int(usual * dice.choice([0.3, 0.9, 1, 1, 1.1, 1.5, 2.5, 5]))))
    return [day for day in days if day <= END]


def stages_on(day: date) -> dict[int, str]:
    """The stage in which every relationship was on a day, as its history has it."""
    stretches = StageMove.objects.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)
    return dict(stretches.values_list("customer_id", "stage"))


@pytest.mark.parametrize("seed", range(4))
def test_replay_and_decision_and_hand_agree_on_every_day(seed: int) -> None:
    Thresholds.objects.create(values={"warning_weight": 100})
    dice = random.Random(seed)
    lives = {}
    for n in range(40):
        days = random_days(dice)
        lives[customer(f"life {n}", days).pk] = days
    decide(Scope(END))
    probes = [START + timedelta(days=dice.randrange(425)) for _ in range(6)]
    told = {day: stages_on(day) for day in probes}
    for day in probes:
        by_hand = {pk: stage_by_hand(days, day) for pk, days in lives.items()}
        lived = {pk for pk, days in lives.items() if days and min(days) <= day}
        assert {pk: told[day][pk] for pk in lived} == {pk: by_hand[pk] for pk in lived}, day
        decide(Scope(day, replay_all=True))
        decided = dict(Relationship.objects.values_list("customer_id", "stage"))
        assert {pk: decided[pk] for pk in lived} == {pk: by_hand[pk] for pk in lived}, day


def test_the_stretches_of_a_life_meet_and_only_the_last_is_open() -> None:
    dice = random.Random(7)
    for n in range(30):
        customer(f"life {n}", random_days(dice))
    review(day=END)
    for pk in Relationship.objects.values_list("pk", flat=True):
        moves = list(StageMove.objects.filter(customer=pk).order_by("from_on"))
        assert [m.to_on for m in moves[:-1]] == [m.from_on for m in moves[1:]]
        assert moves[-1].to_on is None
        assert all(a.stage != b.stage and b.previous == a.stage for a, b in pairwise(moves))
        assert Relationship.objects.get(pk=pk).since == moves[-1].from_on


def test_day_by_day_and_at_once_tell_the_same_history() -> None:
    days = ["2026-01-01", "2026-01-11", "2026-01-21", "2026-02-25", "2026-03-07"]
    slow, fast = customer("day by day"), customer("at once", days)
    day = D("2026-01-01")
    while day <= D("2026-05-10"):
        if str(day) in days:
            order(slow, day)
        decide(Scope(day, slow.pk, slow.pk, [slow.pk]))
        day += timedelta(days=1)
    decide(Scope(D("2026-05-10"), fast.pk, fast.pk, [fast.pk]))

    def told(pk: int) -> list[tuple[object, ...]]:
        return list(StageMove.objects.filter(customer=pk).order_by("from_on").values_list("stage", "from_on", "to_on"))

    assert told(slow.pk) == told(fast.pk)


def test_looking_from_an_earlier_day_forgets_what_came_after() -> None:
    who = customer("every ten days", ["2026-01-01", "2026-01-11", "2026-01-21"])
    review(day=D("2026-06-01"))
    assert Relationship.objects.get(pk=who.pk).stage == "separation"
    review(day=D("2026-01-25"), replay=True)
    assert Relationship.objects.get(pk=who.pk).stage == "welcome"
    assert not StageMove.objects.filter(from_on__gt=D("2026-01-25")).exists()


def test_a_threshold_on_the_edge_does_not_make_her_flap() -> None:
    who = customer("two orders", ["2026-01-01", "2026-01-21"])
    day = D("2026-01-21") + timedelta(days=95)
    decide(Scope(day))
    assert Relationship.objects.get(pk=who.pk).stage == "potential_separation"
    Thresholds.objects.create(values={"plain_broken": 100})
    decide(Scope(day + timedelta(days=1)))
    assert Relationship.objects.get(pk=who.pk).stage == "potential_separation"
    Thresholds.objects.update(values={"plain_broken": 150})
    decide(Scope(day + timedelta(days=2)))
    found = Relationship.objects.get(pk=who.pk)
    assert (found.stage, found.since) == ("account", day + timedelta(days=2))
