"""Whatever hangs on two customers, merging and parting them leaves every table as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peyvand.interactions.models import Interaction
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.parting import unmerge
from peyvand.people.actions.repointing import belongings, pointers
from peyvand.people.models import Address, ContactPoint, CoOwner, Customer, Group, GroupMember
from peyvand.platform.fields import registry
from peyvand.platform.models import CustomField
from peyvand.relationship.actions.review import decide_dirty, mark_dirty
from peyvand.relationship.models import Problem, Relationship
from peyvand.sales.models import Order
from tests.cast import Cast
from tests.hanging import HANGS, hang

BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
TEXTS = st.sampled_from(["", "الف", "ب", "الف ب"])
PROFILES = st.fixed_dictionaries(
    {
        "family_name": st.sampled_from(["کاظمی", "راد"]),
        "city": TEXTS, "industry": TEXTS, "notes": TEXTS, "legal_name": TEXTS,
        "external_id": st.booleans(), "owner": st.sampled_from(["sara", "nima", None]),
        "birthday": st.sampled_from([None, date(1990, 1, 1)]),
        "next_step": TEXTS, "touched": st.booleans(), "motto": TEXTS,
    }
)  # fmt: skip
ROWS = st.fixed_dictionaries(
    {
        "phones": st.lists(st.integers(1, 4), max_size=3, unique=True),
        "places": st.integers(0, 2), "groups": st.sets(st.integers(0, 2)), "shares": st.sets(st.sampled_from(["reza", "mina"])),
        "orders": st.lists(st.integers(1, 300), max_size=4), "talks": st.lists(st.integers(1, 300), max_size=3),
        "problem": st.booleans(), "overridden": st.booleans(), "left": st.booleans(), "hangs": st.sets(st.sampled_from(sorted(HANGS))),
    }
)  # fmt: skip
# What every change marks, what is looked up beside the customers, and what is written once and for all.
MARKS = {"version", "updated_at"}
# Whom one was merged into is told by the merge itself, and a gathered file is no part of a customer.
PASSED_OVER = {"people.DuplicateKey", "people.DuplicatePair", "people.Merge", "relationship.Dirty"}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(PROFILES, ROWS, PROFILES, ROWS, st.booleans())
def test_merged_and_parted_everything_is_as_before(
    cast: Cast,
    mine: dict[str, Any],
    my_rows: dict[str, Any],
    theirs: dict[str, Any],
    their_rows: dict[str, Any],
    other_side: bool,
) -> None:
    with transaction.atomic():
        groups = [Group.objects.create(name=f"گروه {n}", rank=n) for n in range(3)]
        shop = Customer.objects.create(kind="organisation", name="کافه")
        CustomField.objects.create(subject="customer", key="motto", kind="text", label_fa="شعار")
        registry.renew()
        ids = [somebody(cast, profile, rows, groups, shop) for profile, rows in ((mine, my_rows), (theirs, their_rows))]
        decide(ids)
        settle(ids, (my_rows, their_rows), cast)
        before = everything(ids)
        choices = {"external_id": "lose", "owner": "lose", "notes": "lose"} if other_side else {}
        done = merge(actor=cast.ali, union=Union(*ids, choices))
        decide(ids)
        orders = Order.objects.filter(customer=ids[0]).count()
        assert orders == len(my_rows["orders"]) + len(their_rows["orders"])
        assert not Order.objects.filter(customer=ids[1]).exists()
        unmerge(actor=cast.ali, merge_id=done.pk)
        decide(ids)
        after = everything(ids)
        assert {name: after[name] for name in after if after[name] != before[name]} == {
            name: before[name] for name in after if after[name] != before[name]
        }
        transaction.set_rollback(True)


def somebody(cast: Cast, profile: dict[str, Any], rows: dict[str, Any], groups: list[Group], shop: Customer) -> int:
    owner = getattr(cast, profile["owner"]) if profile["owner"] else None
    known = {
        name: profile[name]
        for name in ("family_name", "city", "industry", "notes", "legal_name", "birthday", "next_step")
    }
    one = Customer.objects.create(
        name=profile["family_name"], owner=owner, team=owner and owner.team,
        external_id=f"X-{Customer.objects.count()}" if profile["external_id"] else None,
        last_touch_at=BEGAN if profile["touched"] else None, extra={"motto": profile["motto"]} if profile["motto"] else {}, **known,
    )  # fmt: skip
    Customer.objects.filter(pk=one.pk).update(created_at=BEGAN + timedelta(days=len(rows["orders"])))
    for nth, number in enumerate(rows["phones"]):
        ContactPoint.objects.create(customer=one, kind="phone", value=f"+98912000000{number}", is_primary=nth == 0)
    for nth in range(rows["places"]):
        Address.objects.create(customer=one, city="تهران", street=f"خیابان {nth}")
    for nth in rows["groups"]:
        GroupMember.objects.create(customer=one, group=groups[nth])
    for name in rows["shares"]:
        CoOwner.objects.create(customer=one, user=getattr(cast, name))
    for ago in rows["orders"]:
        at = BEGAN + timedelta(days=ago)
        number = f"{one.pk}-{ago}-{Order.objects.count()}"
        Order.objects.create(customer=one, number=number, placed_at=at, day=at.date(), total=ago * 1000)
    for ago in rows["talks"]:
        Interaction.objects.create(customer=one, kind="call", occurred_at=BEGAN + timedelta(days=ago), subject="تماس")
    if rows["problem"]:
        Problem.objects.create(customer=one, kind="other", summary="دیر رسید", opened_on=TODAY - timedelta(days=3))
    for what in sorted(rows["hangs"]):
        hang(cast, what, one, shop)
    return one.pk


def settle(ids: list[int], rows: tuple[dict[str, Any], ...], cast: Cast) -> None:
    """Let people have decided what they decided, and the engine have taken it in."""
    for pk, known in zip(ids, rows, strict=True):
        if known["overridden"]:
            Relationship.objects.filter(pk=pk).update(
                override_stage="account", override_reason="می‌شناسمش", override_by=cast.mina
            )
        if known["left"]:
            Relationship.objects.filter(pk=pk).update(left_on=TODAY, left_reason="price", left_note="گران بود")
    decide(ids)


def decide(ids: list[int]) -> None:
    mark_dirty(ids)
    while decide_dirty():
        pass


def everything(ids: list[int]) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that points to these customers, and the customers themselves."""
    found = {"people.Customer": rows_of(Customer, "pk", ids)}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Customer and model._meta.label not in PASSED_OVER:
                found[f"{model._meta.label}.{field.name}"] = rows_of(model, field.attname, ids)
    return found


