"""How well customers are known: what must be known of whom, what is missing, and how much of it is first-hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from peyvand.knowledge.actions.facts import NewFact, note_fact, withdraw_fact
from peyvand.knowledge.actions.profiles import measure_everyone, set_minimum_profile
from peyvand.knowledge.familiarity import by_group, by_noter, by_owner
from peyvand.knowledge.models import Familiarity
from peyvand.people.actions.care import set_groups
from peyvand.people.actions.customers import NewCustomer, create_customer, update_customer
from peyvand.people.actions.erasing import erase_customer
from peyvand.people.actions.groups import save_group
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.parting import unmerge
from peyvand.people.actions.rules import set_rule
from peyvand.people.models import Customer, Group
from peyvand.people.rules.contacts import parse_contact
from peyvand.platform.actions.fields import FieldFacts, archive_field, save_field
from peyvand.platform.models import User
from tests.cast import Cast
from tests.importing import bring, take_back


def somebody(owner: User, name: str = "کافه نادری", kind: str = "organisation", phone: str = "") -> Customer:
    contacts = [parse_contact("phone", phone)] if phone else []
    profile = {"name": name} if kind == "organisation" else {"family_name": name}
    return create_customer(actor=owner, new=NewCustomer(kind, profile, contacts, owner_id=owner.pk))


def missing(customer: Customer) -> list[str]:
    return Familiarity.objects.get(pk=customer.pk).missing


def must_be_known(cast: Cast, *wants: str, group: Group | None = None) -> None:
    set_minimum_profile(actor=cast.mina, wants=wants, group_id=group.pk if group else None)
    measure_everyone()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_name_is_enough_until_the_company_says_more(cast: Cast) -> None:
    cafe = somebody(cast.sara)
    assert Familiarity.objects.get(pk=cafe.pk).percent == 100
    must_be_known(cast, "name", "phone", "city", "fact:need")
    assert missing(cafe) == ["phone", "city", "fact:need"]
    assert Familiarity.objects.get(pk=cafe.pk).percent == 25


def test_whatever_is_learned_counts_at_once(cast: Cast) -> None:
    must_be_known(cast, "phone", "city", "owner", "fact:need")
    cafe = somebody(cast.sara, phone="021 8888 0000")
    assert missing(cafe) == ["city", "fact:need"]
    update_customer(actor=cast.sara, customer_id=cafe.pk, profile={"city": "تهران"})
    need = note_fact(actor=cast.sara, customer_id=cafe.pk, kind="need", new=NewFact("طعم یکسان", is_asked=True))
    note_fact(actor=cast.sara, customer_id=cafe.pk, kind="value", new=NewFact("راستی"))
    known = Familiarity.objects.get(pk=cafe.pk)
    assert (known.missing, known.percent, known.asked, known.facts, known.first_hand) == ([], 100, 1, 2, 50)
    withdraw_fact(actor=cast.sara, fact_id=need.pk)
    assert missing(cafe) == ["fact:need"]


def test_what_a_file_tells_counts_and_goes_with_the_import(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    must_be_known(cast, "email", "city")
    cafe = somebody(cast.sara, phone="021 8888 0000")
    told = (
        "نام,تلفن,ایمیل,وبگاه\nکافه نادری,02188880000,info@naderi.ir,\nنوری,02188881111,,noori.ir\nزند,,zand@zand.ir,\n"
    )
    run = bring(cast.mina, "customers", told)
    noori, zand = Customer.objects.get(name="نوری"), Customer.objects.get(name="زند")
    assert (missing(cafe), missing(noori), missing(zand)) == (["city"], ["email", "city"], ["city"])
    take_back(cast.mina, run)
    assert missing(cafe) == ["email", "city"]
    assert not Familiarity.objects.filter(pk__in=[noori.pk, zand.pk]).exists()


def test_what_cannot_be_known_of_a_company_is_not_asked(cast: Cast) -> None:
    must_be_known(cast, "birthday", "industry")
    assert missing(somebody(cast.sara)) == ["industry"]
    assert missing(somebody(cast.sara, "رضایی", "person")) == ["birthday"]


def test_the_group_of_the_lowest_rank_says_what_must_be_known(cast: Cast) -> None:
    special = save_group(actor=cast.mina, group=Group(), name="ویژه", rank=5)
    usual = save_group(actor=cast.mina, group=Group(), name="معمولی", rank=50)
    must_be_known(cast, "city")
    must_be_known(cast, "fact:plan", group=special)
    must_be_known(cast, "fact:value", group=usual)
    cafe = somebody(cast.sara)
    assert missing(cafe) == ["city"]
    set_groups(actor=cast.sara, customer_id=cafe.pk, group_ids=[special.pk, usual.pk])
    assert missing(cafe) == ["fact:plan"]
    save_group(actor=cast.mina, group=special, name="ویژه", rank=90)
    assert missing(cafe) == ["fact:value"]
    must_be_known(cast, group=usual)
    assert missing(cafe) == ["fact:plan"]
    special.delete()
    assert missing(cafe) == ["city"]


def test_who_may_not_change_groups_says_nothing_of_what_must_be_known(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        set_minimum_profile(actor=cast.sara, wants=["city"])
    with pytest.raises(ValidationError):
        set_minimum_profile(actor=cast.mina, wants=["nonsense"])
    with pytest.raises(ValidationError):
        set_minimum_profile(actor=cast.mina, wants=["city"], group_id=10**9)
    group = save_group(actor=cast.mina, group=Group(), name="ناشناخته‌ها")
    rule = {"all": [{"field": "completeness", "op": "below", "values": ["50"]}]}
    set_rule(actor=cast.mina, group_id=group.pk, rule=rule)
    with pytest.raises(ValidationError):
        set_minimum_profile(actor=cast.mina, wants=["city"], group_id=group.pk)


def test_a_field_that_is_put_away_is_missed_no_more(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    field = save_field(actor=cast.ali, subject="customer", facts=FieldFacts("number", "seats", "صندلی", "Seats"))
    must_be_known(cast, "custom_seats")
    cafe = somebody(cast.sara)
    assert missing(cafe) == ["custom_seats"]
    page = signed_in(cast.sara).get(reverse("knowledge:familiarity", args=[cafe.pk])).content.decode()
    assert "صندلی" in page
    archive_field(actor=cast.ali, field_id=field.pk)
    measure_everyone()
    assert missing(cafe) == []


def test_merging_adds_up_what_is_known_and_parting_takes_it_apart(cast: Cast) -> None:
    must_be_known(cast, "phone", "fact:need")
    one, other = somebody(cast.sara, "یک", phone="021 8888 0000"), somebody(cast.sara, "دو")
    note_fact(actor=cast.sara, customer_id=other.pk, kind="need", new=NewFact("طعم یکسان"))
    done = merge(actor=cast.mina, union=Union(one.pk, other.pk))
    assert missing(one) == []
    unmerge(actor=cast.mina, merge_id=done.pk)
    assert (missing(one), missing(other)) == (["fact:need"], ["phone"])


def test_who_is_forgotten_is_known_by_nothing(cast: Cast) -> None:
    gone = somebody(cast.sara, "رضایی", "person", phone="0912 555 7777")
    note_fact(actor=cast.sara, customer_id=gone.pk, kind="need", new=NewFact("طعم یکسان"))
    gone.refresh_from_db()
    erase_customer(actor=cast.ali, customer_id=gone.pk, version=gone.version)
    assert not Familiarity.objects.filter(pk=gone.pk, facts__gt=0).exists()


def test_the_page_of_a_customer_says_what_is_missing_and_how_to_fill_it(cast: Cast) -> None:
    must_be_known(cast, "city", "fact:need")
    cafe = somebody(cast.sara)
    note_fact(actor=cast.sara, customer_id=cafe.pk, kind="value", new=NewFact("راستی", is_asked=True))
    panel = signed_in(cast.sara).get(reverse("knowledge:familiarity", args=[cafe.pk])).content.decode()
    assert "۰ درصد" in panel and "۱ از ۱" in panel
    assert reverse("people:edit", args=[cafe.pk]) in panel
    assert f"{reverse('knowledge:fact_new', args=[cafe.pk])}?kind=need" in panel
    assert f"{reverse('people:next_step', args=[cafe.pk])}?what=" in panel
    assert signed_in(cast.nima).get(reverse("knowledge:familiarity", args=[cafe.pk])).status_code == 404
    roya = signed_in(cast.roya).get(reverse("knowledge:familiarity", args=[cafe.pk])).content.decode()
    assert f"{reverse('knowledge:fact_new', args=[cafe.pk])}?kind=need" in roya
    assert (
        reverse("people:edit", args=[cafe.pk]) not in roya and reverse("people:next_step", args=[cafe.pk]) not in roya
    )


def test_who_is_not_known_well_enough_stands_in_a_list_the_most_important_group_first(cast: Cast) -> None:
    must_be_known(cast, "city", "fact:need")
    special = save_group(actor=cast.mina, group=Group(), name="ویژه", rank=5)
    plain, vip, known = (
        somebody(cast.sara, "کافه ساده"),
        somebody(cast.sara, "کافه ویژه"),
        somebody(cast.sara, "قهوهٔ سپید"),
    )
    set_groups(actor=cast.sara, customer_id=vip.pk, group_ids=[special.pk])
    update_customer(actor=cast.sara, customer_id=known.pk, profile={"city": "تهران"})
    note_fact(actor=cast.sara, customer_id=known.pk, kind="need", new=NewFact("طعم یکسان"))
    update_customer(actor=cast.sara, customer_id=plain.pk, profile={"city": "قم"})
    sara, url = signed_in(cast.sara), reverse("knowledge:below")
    page = sara.get(url).content.decode()
    assert page.index("کافه ویژه") < page.index("کافه ساده") and "قهوهٔ سپید" not in page
    assert f"{reverse('knowledge:fact_new', args=[plain.pk])}?kind=need" in page
    read = signed_in(cast.omid).get(url).content.decode()
    assert "کافه ساده" in read and "نیاز" in read
    assert "?kind=need" not in read, "a link would lead Omid to what he may not do"
    nimas = somebody(cast.nima, "کافه جنوب")
    everyones = signed_in(cast.roya).get(url).content.decode()  # answers for the south, sees everybody
    assert f"{reverse('knowledge:fact_new', args=[plain.pk])}?kind=need" in everyones
    assert reverse("people:edit", args=[nimas.pk]) in everyones
    assert reverse("people:edit", args=[vip.pk]) not in everyones, "a link would lead Roya to what she may not do"
    assert reverse("people:next_step", args=[vip.pk]) not in everyones
    only = sara.get(f"{url}?f=missing:any:city").content.decode()
    assert "کافه ویژه" in only and "کافه ساده" not in only
    assert "کافه ویژه" not in signed_in(cast.nima).get(url).content.decode()
    listed = sara.get(
        reverse("people:customers") + "?f=completeness:below:50&columns=missing,completeness&sort=completeness"
    )
    assert "کافه ساده" in listed.content.decode() and "قهوهٔ سپید" not in listed.content.decode()


def test_shares_tell_who_knows_first_hand(cast: Cast) -> None:
    must_be_known(cast, "fact:need")
    group = save_group(actor=cast.mina, group=Group(), name="ویژه", rank=5)
    one, other = somebody(cast.sara, "یک"), somebody(cast.reza, "دو")
    for customer in (one, other):
        set_groups(actor=cast.mina, customer_id=customer.pk, group_ids=[group.pk])
    note_fact(actor=cast.sara, customer_id=one.pk, kind="need", new=NewFact("طعم", is_asked=True))
    note_fact(actor=cast.sara, customer_id=one.pk, kind="value", new=NewFact("راستی"))
    (row,) = by_group(cast.mina)
    assert (row.name, row.customers, row.complete, row.facts, row.asked, row.first_hand) == ("ویژه", 2, 1, 2, 1, 50)
    assert {row.name: row.percent for row in by_owner(cast.mina)} == {cast.sara.name: 100, cast.reza.name: 0}
    assert [(row.key, row.first_hand) for row in by_noter(cast.mina)] == [(cast.sara.pk, 50)]
    for by in ("group", "owner", "noter"):
        assert signed_in(cast.mina).get(reverse("knowledge:shares") + f"?by={by}").status_code == 200


def test_mina_says_on_a_page_what_must_be_known_of_a_group(cast: Cast) -> None:
    group = save_group(actor=cast.mina, group=Group(), name="ویژه", rank=5)
    mina, url = signed_in(cast.mina), reverse("knowledge:minimum")
    assert mina.post(url, {"wants": ["name", "phone"]}).status_code == 303
    assert mina.post(f"{url}?group={group.pk}", {"group": group.pk, "wants": ["fact:need"]}).status_code == 303
    page = mina.get(f"{url}?group={group.pk}").content.decode()
    assert 'value="fact:need" checked' in page and 'value="phone" checked' not in page
    assert mina.post(url, {"wants": ["zq"]}).status_code == 422
    assert mina.get(f"{url}?group=zq").status_code == 404
    assert signed_in(cast.sara).get(url).status_code == 403
