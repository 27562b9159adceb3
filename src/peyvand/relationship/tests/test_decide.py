"""What the engine decides: ten customers recomputed by hand, the days on which steps happen, and what people overrule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from peyvand.relationship.actions.review import review
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.models import Facts, Relationship, StageMove
from peyvand.relationship.tests.people import D, customer, order, stage_by_hand

pytestmark = pytest.mark.django_db
TODAY = D("2026-06-30")
NAMED: dict[str, Sequence[str]] = {
    "ordered yesterday for the first time": ["2026-06-29"],
    "ordered once, thirty days ago": ["2026-05-31"],
    "ordered once, thirty-one days ago": ["2026-05-30"],
    "orders every fortnight": ["2026-04-20", "2026-05-04", "2026-05-18", "2026-06-01", "2026-06-15", "2026-06-29"],
    "usually every 18 days, silent for 47": ["2026-03-21", "2026-04-08", "2026-04-26", "2026-05-14"],
    "far beyond her rhythm": ["2026-01-01", "2026-01-11", "2026-01-21", "2026-02-01"],
    "irregular, but within her own ninetieth percentile": [
        "2025-10-01",
        "2025-10-06",
        "2026-01-31",
        "2026-02-05",
        "2026-05-30",
    ],
    "two orders, then nothing for a hundred days": ["2026-03-01", "2026-03-22"],
    "two orders, then nothing for two hundred days": ["2025-12-01", "2025-12-12"],
    "several orders on one day": ["2026-05-01", "2026-05-01", "2026-05-01"],
}


def stage_of(pk: int) -> str:
    return str(Relationship.objects.get(pk=pk).stage)


def test_ten_named_customers_are_where_their_dates_put_them() -> None:
    made = {name: customer(name, days) for name, days in NAMED.items()}
    decide(Scope(TODAY))
    decided = {name: stage_of(who.pk) for name, who in made.items()}
    assert decided == {name: stage_by_hand([D(day) for day in days], TODAY) for name, days in NAMED.items()}
    assert decided["usually every 18 days, silent for 47"] == "potential_separation"
    assert set(decided.values()) == {"welcome", "acquaintance", "account", "potential_separation", "separation"}


def test_somebody_without_an_order_is_attracted_since_we_know_her() -> None:
    nobody = customer("new")
    decide(Scope(TODAY))
    found = Relationship.objects.get(pk=nobody.pk)
    assert (found.stage, found.since) == ("attraction", D("2026-01-01"))


def test_since_is_the_day_it_became_true_not_the_day_we_looked() -> None:
    who = customer("every ten days", ["2026-03-01", "2026-03-11", "2026-03-21", "2026-03-31"])
    decide(Scope(D("2026-04-30")))
    broken = Relationship.objects.get(pk=who.pk)
    assert (broken.stage, broken.since) == ("potential_separation", D("2026-04-21"))
    decide(Scope(D("2026-06-30")))
    far = Relationship.objects.get(pk=who.pk)
    assert (far.stage, far.since) == ("separation", D("2026-05-11"))


@pytest.mark.parametrize(
    ("day", "stage"), [(20, "account"), (21, "potential_separation"), (40, "potential_separation"), (41, "separation")]
)
def test_the_steps_come_on_their_days(day: int, stage: str) -> None:
    who = customer("every ten days", ["2026-01-10", "2026-01-20", "2026-01-30", "2026-02-09", "2026-02-19"])
    decide(Scope(D("2026-02-19") + timedelta(days=day)))
    assert stage_of(who.pk) == stage


def test_a_short_rhythm_is_not_broken_within_a_week() -> None:
    who = customer("daily", ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"])
    for silence, stage in (
        (7, "welcome"),
        (8, "potential_separation"),
        (14, "potential_separation"),
        (15, "separation"),
    ):
        decide(Scope(D("2026-05-04") + timedelta(days=silence)))
        assert (silence, stage_of(who.pk)) == (silence, stage)


def test_a_return_neither_restarts_the_clock_nor_counts_as_a_visit() -> None:
    who = customer("returned", ["2026-01-01", "2026-01-11", "2026-01-21", "(2026-03-01)"])
    decide(Scope(D("2026-03-02")))
    facts = Facts.objects.get(pk=who.pk)
    assert (facts.purchases, facts.exchanges, facts.last_on, facts.revenue) == (3, 4, D("2026-01-21"), 2_000)
    assert stage_of(who.pk) == "potential_separation"


def test_somebody_who_only_returned_goods_is_read_by_those_days() -> None:
    who = customer("only returns", ["(2026-06-20)"])
    decide(Scope(TODAY))
    assert (stage_of(who.pk), Facts.objects.get(pk=who.pk).purchases) == ("welcome", 1)


def test_orders_after_the_day_and_deleted_ones_are_not_seen() -> None:
    who = customer("future", ["2026-06-01", "2026-08-01"])
    gone = order(who, "2026-06-20")
    gone.deleted_at = gone.created_at
    gone.save()
    decide(Scope(TODAY))
    assert Facts.objects.get(pk=who.pk).last_on == D("2026-06-01")


def test_a_second_look_changes_nothing() -> None:
    for name, days in NAMED.items():
        customer(name, days)
    first = review(day=TODAY)
    before = list(StageMove.objects.order_by("pk").values()), list(Relationship.objects.order_by("pk").values())
    second = decide(Scope(TODAY))
    after = list(StageMove.objects.order_by("pk").values()), list(Relationship.objects.order_by("pk").values())
    assert (first["customers"], first["moved"]) == (10, 10)
    assert (second.moved, second.written, after) == (0, 0, before)


def test_time_alone_writes_one_move_and_an_order_moves_her_back() -> None:
    who = customer("every ten days", ["2026-03-01", "2026-03-11", "2026-03-21", "2026-03-31"])
    for day in ("2026-04-20", "2026-04-21", "2026-04-22"):
        decide(Scope(D(day)))
    order(who, "2026-04-23")
    decide(Scope(D("2026-04-23")))
    moves = list(StageMove.objects.filter(customer=who).order_by("from_on").values_list("stage", "from_on", "to_on"))
    assert moves == [
        ("welcome", D("2026-03-01"), D("2026-04-01")),
        ("account", D("2026-04-01"), D("2026-04-21")),
        ("potential_separation", D("2026-04-21"), D("2026-04-23")),
        ("account", D("2026-04-23"), None),
    ]


def test_several_currencies_are_not_added_up() -> None:
    who = customer("two currencies", ["2026-06-01", "2026-06-05"])
    order(who, "2026-06-10", total=77, currency="EUR")
    decide(Scope(TODAY))
    facts = Facts.objects.get(pk=who.pk)
    assert (facts.currency, facts.revenue, facts.yearly) == ("IRR", 2_000, 2_000)


def test_signals_warn_only_together() -> None:
    days = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05", "2026-06-05"]
    one, both = customer("smaller", days[:3]), customer("smaller and returned", days[:3])
    for who in (one, both):
        for day in days[3:]:
            order(who, day, total=300)
    order(both, "(2026-06-08)", total=400)
    decide(Scope(D("2026-06-20")))
    assert stage_of(one.pk) == "account"
    assert [e["code"] for e in Relationship.objects.get(pk=one.pk).evidence] == ["in_rhythm", "smaller_basket"]
    warned = Relationship.objects.get(pk=both.pk)
    assert (warned.stage, warned.since) == ("potential_separation", D("2026-06-08"))


def test_a_group_speaks_for_its_members_once_it_is_large_enough() -> None:
    from peyvand.people.models import Group, GroupMember

    group = Group.objects.create(name="cafés")
    start = D("2026-01-01")
    for n in range(8):
        member = customer(f"member {n}", [start + timedelta(days=5 * k) for k in range(6)])
        GroupMember.objects.create(group=group, customer=member)
    young = customer("young", ["2026-03-01", "2026-03-06"])
    GroupMember.objects.create(group=group, customer=young)
    review(day=date(2026, 3, 16))
    found = Relationship.objects.get(pk=young.pk)
    assert found.evidence[0]["code"] == "group_rhythm"
    assert (found.stage, found.evidence[0]["limit"]) == ("potential_separation", 7)
