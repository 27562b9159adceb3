"""What customers are to us and to each other, and who of us is there for them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.owners import set_co_owners
from peyvand.people.actions.parties import NewRelation, change_relation, relate, remove_kind, set_party_roles, unrelate
from peyvand.people.actions.parting import unmerge
from peyvand.people.models import Customer, Relation, RelationKind
from peyvand.people.tests.making import browser, organisation, person
from tests.cast import Cast, relation_kind


def test_somebody_is_several_things_to_us_and_the_list_knows(cast: Cast) -> None:
    roaster, cafe = organisation(cast.sara, "برشته‌کاری"), organisation(cast.sara)
    set_party_roles(actor=cast.sara, customer_id=roaster.pk, roles=["supplier", "partner"])
    visit, url = browser(cast.sara), reverse("people:customers")
    suppliers = visit.get(url + "?f=party_roles:any:supplier&columns=party_roles").content.decode()
    assert "برشته‌کاری" in suppliers
    assert "کافه نادری" not in suppliers
    customers = visit.get(url + "?f=party_roles:any:customer").content.decode()
    assert "کافه نادری" in customers
    assert "برشته‌کاری" not in customers
    set_party_roles(actor=cast.sara, customer_id=roaster.pk, roles=["customer"])
    assert not Customer.objects.get(pk=roaster.pk).party_roles.exists()
    with pytest.raises(ValidationError):
        set_party_roles(actor=cast.sara, customer_id=cafe.pk, roles=["saint"])
    with pytest.raises(PermissionDenied):
        set_party_roles(actor=cast.reza, customer_id=cafe.pk, roles=["partner"])


def test_a_relation_is_said_from_both_ends(cast: Cast) -> None:
    holding, cafe = organisation(cast.sara, "گروه البرز"), organisation(cast.sara)
    new = NewRelation(relation_kind("parent company of").pk, cafe.pk, from_on=date(2024, 3, 20), note="از آغاز")
    relate(actor=cast.sara, customer_id=holding.pk, new=new)
    visit = browser(cast.sara, part=True)
    ahead = visit.get(reverse("people:parties", args=[holding.pk])).content.decode()
    assert "شرکت مادرِ" in ahead
    back = visit.get(reverse("people:parties", args=[cafe.pk])).content.decode()
    assert "زیرمجموعهٔ" in back
    assert "گروه البرز" in back
    alone = browser(cast.sara).get(reverse("people:parties", args=[cafe.pk])).content.decode()
    assert "<h1><bdi>کافه نادری</bdi></h1>" in alone, "opened by itself it says whose relations these are"
    history = visit.get(reverse("people:history", args=[cafe.pk])).content.decode()
    assert "زیرمجموعهٔ: گروه البرز" in history


def test_what_cannot_be_is_refused_in_words(cast: Cast) -> None:
    one, other, stranger = organisation(cast.sara, "یک"), organisation(cast.sara, "دو"), organisation(cast.nima, "سه")
    knows = relation_kind("knows").pk
    made = relate(actor=cast.sara, customer_id=one.pk, new=NewRelation(knows, other.pk))
    for customer, new in (
        (one, NewRelation(knows, one.pk)),
        (one, NewRelation(knows, stranger.pk)),
        (one, NewRelation(knows, other.pk)),
        (other, NewRelation(knows, one.pk)),  # to know each other is the same from both ends
        (one, NewRelation(999_999, other.pk)),
    ):
        with pytest.raises(ValidationError):
            relate(actor=cast.sara, customer_id=customer.pk, new=new)
    with pytest.raises(ValidationError):
        change_relation(
            actor=cast.sara, relation_id=made.pk, values={"from_on": date(2025, 1, 2), "to_on": date(2025, 1, 1)}
        )
    with pytest.raises(ValidationError):
        remove_kind(actor=cast.ali, kind_id=knows)
    unrelate(actor=cast.sara, relation_id=made.pk)
    remove_kind(actor=cast.ali, kind_id=knows)
    assert not RelationKind.objects.filter(pk=knows).exists()


def test_who_sees_one_end_only_sees_no_relation(cast: Cast) -> None:
    mine, theirs = organisation(cast.sara, "از آنِ سارا"), organisation(cast.nima, "از آنِ نیما")
    relate(actor=cast.mina, customer_id=mine.pk, new=NewRelation(relation_kind("partner of").pk, theirs.pk))
    page = browser(cast.sara).get(reverse("people:parties", args=[mine.pk])).content.decode()
    assert "از آنِ نیما" not in page
    assert not Relation.objects.visible_to(cast.sara).exists()
    assert Relation.objects.visible_to(cast.mina).exists()


def test_merging_related_customers_hides_the_relation_and_parting_brings_it_back(cast: Cast) -> None:
    one, other, third = organisation(cast.sara, "یک"), organisation(cast.sara, "دو"), organisation(cast.sara, "سه")
    relate(actor=cast.sara, customer_id=one.pk, new=NewRelation(relation_kind("partner of").pk, other.pk))
    relate(actor=cast.sara, customer_id=other.pk, new=NewRelation(relation_kind("supplies").pk, third.pk))
    done = merge(actor=cast.mina, union=Union(one.pk, other.pk))
    (left,) = Relation.objects.visible_to(cast.mina).of(one.pk)
    assert (left.source_id, left.target_id) == (one.pk, third.pk)
    unmerge(actor=cast.mina, merge_id=done.pk)
    found = {(row.source_id, row.target_id) for row in Relation.objects.visible_to(cast.mina)}
    assert found == {(one.pk, other.pk), (other.pk, third.pk)}


def test_the_card_names_our_people_and_when_to_call_them(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    set_co_owners(actor=cast.sara, customer_id=cafe.pk, user_ids=[cast.reza.pk])
    visit = browser(cast.sara)
    page = visit.get(reverse("people:your_people", args=[cafe.pk])).content.decode()
    assert page.index("Sara") < page.index("Reza") < page.index("Mina")  # she leads the team
    assert "Nima" not in page
    assert visit.get(reverse("people:your_people_paper", args=[cafe.pk])).content.startswith(b"%PDF-")


def test_a_relation_is_typed_and_the_map_draws_it(cast: Cast) -> None:
    cafe, friend = organisation(cast.sara), person(cast.sara)
    visit = browser(cast.sara)
    typed = {"kind": f"{relation_kind('supplies').pk}-back", "person": friend.pk, "from_on": "1403/01/01"}
    assert visit.post(reverse("people:relation_new", args=[cafe.pk]), typed).status_code == 303
    made = Relation.objects.get()
    assert (made.source, made.target, made.from_on) == (friend, cafe, date(2024, 3, 20))
    drawn = visit.get(reverse("interactions:bonds", args=[cafe.pk])).content.decode()
    assert f'href="{reverse("people:customer", args=[friend.pk])}"' in drawn
    assert "Sara" in drawn
    assert visit.post(reverse("people:relation_new", args=[cafe.pk]), {"kind": "1"}).status_code == 422
