"""Groups with a rule: who is in them follows from what is known of the customers, and follows when that changes."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from peyvand.core import display
from peyvand.people.actions.care import set_groups
from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.placing import fill
from peyvand.people.actions.rules import set_rule
from peyvand.people.models import Customer, Group, GroupStay
from peyvand.people.segments import Segment, said
from peyvand.platform import organisation
from peyvand.platform.models import RoleRight, User
from peyvand.relationship.actions.care import override_stage
from peyvand.relationship.actions.review import decide_all_dirty, mark_dirty, review
from peyvand.relationship.models import Facts
from peyvand.relationship.tests.people import customer, order
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_a_day() -> Any:
    with organisation.standing_on(TODAY):
        yield


def ruled(cast: Cast, rule: Any, *, name: str = "VIP", rank: int = 1) -> Group:
    group = Group.objects.create(name=name, rank=rank)
    set_rule(actor=cast.mina, group_id=group.pk, rule=rule)
    fill(group.pk)
    return Group.objects.get(pk=group.pk)


def members(group: Group) -> set[str]:
    return set(group.customers.values_list("name", flat=True))


def leaf(field: str, op: str, *values: str) -> dict[str, Any]:
    return {"field": field, "op": op, "values": list(values)}


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_whoever_bought_enough_in_the_period_is_in_and_whoever_did_not_is_out(cast: Cast) -> None:
    customer("Pari", [days_ago(10), days_ago(20)], total=600)
    customer("Kian", [days_ago(10)], total=900)
    customer("Omid", [days_ago(400)], total=5000)
    customer("Nazi")
    bought = ruled(cast, {"all": [leaf("bought", "above", "1000", "30d")]})
    assert members(bought) == {"Pari"}
    assert members(ruled(cast, leaf("bought", "below", "900", "30d"), name="Small")) == {"Kian", "Omid", "Nazi"}
    assert members(ruled(cast, leaf("ordered", "between", "1", "2", "365d"), name="Some")) == {"Pari", "Kian"}


def test_returned_goods_are_no_purchase(cast: Cast) -> None:
    customer("Pari", [days_ago(10), f"({days_ago(9)})"], total=1000)
    assert members(ruled(cast, leaf("bought", "above", "1", "30d"))) == set()


def test_none_means_neither_and_not_known_counts_as_not(cast: Cast) -> None:
    customer("Pari", [days_ago(10)])
    customer("Kian", [days_ago(200)])
    customer("Nazi")
    silent = {"none": [leaf("last_exchange", "within", "30"), leaf("last_order", "within", "90")]}
    review()
    assert members(ruled(cast, silent)) == {"Kian", "Nazi"}
    Customer.objects.filter(name="Nazi").update(city="Yazd")
    mixed = {"any": [leaf("city", "is", "Yazd"), {"all": [leaf("stage", "none", "account"), silent]}]}
    assert members(ruled(cast, mixed, name="Mixed")) == {"Kian", "Nazi"}


def test_an_event_moves_only_whom_it_is_about(cast: Cast) -> None:
    pari = customer("Pari", [days_ago(10)], total=100)
    kian = customer("Kian", [days_ago(10)], total=100)
    group = ruled(cast, leaf("bought", "above", "1000", "30d"))
    order(pari, days_ago(1), total=950)
    order(kian, days_ago(1), total=950)
    mark_dirty([pari.pk])
    decide_all_dirty()
    assert members(group) == {"Pari"}
    review()
    assert members(group) == {"Pari", "Kian"}


def test_a_rule_keeps_the_calendar_of_who_wrote_it_when_nobody_reads(cast: Cast) -> None:
    customer("Pari", [date(2026, 4, 5)], total=1000)  # in the Jalali month that began on 21 March
    customer("Kian", [date(2026, 4, 25)], total=1000)
    last_month = leaf("bought", "above", "1000", "last-month")
    jalali = ruled(cast, last_month)
    cast.mina.calendar = "gregorian"
    gregorian = ruled(cast, last_month, name="April")
    assert (jalali.rule["all"][0]["values"][1], gregorian.rule["all"][0]["values"][1]) == (
        "last-jalali-month",
        "last-gregorian-month",
    )
    assert (members(jalali), members(gregorian)) == ({"Pari"}, {"Pari", "Kian"})
    review()
    assert (members(jalali), members(gregorian)) == ({"Pari"}, {"Pari", "Kian"})
    with translation.override("en"), display.use(display.Display("en", "gregorian", "en")):
        assert "in last month is" in said(gregorian, cast.mina)
        assert "in last Jalali month is" in said(jalali, cast.mina)


def test_a_rule_kept_before_it_named_its_calendar_goes_on_meaning_the_jalali_one() -> None:
    named = import_module("peyvand.people.migrations.0015_rules_name_their_calendar").named
    kept = {"all": [leaf("created", "period", "this-season"), {"none": [leaf("bought", "above", "5", "last-year")]}]}
    assert named(kept) == {
        "all": [
            leaf("created", "period", "this-jalali-season"),
            {"none": [leaf("bought", "above", "5", "last-jalali-year")]},
        ]
    }
    other = {"any": [leaf("city", "is", "this-month"), leaf("city", "empty"), leaf("bought", "below", "5", "30d")]}
    assert named(other) == other


def test_time_alone_lets_a_customer_out_and_history_keeps_both_days(cast: Cast) -> None:
    pari = customer("Pari", [days_ago(10)], total=1000)
    group = ruled(cast, leaf("bought", "above", "1000", "30d"))
    with organisation.standing_on(TODAY + timedelta(days=21)):
        review()
    assert members(group) == set()
    stay = GroupStay.objects.get(customer=pari, group=group)
    assert stay.joined_on == TODAY
    assert stay.left_on is not None


def test_the_group_of_the_lowest_rank_brings_the_thresholds_unless_its_rule_asks_for_the_stage(cast: Cast) -> None:
    pari = customer("Pari", [days_ago(10)], total=1000)
    review()
    by_stage = ruled(cast, leaf("stage", "any", "welcome"), name="New", rank=1)
    by_city = ruled(cast, leaf("bought", "above", "1000", "30d"), name="Big", rank=2)
    review()
    assert (by_stage.measures, by_city.measures) == (False, True)
    assert members(by_stage) == members(by_city) == {"Pari"}
    assert Facts.objects.get(pk=pari.pk).group_id == by_city.pk


def test_a_colleagues_decision_counts_at_once(cast: Cast) -> None:
    pari = customer("Pari", [days_ago(10)], owner=cast.sara)
    review()
    group = ruled(cast, leaf("stage", "any", "account"))
    override_stage(actor=cast.sara, customer_id=pari.pk, stage="account", reason="we know her well", until=None)
    mark_dirty([pari.pk])
    decide_all_dirty()
    assert members(group) == {"Pari"}


def test_nobody_chooses_members_of_a_group_with_a_rule(cast: Cast) -> None:
    pari = customer("Pari", owner=cast.sara)
    kian = customer("Kian", owner=cast.sara)
    Customer.objects.filter(pk=pari.pk).update(city="Yazd")
    gold = Group.objects.create(name="Gold", rank=9)
    group = ruled(cast, leaf("city", "is", "Yazd"))
    with pytest.raises(ValidationError, match="از قاعده"):
        set_groups(actor=cast.sara, customer_id=kian.pk, group_ids=[group.pk])
    set_groups(actor=cast.sara, customer_id=pari.pk, group_ids=[gold.pk])
    assert members(group) == members(gold) == {"Pari"}


def test_a_rule_asks_only_for_groups_of_chosen_members_and_these_stay_so(cast: Cast) -> None:
    pari = customer("Pari")
    gold = Group.objects.create(name="Gold")
    gold.memberships.create(customer=pari)
    group = ruled(cast, {"none": [leaf("groups", "any", str(gold.pk))]})
    assert members(group) == set()
    with pytest.raises(ValidationError, match="VIP از Gold"):
        set_rule(actor=cast.mina, group_id=gold.pk, rule=leaf("city", "is", "Yazd"))
    silver = Group.objects.create(name="Silver")
    with pytest.raises(ValidationError, match="هیچ"):
        set_rule(actor=cast.mina, group_id=silver.pk, rule=leaf("groups", "any", str(group.pk)))


@pytest.mark.parametrize(
    "rule",
    [
        [], "stage", {}, {"all": []}, {"all": [{"any": []}]}, {"some": [leaf("city", "is", "Yazd")]},
        {"all": leaf("city", "is", "Yazd")}, leaf("no_such_field", "is", "1"), leaf("city", "above", "3"),
        leaf("city", "is"), leaf("owner", "any", "me"), leaf("bought", "above", "much", "30d"),
        leaf("bought", "above", "5", "someday"), leaf("stage_on", "any", "account@2026-01-01"), leaf("created", "since", "never"),
        {"all": [{"all": [{"all": [{"all": [{"all": [{"all": [leaf("city", "is", "Yazd")]}]}]}]}]}]},
        {"all": [leaf("city", "is", "Yazd")] * 61}, {"field": 1, "op": 2, "values": 3},
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_a_sentence(cast: Cast, rule: Any) -> None:
    group = Group.objects.create(name="VIP")
    with pytest.raises(ValidationError) as refused:
        set_rule(actor=cast.mina, group_id=group.pk, rule=rule)
    assert refused.value.message_dict["rule"][0].strip()


def test_a_rule_reads_as_a_sentence_and_hides_what_its_reader_may_not_see(cast: Cast) -> None:
    group = ruled(cast, {"any": [leaf("city", "is", "Yazd"), {"none": [leaf("bought", "above", "50000", "90d")]}]})
    with translation.override("en"), display.use(display.Display("en", "gregorian", "en")):
        assert said(group, cast.mina) == (
            "City is exactly Yazd or it is not so that Purchases in the last 90 days is at least 5,000 Toman"
        )
    with display.use(display.Display(money_unit="rial")):
        assert "۵۰٬۰۰۰ ریال" in said(group, cast.mina)
    born = Group(rule={"all": [leaf("birthday", "known")]})
    assert "زادروز" in said(born, cast.mina)
    RoleRight.objects.filter(role=cast.omid.role, model="personal_field").update(level="none")
    assert "زادروز" not in said(born, User.objects.get(pk=cast.omid.pk))


def test_only_who_may_change_groups_gives_rules_and_counts_reach_as_far_as_her_customers(cast: Cast) -> None:
    customer("Pari", owner=cast.sara)
    customer("Kian", owner=cast.nima)
    group = Group.objects.create(name="VIP")
    with pytest.raises(PermissionDenied):
        set_rule(actor=cast.sara, group_id=group.pk, rule=leaf("city", "empty"))
    segment = Segment.of(leaf("city", "empty"))
    assert segment.count(cast.mina) == (2, True)
    assert segment.count(cast.sara) == (1, True)


def test_taking_the_rule_away_leaves_the_members(cast: Cast) -> None:
    pari = customer("Pari", owner=cast.sara)
    update_customer(actor=cast.sara, customer_id=pari.pk, profile={"city": "Yazd"})
    group = ruled(cast, leaf("city", "is", "Yazd"))
    set_rule(actor=cast.mina, group_id=group.pk, rule=None)
    assert members(group) == {"Pari"}
    assert Group.objects.by_hand().filter(pk=group.pk).exists()
