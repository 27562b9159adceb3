"""How groups are treated: who wins when groups overlap, what is not thought through, and what does not happen."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from peyvand.interactions.choices import Direction
from peyvand.interactions.models import Interaction
from peyvand.people.actions.treatments import set_treatment
from peyvand.people.models import Customer, Group
from peyvand.people.rules.treatment import held
from peyvand.people.tests.making import browser, program
from peyvand.people.treatments import of_customer, unfollowed
from peyvand.platform import organisation
from peyvand.platform.attention import gather
from peyvand.platform.models import Role, User
from peyvand.platform.workdays import after_working_days, hours_before
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def group(name: str, rank: int, *members: Customer, **terms: Any) -> Group:
    made = Group.objects.create(name=name, rank=rank)
    for customer in members:
        made.memberships.create(customer=customer)
    ali = User.objects.get(name="Ali")
    set_treatment(actor=ali, group_id=made.pk, values=terms)
    return made


def customer(name: str, owner: User | None, *, silent: int = 0) -> Customer:
    """A customer last touched so many working days ago."""
    day = after_working_days(organisation.today(), -silent) if silent else organisation.today()
    at = datetime.combine(day, time(10), organisation.zone())
    return Customer.objects.create(name=name, owner=owner, team=owner and owner.team, last_touch_at=at)


def broken(measure: str) -> set[str]:
    return set(Customer.objects.filter(unfollowed(measure)).values_list("name", flat=True))


def test_the_lowest_rank_that_says_something_wins_and_the_others_are_named(cast: Cast) -> None:
    pari = customer("Pari", cast.sara)
    gold = group("Gold", 1, pari, contact_every=30)
    silver = group("Silver", 2, pari, contact_every=60, discount=Decimal(5))
    found = {one.term.key: one for one in held(of_customer(pari.pk))}
    assert (found["contact_every"].group, [other for other, _text in found["contact_every"].gave_way]) == (
        gold,
        [silver],
    )
    assert found["discount"].group == silver
    page = browser(cast.sara).get(reverse("people:treatment", args=[pari.pk])).content.decode()
    assert "Gold" in page
    assert "۳۰" in page


def test_contact_is_overdue_by_the_group_that_wins_counted_in_working_days(cast: Cast) -> None:
    pari, kian = customer("Pari", cast.sara, silent=12), customer("Kian", cast.sara, silent=12)
    group("Often", 2, pari, kian, contact_every=10)
    group("Rarely", 1, kian, contact_every=20)
    assert broken("contact") == {"Pari"}
    Customer.objects.filter(name="Pari").update(last_touch_at=datetime.combine(
        after_working_days(organisation.today(), -10), time(10), organisation.zone()))  # fmt: skip
    assert broken("contact") == set()


def test_an_overdue_contact_stands_on_today_of_who_answers_and_says_why(cast: Cast) -> None:
    pari = customer("Pari", cast.sara, silent=12)
    customer("Nazi", cast.sara, silent=12)
    group("Often", 2, pari, contact_every=10)
    said = {
        item.title: item.why[0].text
        for section in gather(cast.sara).sections
        if section.source.key == "contact"
        for item in section.items
    }
    assert list(said) == ["Pari"]
    assert "هر ۱۰ روز" in said["Pari"]
    assert "۱۲" in said["Pari"]
    others = gather(cast.nima).sections
    assert not [section for section in others if section.source.key == "contact" and section.items]


def spoke(whom: Customer, kind: str, days: int, *, reached: bool = True) -> None:
    """Somebody was in touch with her so many working days ago."""
    at = datetime.combine(after_working_days(organisation.today(), -days), time(10), organisation.zone())
    Interaction.objects.create(customer=whom, kind=kind, occurred_at=at, reached=reached)


def known_for_long(*customers: Customer) -> None:
    """They were added a year ago."""
    ids = [one.pk for one in customers]
    Customer.objects.filter(pk__in=ids).update(created_at=organisation.now() - timedelta(days=365))


def test_where_only_meetings_and_visits_count_neither_messages_nor_tries_keep_the_cadence(cast: Cast) -> None:
    met, written, missed, fresh = (customer(name, cast.sara) for name in ("Kian", "Written", "Missed", "Fresh"))
    known_for_long(met, written, missed)
    group("Gold", 1, met, written, missed, fresh, contact_every=10, contact_by="met")
    spoke(met, "meeting", 9)
    spoke(written, "message", 1)
    spoke(written, "call", 1)
    spoke(missed, "visit", 1, reached=False)
    assert broken("contact") == {"Written", "Missed"}
    page = browser(cast.sara).get(reverse("people:customers") + "?f=unfollowed:any:contact").content.decode()
    assert "Written" in page
    assert "Kian" not in page
    answer = program(cast.sara).get("/api/v1/customers", {"f": "unfollowed:any:contact"}).json()
    assert {one["name"] for one in answer["items"]} == {"Written", "Missed"}


def test_the_way_belongs_to_the_group_whose_cadence_wins(cast: Cast) -> None:
    pari = customer("Pari", cast.sara)
    known_for_long(pari)
    group("Silver", 2, pari, contact_every=10, contact_by="visit")
    assert broken("contact") == {"Pari"}
    group("Gold", 1, pari, contact_every=10)
    assert broken("contact") == set()


def test_today_counts_from_the_last_contact_that_counts_and_says_which_do(cast: Cast) -> None:
    pari, nazi = customer("Pari", cast.sara, silent=1), customer("Nazi", cast.sara, silent=14)
    known_for_long(pari, nazi)
    group("Gold", 1, pari, contact_every=10, contact_by="visit")
    group("Silver", 2, nazi, contact_every=10)
    spoke(pari, "visit", 12)
    found = {
        item.title: [one.text for one in item.why]
        for section in gather(cast.sara).sections
        if section.source.key == "contact"
        for item in section.items
    }
    assert set(found) == {"Pari", "Nazi"}
    assert "۱۲" in found["Pari"][0]
    assert "دیدار" in found["Pari"][1]
    assert len(found["Nazi"]) == 1


def test_mina_says_in_one_cell_how_often_and_by_what(cast: Cast) -> None:
    gold = group("Gold", 1)
    place, mina = reverse("people:treatment_term", args=[gold.pk, "contact_every"]), browser(cast.mina, part=True)
    said = mina.post(place, {"contact_every": "۳۰", "contact_by": "met"}).content.decode()
    assert "هر ۳۰ روز کاری (جلسه یا دیدار)" in said
    assert mina.post(place, {"contact_every": "30", "contact_by": "letter"}).status_code == 422
    through = program(cast.mina)
    kept = through.get(f"/api/v1/groups/{gold.pk}/treatment").json()
    assert (kept["contact_every"], kept["contact_by"]) == (30, "met")
    asked = f"/api/v1/groups/{gold.pk}/treatment"
    changed = through.patch(asked, {"contact_by": None}, content_type="application/json").json()
    assert (changed["contact_every"], changed["contact_by"]) == (30, "")


def test_somebody_of_another_role_or_nobody_answers_for_them(cast: Cast) -> None:
    mine, other, nobodys = customer("A", cast.mina), customer("B", cast.sara), customer("C", None)
    group("Gold", 1, mine, other, nobodys, owner_role=Role.objects.get(key="manager"))
    assert broken("owner_role") == {"B", "C"}


def test_whoever_waits_longer_for_an_answer_than_promised_is_found_until_answered(cast: Cast) -> None:
    pari, kian = customer("Pari", cast.sara), customer("Kian", cast.sara)
    group("Gold", 1, pari, kian, first_response=4)
    asked = hours_before(organisation.now(), 4) - timedelta(minutes=1)
    for one in (pari, kian):
        Interaction.objects.create(customer=one, kind="call", direction=Direction.INBOUND, occurred_at=asked)
    Interaction.objects.create(
        customer=kian, kind="call", direction=Direction.OUTBOUND, occurred_at=asked + timedelta(seconds=30)
    )
    assert broken("first_response") == {"Pari"}
    assert broken("") >= {"Pari"}


def test_the_matrix_shows_what_is_missing_and_what_is_the_same(cast: Cast) -> None:
    group("Gold", 1, contact_every=30)
    group("Silver", 2, contact_every=30)
    Group.objects.create(name="Mute", rank=3)
    mina = browser(cast.mina)
    page = mina.get(reverse("people:treatments"))
    assert [one.name for one in page.context["silent"]] == ["Mute"]
    assert [[one.name for one in groups] for groups in page.context["alike"]] == [["Gold", "Silver"]]
    assert mina.get(reverse("people:customers") + "?f=unfollowed:any:contact").status_code == 200


def test_mina_changes_a_term_in_its_place_and_sara_does_not(cast: Cast) -> None:
    gold = group("Gold", 1)
    place = reverse("people:treatment_term", args=[gold.pk, "contact_every"])
    mina = browser(cast.mina, part=True)
    assert "۴۵" in mina.post(place, {"contact_every": "۴۵"}).content.decode()
    assert mina.post(place, {"contact_every": "هزار"}).status_code == 422
    assert mina.post(place, {"contact_every": ""}).status_code == 200
    assert mina.get(reverse("people:treatment_term", args=[gold.pk, "nonsense"])).status_code == 404
    with pytest.raises(PermissionDenied):
        set_treatment(actor=cast.sara, group_id=gold.pk, values={"gifts": "flowers"})
    with pytest.raises(ValidationError):
        set_treatment(actor=cast.mina, group_id=gold.pk, values={"discount": Decimal(101)})
