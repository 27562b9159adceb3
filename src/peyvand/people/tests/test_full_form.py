"""The full form: rows, identifiers, and two people writing at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from peyvand.people.actions.customers import update_customer
from peyvand.people.actions.kinds import WouldLose, change_kind
from peyvand.people.models import Affiliation, Customer, Group
from peyvand.people.rules.contacts import Contact
from peyvand.people.rules.merging import three_way
from peyvand.people.rules.places import Place
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform.models import AuditEntry
from tests.cast import Cast


def typed(customer: Customer, **values: Any) -> dict[str, Any]:
    newest = AuditEntry.objects.of("customer", customer.pk).values_list("id", flat=True).first()
    names = {"name": customer.name} if not customer.is_person else {"family_name": customer.family_name}
    return {
        "version": customer.version,
        "seen": newest,
        "owner": customer.owner_id,
        "city": customer.city,
        **names,
        **values,
    }


def test_phones_mails_handles_and_addresses_are_kept_together(cast: Cast) -> None:
    customer = organisation(cast.sara)
    group = Group.objects.create(name="طلایی")
    rows = {
        "contact-a-kind": "phone", "contact-a-value": "۰۲۱۸۸۷۷۶۶۵۵", "contact-a-label": "work",
        "contact-b-kind": "email", "contact-b-value": " INFO@naderi.ir ",
        "contact-c-kind": "social", "contact-c-value": "https://www.instagram.com/cafe.naderi/",
        "contact-d-kind": "phone", "contact-d-value": "",
        "place-a-province": "IR-23", "place-a-city": "تهران", "place-a-street": "جمهوری ۵۲۴", "place-a-postal_code": "۱۱۳۴۸۳۴۵۶۷",
        "groups": [group.pk], "co_owners": [cast.reza.pk], "national_id": "10380284790",
    }  # fmt: skip
    answer = browser(cast.sara).post(reverse("people:edit", args=[customer.pk]), typed(customer, **rows))
    assert answer.status_code == 303
    customer = Customer.objects.get(pk=customer.pk)
    points = set(customer.contact_points.values_list("kind", "value", "network"))
    assert points == {
        ("phone", "+982188776655", ""),
        ("email", "info@naderi.ir", ""),
        ("social", "cafe.naderi", "instagram"),
    }
    assert customer.addresses.get().postal_code == "1134834567"
    assert customer.city == "تهران"
    assert list(customer.groups.all()) == [group]
    assert list(customer.co_owners.all()) == [cast.reza]


@pytest.mark.parametrize(("many", "kept"), [(60, 60), (201, 0)])
def test_of_many_numbers_none_is_lost_without_a_word(cast: Cast, many: int, kept: int) -> None:
    customer = organisation(cast.sara)
    rows = {
        f"contact-n{n}-{part}": text
        for n in range(many)
        for part, text in (("kind", "phone"), ("value", f"0912111{n:04d}"))
    }
    answer = browser(cast.sara).post(reverse("people:edit", args=[customer.pk]), typed(customer, **rows))
    assert answer.status_code == (303 if kept else 422)
    assert customer.contact_points.count() == kept


def test_a_person_who_is_an_organisation_after_all_is_told_what_goes(cast: Cast) -> None:
    customer = person(cast.sara, given="نادر", family="نادری", birthday=date(1990, 3, 21))
    cafe = organisation(cast.sara)
    Affiliation.objects.create(organisation=cafe, person=customer)
    sara, path = browser(cast.sara), reverse("people:kind", args=[customer.pk])
    page = sara.get(path).content.decode()
    assert "زادروز" in page
    assert "1990" not in page  # what is lost is named, not shown
    assert sara.post(path).status_code == 303
    changed = Customer.objects.get(pk=customer.pk)
    assert (changed.kind, changed.name, changed.given_name, changed.birthday) == (
        "organisation",
        "نادر نادری",
        "",
        None,
    )
    assert not cafe.people.exists()
    assert sara.post(path).status_code == 303
    back = Customer.objects.get(pk=customer.pk)
    assert (back.kind, back.name, back.family_name) == ("person", "نادر نادری", "نادر نادری")
    kept = AuditEntry.objects.of("customer", customer.pk).values_list("changes", flat=True)
    assert any(row.get("birthday") == ["1990-03-21", None] for row in kept)
    with pytest.raises(WouldLose):
        change_kind(actor=cast.sara, customer_id=organisation(cast.sara, legal_name="x").pk, kind="person")


def test_a_wrong_line_keeps_its_words_and_nothing_is_saved(cast: Cast) -> None:
    customer = organisation(cast.sara, city="تهران")
    rows = {"contact-a-kind": "phone", "contact-a-value": "دوازده", "city": "قم"}
    answer = browser(cast.sara).post(reverse("people:edit", args=[customer.pk]), typed(customer, **rows))
    assert answer.status_code == 422
    assert "دوازده" in answer.content.decode()
    assert Customer.objects.get(pk=customer.pk).city == "تهران"


def test_a_mistyped_company_id_is_refused(cast: Cast) -> None:
    customer = organisation(cast.sara)
    data = typed(customer, national_id="10380284791")
    assert browser(cast.sara).post(reverse("people:edit", args=[customer.pk]), data).status_code == 422


def test_saving_twice_changes_nothing(cast: Cast) -> None:
    customer = person(cast.sara, given="", city="قم")
    sara = browser(cast.sara)
    assert sara.post(reverse("people:edit", args=[customer.pk]), typed(customer)).status_code == 303
    assert Customer.objects.get(pk=customer.pk).version == customer.version


def test_what_only_one_of_two_people_changed_is_merged_and_the_rest_is_asked(cast: Cast) -> None:
    customer = organisation(cast.sara, city="تهران", industry="کافه")
    mine = typed(customer, city="قم", industry="کافه", legal_name="شرکت نادری")
    update_customer(actor=cast.mina, customer_id=customer.pk, profile={"city": "یزد", "industry": "رستوران"})
    sara = browser(cast.sara)
    answer = sara.post(reverse("people:edit", args=[customer.pk]), mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "choose-city" in text
    assert "choose-industry" not in text
    assert "شرکت نادری" in text
    assert Customer.objects.get(pk=customer.pk).city == "یزد"
    current = Customer.objects.get(pk=customer.pk)
    again = typed(current) | {"city": "قم", "industry": "رستوران", "legal_name": "شرکت نادری", "choose-city": "theirs"}
    assert sara.post(reverse("people:edit", args=[customer.pk]), again).status_code == 303
    saved = Customer.objects.get(pk=customer.pk)
    assert (saved.city, saved.industry, saved.legal_name) == ("یزد", "رستوران", "شرکت نادری")


def test_two_who_change_the_numbers_of_one_customer_are_asked_which_hold(cast: Cast) -> None:
    customer = organisation(cast.sara)
    old, mine, hers = Contact("phone", "+989121234567", "mobile"), "09127654321", Contact("phone", "+989120000001")
    update_customer(actor=cast.sara, customer_id=customer.pk, profile={}, contacts=[old], places=[Place(city="قم")])
    read = typed(Customer.objects.get(pk=customer.pk), city="قم")
    update_customer(actor=cast.mina, customer_id=customer.pk, profile={}, contacts=[hers], places=[Place(city="یزد")])
    sara, path = browser(cast.sara), reverse("people:edit", args=[customer.pk])
    sent = {"contact-a-kind": "phone", "contact-a-value": mine, "place-a-city": "قم"}
    text = sara.post(path, read | sent).content.decode()
    assert "choose-contact_points" in text  # both changed it
    assert "choose-addresses" not in text  # only Mina did, so hers was taken over
    assert "+989120000001" in text
    assert "یزد" in text
    places = {"place-b-city": "یزد"}
    again = typed(Customer.objects.get(pk=customer.pk), city="قم") | sent | places | {"choose-contact_points": "theirs"}
    del again["place-a-city"]
    assert sara.post(path, again).status_code == 303
    assert [point.value for point in customer.contact_points.all()] == ["+989120000001"]
    assert [address.city for address in customer.addresses.all()] == ["یزد"]


def test_the_note_of_a_number_stays_and_the_history_tells_of_it(cast: Cast) -> None:
    customer, sara = organisation(cast.sara), browser(cast.sara)
    sent = {"contact-a-kind": "phone", "contact-a-value": "021 8877 6655", "contact-a-note": "داخلی ۱۲"}
    sara.post(reverse("people:edit", args=[customer.pk]), typed(customer) | sent | {"contact-a-label": "work"})
    assert customer.contact_points.get().note == "داخلی ۱۲"
    assert "داخلی ۱۲" in sara.get(reverse("people:edit", args=[customer.pk])).content.decode()
    assert "+982188776655 · کار · داخلی ۱۲" in sara.get(reverse("people:history", args=[customer.pk])).content.decode()


def test_merging_asks_only_when_both_changed_to_different_things() -> None:
    merged = three_way({"a": 1, "b": 1, "c": 1}, {"a": 2, "b": 1, "c": 2, "d": 5}, {"a": 1, "b": 2, "c": 3, "d": 5})
    assert merged.values == {"a": 2, "b": 2, "c": 2, "d": 5}
    assert merged.taken == ["b"]
    assert [(clash.name, clash.mine, clash.theirs) for clash in merged.clashes] == [("c", 2, 3)]


def test_groups_are_made_renamed_and_removed_by_those_who_may(cast: Cast) -> None:
    mina = browser(cast.mina)
    mina.post(reverse("people:group_new"), {"name": "طلایی", "rank": "۱۰"})
    group = Group.objects.get()
    assert group.rank == 10
    assert mina.post(reverse("people:group_new"), {"name": "طلایی", "rank": "1"}).status_code == 422
    assert browser(cast.sara).get(reverse("people:groups")).status_code == 200
    assert browser(cast.sara).post(reverse("people:group_delete", args=[group.pk])).status_code == 403
    assert mina.post(reverse("people:group_delete", args=[group.pk])).status_code == 303
    assert not Group.objects.exists()