def rows_of(model: Any, column: str, ids: list[int]) -> list[tuple[Any, ...]]:
    derived = model._meta.label == "relationship.StageMove"  # written anew from the exchanges: the ids differ
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in MARKS and not (derived and field.primary_key)
    ]
    return sorted(model._base_manager.filter(**{f"{column}__in": ids}).values_list(*names), key=str)


def test_nothing_that_can_hang_on_a_customer_is_left_out_here(cast: Cast) -> None:
    """A new table that points to customers has to be hung on one in `tests.hanging`, or these tests do not see it."""
    rows = {"phones": [1], "places": 1, "groups": {0}, "shares": {"reza"}, "orders": [1], "talks": [1], "problem": True}
    shop, group = Customer.objects.create(kind="organisation", name="کافه"), Group.objects.create(name="گروه")
    profile = {"family_name": "راد", "city": "", "industry": "", "notes": "", "legal_name": "", "external_id": False}
    profile |= {"owner": "sara", "birthday": None, "next_step": "", "touched": False, "motto": ""}
    one = somebody(cast, profile, rows | {"hangs": set(HANGS)}, [group], shop)
    decide([one])
    empty = {name for name, found in everything([one]).items() if not found}
    assert empty == {"people.Customer.merged_into", "people.PersonFile.customer"}


def test_every_table_that_points_to_customers_moves_or_says_why_not() -> None:
    names = {pointer.name for pointer in pointers()}
    assert {"sales.order.customer", "interactions.interaction.customer", "relationship.problem.customer",
            "people.affiliation.person", "people.affiliation.organisation", "people.customer.merged_into"} <= names  # fmt: skip
    tables = {pointer.table for pointer in pointers()}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Customer:
                assert field.unique or model._meta.label in tables or not belongings()[model._meta.label].moves, field
