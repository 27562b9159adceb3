"""Two records of one customer become one, and are parted again as if nothing had been."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from peyvand.people.actions.care import set_groups, set_next_step
from peyvand.people.actions.customers import restore_customer, update_customer
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.actions.parting import changed_since, unmerge
from peyvand.people.actions.repointing import moving, pointers
from peyvand.people.models import Customer, DuplicatePair, Group, Merge
from peyvand.people.rules.contacts import Contact
from peyvand.people.tests.making import organisation, person
from peyvand.platform.models import AuditEntry
from peyvand.platform.versions import Conflict
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SARAS, NIMAS = "09121112233", "09351112233"


@pytest.fixture
def two(cast: Cast) -> tuple[Customer, Customer]:
    """Sara's and Nima's record of one man."""
    mine = person(cast.sara, phone=SARAS, city="تهران", external_id="A-1", notes="چای دوست دارد")
    theirs = person(cast.nima, "علیرضا", phone=NIMAS, industry="چاپ", external_id="B-2", notes="صبح‌ها زنگ بزنید")
    return mine, theirs


def test_one_record_has_what_both_had(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mine, theirs = two
    merge(actor=cast.mina, union=Union(mine.pk, theirs.pk))
    kept = Customer.objects.get(pk=mine.pk)
    assert {point.value: point.is_primary for point in kept.contact_points.all()} == {
        "+989121112233": True,
        "+989351112233": False,
    }
    assert (kept.city, kept.industry, kept.owner) == ("تهران", "چاپ", cast.sara)
    assert kept.notes == "چای دوست دارد\n\nصبح‌ها زنگ بزنید"
    assert [share.user for share in kept.co_ownerships.all()] == [cast.nima]
    assert "9351112233" in kept.reach
    lost = Customer.objects.get(pk=theirs.pk)
    assert lost.merged_into == kept
    assert not Customer.objects.visible_to(cast.ali).filter(pk=lost.pk).exists()
    assert not Customer.objects.deleted_visible_to(cast.ali).exists()
    assert {entry.object_id for entry in AuditEntry.objects.filter(action="customer.merge")} == {mine.pk, theirs.pk}


def test_a_person_chooses_field_by_field(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mine, theirs = two
    choices = {"external_id": "lose", "owner": "lose", "notes": "lose", "industry": "keep", "name": "keep"}
    merge(actor=cast.mina, union=Union(mine.pk, theirs.pk, choices))
    kept, lost = Customer.objects.get(pk=mine.pk), Customer.objects.get(pk=theirs.pk)
    assert (kept.external_id, lost.external_id) == ("B-2", "A-1")
    assert (kept.owner, kept.team) == (cast.nima, cast.south)
    assert [share.user for share in kept.co_ownerships.all()] == [cast.sara]
    assert (kept.notes, kept.industry) == ("صبح‌ها زنگ بزنید", "")


@pytest.mark.parametrize("choices", [{"name": "both"}, {"search": "lose"}, {"city": "mine"}])
def test_a_choice_that_there_is_not_changes_nothing(
    cast: Cast, two: tuple[Customer, Customer], choices: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        merge(actor=cast.mina, union=Union(two[0].pk, two[1].pk, choices))
    assert not Merge.objects.exists()


def test_who_may_not_change_both_merges_nothing(cast: Cast, two: tuple[Customer, Customer]) -> None:
    for stranger in (cast.sara, cast.nima, cast.omid, cast.leila):
        with pytest.raises(PermissionDenied):
            merge(actor=stranger, union=Union(two[0].pk, two[1].pk))
    assert not Merge.objects.exists()


def test_some_cannot_be_one(cast: Cast, two: tuple[Customer, Customer]) -> None:
    shop = organisation(cast.sara)
    for keep_id, lose_id in ((two[0].pk, shop.pk), (two[0].pk, two[0].pk)):
        with pytest.raises(ValidationError):
            merge(actor=cast.ali, union=Union(keep_id, lose_id))
    with pytest.raises(Customer.DoesNotExist):
        merge(actor=cast.ali, union=Union(two[0].pk, 999_999))
    with pytest.raises(Conflict):
        merge(actor=cast.ali, union=Union(two[0].pk, two[1].pk, versions={two[1].pk: two[1].version + 1}))


def test_parted_they_are_as_before(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mine, theirs = two
    before = [snapshot(customer) for customer in two]
    done = merge(actor=cast.mina, union=Union(mine.pk, theirs.pk, {"external_id": "lose"}))
    assert changed_since(done) == []
    unmerge(actor=cast.mina, merge_id=done.pk)
    assert [snapshot(customer) for customer in two] == before
    with pytest.raises(ValidationError):
        unmerge(actor=cast.mina, merge_id=done.pk)


def test_what_came_since_stays_and_is_said(cast: Cast, two: tuple[Customer, Customer]) -> None:
    mine, theirs = two
    done = merge(actor=cast.mina, union=Union(mine.pk, theirs.pk))
    contacts = [Contact("phone", "+989121112233"), Contact("phone", "+989351112233"), Contact("email", "new@kazemi.ir")]
    update_customer(actor=cast.mina, customer_id=mine.pk, profile={"industry": "نشر", "city": "ری"}, contacts=contacts)
    assert changed_since(Merge.objects.get(pk=done.pk)) == ["industry"]
    unmerge(actor=cast.mina, merge_id=done.pk)
    kept, parted = Customer.objects.get(pk=mine.pk), Customer.objects.get(pk=theirs.pk)
    assert (kept.industry, kept.city, parted.industry) == ("نشر", "ری", "چاپ")
    assert sorted(kept.contact_points.values_list("value", flat=True)) == ["+989121112233", "new@kazemi.ir"]
    assert list(parted.contact_points.values_list("value", flat=True)) == ["+989351112233"]
    assert "9351112233" not in kept.reach


def test_groups_and_plans_that_were_changed_since_come_back_to_the_other(
    cast: Cast, two: tuple[Customer, Customer]
) -> None:
    mine, theirs = two
    gold, silver = Group.objects.create(name="طلایی"), Group.objects.create(name="نقره‌ای")
    set_groups(actor=cast.mina, customer_id=theirs.pk, group_ids=[gold.pk])
    set_next_step(actor=cast.mina, customer_id=theirs.pk, what="زنگ", on=date(2026, 5, 1))
    set_co_owners(actor=cast.mina, customer_id=theirs.pk, user_ids=[cast.reza.pk])
    before = snapshot(theirs)
    done = merge(actor=cast.mina, union=Union(mine.pk, theirs.pk))
    kept = Customer.objects.get(pk=mine.pk)
    assert (kept.next_step, kept.next_step_by) == ("زنگ", cast.mina)
    set_groups(actor=cast.mina, customer_id=mine.pk, group_ids=[silver.pk])
    set_co_owners(actor=cast.mina, customer_id=mine.pk, user_ids=[])
    unmerge(actor=cast.mina, merge_id=done.pk)
    assert snapshot(theirs) == before
    assert [group.name for group in kept.groups.all()] == ["نقره‌ای"]


def test_the_newest_merge_is_undone_first(cast: Cast, two: tuple[Customer, Customer]) -> None:
    third = person(cast.sara, phone="09191112233")
    before = [snapshot(customer) for customer in (*two, third)]
    first = merge(actor=cast.ali, union=Union(two[0].pk, two[1].pk))
    second = merge(actor=cast.ali, union=Union(third.pk, two[0].pk))
    assert Customer.objects.get(pk=two[1].pk).merged_into == third
    with pytest.raises(ValidationError):
        unmerge(actor=cast.ali, merge_id=first.pk)
    for done in (second, first):
        unmerge(actor=cast.ali, merge_id=done.pk)
    assert [snapshot(customer) for customer in (*two, third)] == before


def test_a_merged_customer_comes_back_by_parting_only(cast: Cast, two: tuple[Customer, Customer]) -> None:
    merge(actor=cast.ali, union=Union(two[0].pk, two[1].pk))
    with pytest.raises(Customer.DoesNotExist):
        restore_customer(actor=cast.ali, customer_id=two[1].pk)


def test_a_pair_remembers_what_became_of_it(cast: Cast) -> None:
    one, other = person(cast.sara, phone=SARAS), person(cast.sara, phone=SARAS)
    find_duplicates()
    done = merge(actor=cast.ali, union=Union(one.pk, other.pk))
    find_duplicates()
    assert DuplicatePair.objects.get().state == "merged"
    unmerge(actor=cast.ali, merge_id=done.pk)
    find_duplicates()
    assert DuplicatePair.objects.get().state == "dismissed"


def test_what_would_move_is_counted_without_what_both_have(cast: Cast) -> None:
    one, other = person(cast.sara, phone=SARAS), person(cast.sara, phone=SARAS)
    update_customer(
        actor=cast.sara, customer_id=other.pk, profile={},
        contacts=[Contact("phone", "+989121112233"), Contact("email", "a@b.ir")],
    )  # fmt: skip
    assert moving(other.pk, one.pk) == {"people.ContactPoint": 1}


def snapshot(customer: Customer) -> dict[str, Any]:
    """Return a customer and what hangs on her, without the marks of every change."""
    row = Customer.objects.filter(pk=customer.pk).values().get()
    for mark in ("version", "updated_at"):
        del row[mark]
    return {"self": row} | {
        pointer.name: sorted(pointer.of(customer.pk).values_list(), key=str) for pointer in pointers()
    }
