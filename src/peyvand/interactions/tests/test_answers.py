"""How soon customers were answered, measured in working hours by what their group's treatment says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peyvand.interactions.answers import LateWait, Wanted, answered
from peyvand.interactions.models import Interaction
from peyvand.interactions.web.answers import lasted
from peyvand.people.actions.treatments import set_treatment
from peyvand.people.models import Customer, Group
from peyvand.people.tests.making import browser, program
from peyvand.platform import organisation
from peyvand.platform.workdays import after_working_days, worked_spans
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(db: None) -> date:
    """A full working day, half past eight to half past four, not long ago; the next one is a full one, too."""
    today = organisation.today()
    spans = worked_spans(today - timedelta(days=25), today - timedelta(days=2))
    full = [opens.date() for opens, closes in spans if closes - opens == timedelta(hours=8)]
    return next(one for one in full if one + timedelta(days=1) in full)


@pytest.fixture
def gold(cast: Cast) -> Group:
    """A group whose customers are promised an answer within four working hours."""
    group = Group.objects.create(name="Gold", rank=1)
    set_treatment(actor=cast.ali, group_id=group.pk, values={"first_response": 4})
    return group


def member(name: str, owner: Any, *groups: Group) -> Customer:
    customer = Customer.objects.create(name=name, owner=owner, team=owner.team)
    for group in groups:
        group.memberships.create(customer=customer)
    return customer


def said(customer: Customer, direction: str, day: date, hour: int, kind: str = "message") -> Interaction:
    at = datetime.combine(day, time(hour, 30), organisation.zone())
    return Interaction.objects.create(customer=customer, kind=kind, direction=direction, occurred_at=at)


def ended(user: Any, day: date) -> dict[str, tuple[int, int, int]]:
    tallies, _late = answered(user, Wanted(day, day + timedelta(days=1)))
    return {row.group.name: (row.kept, row.late, row.waiting) for row in tallies}


def late_of(user: Any, day: date) -> list[LateWait]:
    return answered(user, Wanted(day, day + timedelta(days=1)))[1].items


def test_an_answer_is_late_after_more_working_hours_than_promised_nights_left_out(
    cast: Cast, gold: Group, day: date
) -> None:
    next_day = after_working_days(day, 1)
    pari, kian = member("Pari", cast.sara, gold), member("Kian", cast.sara, gold)
    for customer in (pari, kian):
        said(customer, "in", day, 14)  # two working hours are left of this day
    said(pari, "out", next_day, 10)
    said(kian, "out", next_day, 11)
    assert ended(cast.mina, day) == {"Gold": (1, 1, 0)}
    (late,) = late_of(cast.mina, day)
    assert (late.interaction.customer, late.seconds) == (kian, 5 * 3600)


def test_a_wait_begins_with_her_first_word_and_no_note_ends_it(cast: Cast, gold: Group, day: date) -> None:
    pari = member("Pari", cast.sara, gold)
    said(pari, "out", day, 8)
    first = said(pari, "in", day, 9)
    said(pari, "in", day, 12)
    said(pari, "out", day, 10, kind="note")
    said(pari, "none", day, 10, kind="meeting")
    said(pari, "out", day, 15)
    assert [late.interaction for late in late_of(cast.mina, day)] == [first]
    assert ended(cast.mina, day) == {"Gold": (0, 1, 0)}


def test_whoever_still_waits_is_late_only_when_her_time_is_over(cast: Cast, gold: Group, day: date) -> None:
    said(member("Pari", cast.sara, gold), "in", day, 9)
    assert ended(cast.mina, day) == {"Gold": (0, 1, 0)}
    set_treatment(actor=cast.ali, group_id=gold.pk, values={"first_response": 900})
    assert ended(cast.mina, day) == {"Gold": (0, 0, 1)}


def test_she_counts_for_the_group_that_wins_and_not_for_one_that_promises_nothing(
    cast: Cast, gold: Group, day: date
) -> None:
    silver, mute = Group.objects.create(name="Silver", rank=2), Group.objects.create(name="Mute", rank=0)
    set_treatment(actor=cast.ali, group_id=silver.pk, values={"first_response": 1})
    both, nobody = member("Pari", cast.sara, mute, silver, gold), member("Nazi", cast.sara, mute)
    for customer in (both, nobody):
        said(customer, "in", day, 9)
        said(customer, "out", day, 11)
    assert ended(cast.mina, day) == {"Gold": (1, 0, 0)}


def test_the_page_names_who_was_answered_late_and_asks_the_database_little(cast: Cast, gold: Group, day: date) -> None:
    for n in range(60):
        customer = member(f"Pari {n}", cast.sara, gold)
        said(customer, "in", day, 9)
        said(customer, "out", day, 15)
    place, mina = reverse("interactions:answers"), browser(cast.mina)
    page = mina.get(place)
    assert "Pari 59" in page.content.decode()
    assert "۶ ساعت<" in page.content.decode()
    assert page.context["tallies"][0].percent == 0
    assert len(mina.get(place, {"cursor": page.context["found"].next}).context["found"].items) == 10
    with CaptureQueriesContext(connection) as asked:
        mina.get(place)
    assert len(asked) <= 12
    assert not mina.get(place, {"period": "1390"}).context["tallies"]
    for nonsense in ({"period": "x"}, {"group": "x"}, {"cursor": "x"}):
        assert mina.get(place, nonsense).status_code == 200


def test_a_time_is_told_without_the_part_that_is_nothing() -> None:
    told = [lasted(seconds) for seconds in (0, 59 * 60, 16 * 3600, 9 * 3600 + 5 * 60)]
    assert told == ["۰ دقیقه", "۵۹ دقیقه", "۱۶ ساعت", "۹ ساعت و ۵ دقیقه"]


def test_the_table_of_treatments_leads_there(cast: Cast, gold: Group) -> None:
    assert reverse("interactions:answers") in browser(cast.mina).get(reverse("people:treatments")).content.decode()


def test_a_program_reads_who_was_answered_late_page_by_page(cast: Cast, gold: Group, day: date) -> None:
    for n in range(3):
        customer = member(f"Pari {n}", cast.sara, gold)
        said(customer, "in", day, 9)
        said(customer, "out", day, 15)
    shop = program(cast.mina)
    first = shop.get("/api/v1/reports/answers?limit=2").json()
    assert (first["groups"][0]["late"], len(first["items"]), first["items"][0]["minutes"]) == (3, 2, 360)
    rest = shop.get("/api/v1/reports/answers", {"limit": 2, "cursor": first["next"]}).json()
    assert len({one["customer_id"] for one in first["items"] + rest["items"]}) == 3
    assert rest["next"] is None
    assert shop.get("/api/v1/reports/answers?period=1405-13").status_code == 422
    assert shop.get("/api/v1/reports/answers?cursor=WyJ4IiwgMV0").status_code == 422


def test_nima_of_the_south_sees_nothing_of_the_north(cast: Cast, gold: Group, day: date) -> None:
    said(member("Pari", cast.sara, gold), "in", day, 9)
    assert ended(cast.sara, day) == {"Gold": (0, 1, 0)}
    assert ended(cast.nima, day) == {}
