"""What passed with a customer: recording, reading in order, correcting, removing, and who may."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from peyvand.core.jalali import Period
from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.interactions.models import Interaction
from peyvand.interactions.timeline import PAGE, Window, weave
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, person
from peyvand.platform.models import User
from tests.cast import Cast

TEHRAN = ZoneInfo("Asia/Tehran")


def logged(
    actor: User, customer: Customer, at: datetime | None = None, kind: str = "call", subject: str = "x"
) -> Interaction:
    return log_interaction(
        actor=actor, customer_id=customer.pk, new=NewInteraction(kind=kind, subject=subject, occurred_at=at)
    )


def titles(user: User, customer: Customer, window: Window) -> list[str]:
    return [entry.title for day in weave(user, customer.pk, window, TEHRAN).days for entry in day.entries]


def test_sara_records_a_call_and_what_comes_next_in_one_go(cast: Cast) -> None:
    customer = person(cast.sara)
    answer = browser(cast.sara, part=True).post(
        reverse("interactions:log", args=[customer.pk]),
        {
            "kind": "call",
            "direction": "out",
            "subject": "پیگیری",
            "reached": "on",
            "next_step": "نمونه",
            "next_step_on": "فردا",
        },
    )
    assert answer.status_code == 200
    assert "پیگیری" in answer.content.decode()
    customer.refresh_from_db()
    assert customer.next_step == "نمونه"
    assert customer.last_touch_at is not None
    undo = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert browser(cast.sara).post(undo).status_code == 204
    assert not Interaction.objects.visible_to(cast.sara).exists()


@pytest.mark.parametrize("half", [{"next_step": "نمونه"}, {"next_step_on": "فردا"}])
def test_half_a_next_step_stops_the_whole_entry(cast: Cast, half: dict[str, str]) -> None:
    customer = person(cast.sara)
    answer = browser(cast.sara, part=True).post(
        reverse("interactions:log", args=[customer.pk]), {"kind": "call", "subject": "پیگیری", **half}
    )
    assert answer.status_code == 422
    assert "پیگیری" in answer.content.decode()
    assert not Interaction.objects.exists()


def test_the_summary_calls_the_day_of_the_next_step_as_its_field_does(cast: Cast) -> None:
    address = reverse("interactions:log", args=[person(cast.sara).pk])
    wrong = {"kind": "call", "subject": "پیگیری", "next_step": "نمونه", "next_step_on": "۱۴۰۵/۹/۳۱"}
    answer = browser(cast.sara, part=True).post(address, wrong)
    assert '<a href="#id_next_step_on">زمان گام بعدی</a>' in answer.content.decode()


def test_an_empty_note_and_a_call_from_tomorrow_are_refused(cast: Cast) -> None:
    customer = person(cast.sara)
    sara = browser(cast.sara, part=True)
    address = reverse("interactions:log", args=[customer.pk])
    assert sara.post(address, {"kind": "note"}).status_code == 422
    assert sara.post(address, {"kind": "call", "occurred_at": "فردا"}).status_code == 422
    assert sara.post(address, {"kind": "call", "minutes": "بی‌نهایت"}).status_code == 422
    assert sara.post(address, {"kind": "pigeon", "subject": "x"}).status_code == 422


def test_pages_of_the_timeline_leave_nothing_out_and_repeat_nothing(cast: Cast) -> None:
    customer = person(cast.sara)
    start = timezone.now() - timedelta(days=100)
    for number in range(PAGE * 2 + 7):
        logged(cast.sara, customer, start + timedelta(hours=number // 3), subject=str(number))
    seen: list[str] = []
    window = Window()
    while True:
        stretch = weave(cast.sara, customer.pk, window, TEHRAN)
        seen += [entry.title for day in stretch.days for entry in day.entries]
        if stretch.older is None:
            break
        window = Window(before=stretch.older)
    assert sorted(map(int, seen)) == list(range(PAGE * 2 + 7))
    moments = [int(title) // 3 for title in seen]
    assert moments == sorted(moments, reverse=True)


def test_the_timeline_is_read_by_kind_and_jalali_month(cast: Cast) -> None:
    customer = person(cast.sara)
    logged(cast.sara, customer, datetime(2026, 3, 20, 12, tzinfo=TEHRAN), subject="اسفند")
    logged(cast.sara, customer, datetime(2026, 3, 21, 12, tzinfo=TEHRAN), "visit", "فروردین")
    assert titles(cast.sara, customer, Window(period=Period.parse("1404-12"))) == ["اسفند"]
    assert titles(cast.sara, customer, Window(period=Period.parse("1405-01"))) == ["فروردین"]
    assert titles(cast.sara, customer, Window(kind="visit")) == ["فروردین"]


def test_a_stranger_reads_writes_and_corrects_nothing(cast: Cast) -> None:
    customer = person(cast.sara)
    made = logged(cast.sara, customer)
    nima = browser(cast.nima)
    assert nima.get(reverse("interactions:timeline", args=[customer.pk])).status_code == 404
    assert nima.post(reverse("interactions:log", args=[customer.pk]), {"kind": "call"}).status_code == 404
    for name in ("interaction", "remove", "restore"):
        assert nima.post(reverse(f"interactions:{name}", args=[made.pk]), {"kind": "call"}).status_code == 404


def test_a_colleague_of_the_team_may_not_correct_what_is_not_hers(cast: Cast) -> None:
    made = logged(cast.sara, person(cast.sara))
    assert browser(cast.reza).get(reverse("interactions:interaction", args=[made.pk])).status_code == 403
    assert browser(cast.reza).post(reverse("interactions:remove", args=[made.pk])).status_code == 403


def test_a_slip_is_corrected_and_an_entry_taken_off_comes_back(cast: Cast) -> None:
    made = logged(cast.sara, person(cast.sara), subject="غلط")
    sara = browser(cast.sara)
    address = reverse("interactions:interaction", args=[made.pk])
    assert sara.post(address, {"kind": "meeting", "subject": "درست", "minutes": "۳۰"}).status_code == 303
    made.refresh_from_db()
    assert (made.kind, made.subject, made.minutes) == ("meeting", "درست", 30)
    sara.post(reverse("interactions:remove", args=[made.pk]))
    assert sara.get(address).status_code == 404
    sara.post(reverse("interactions:restore", args=[made.pk]))
    assert sara.get(address).status_code == 200


def test_the_list_shows_own_reach_only_and_pages(cast: Cast) -> None:
    mine, strange = person(cast.sara, family="آشنا"), person(cast.nima, family="غریبه")
    for number in range(60):
        logged(cast.sara, mine, timezone.now() - timedelta(minutes=number), subject=f"s{number}")
    logged(cast.nima, strange)
    sara = browser(cast.sara)
    page = sara.get(reverse("interactions:interactions")).content.decode()
    assert "غریبه" not in page
    assert "s49" in page
    assert "s50" not in page
    query = page.split("cursor=")[1].split('"')[0]
    older = sara.get(reverse("interactions:interactions"), {"cursor": query}).content.decode()
    assert "s50" in older


@pytest.mark.parametrize(
    "query", ["?cursor=zzz", "?period=nonsense", "?kind=pigeon", "?q=%00", "?who=x&q=" + "ب" * 3000, "?before=never"]
)
def test_nonsense_in_the_address_is_no_catastrophe(cast: Cast, query: str) -> None:
    customer = person(cast.sara)
    logged(cast.sara, customer)
    sara = browser(cast.sara)
    assert sara.get(reverse("interactions:interactions") + query).status_code == 200
    assert sara.get(reverse("interactions:timeline", args=[customer.pk]) + query).status_code == 200


def test_a_long_timeline_costs_few_questions(cast: Cast) -> None:
    customer = person(cast.sara)
    for number in range(40):
        logged(cast.sara, customer, timezone.now() - timedelta(hours=number))
    sara = browser(cast.sara, part=True)
    address = reverse("interactions:timeline", args=[customer.pk])
    sara.get(address)
    with CaptureQueriesContext(connection) as questions:
        sara.get(address)
    assert len(questions) <= 12


def test_one_returns_where_one_came_from_but_never_elsewhere(cast: Cast) -> None:
    customer = person(cast.sara)
    address = reverse("interactions:log", args=[customer.pk])
    sara = browser(cast.sara)
    assert sara.post(address, {"kind": "call", "back": "/interactions/"}).headers["Location"] == "/interactions/"
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        there = sara.post(address, {"kind": "call", "back": evil}).headers["Location"]
        assert there == reverse("people:customer", args=[customer.pk])
