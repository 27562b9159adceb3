"""Writing about customers with respect: a hint while one writes, and counts that name nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction, remove_interaction
from peyvand.interactions.actions.wording import count_wording
from peyvand.interactions.models import Interaction, WordingCount
from peyvand.interactions.rules.wording import LABELS, labels
from peyvand.interactions.wording import wording_seen
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, program
from peyvand.platform import organisation
from peyvand.platform.models import RoleRight, Team, User
from tests.cast import Cast


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("مشتري احمق!", ["احمق"]),
        ("این احمق‌ها دوباره زنگ زدند", ["احمق‌ها"]),
        ("آدم بی شعوری است؛ بی‌شعور", ["بی شعوری", "بی‌شعور"]),
        ("He is an IDIOT, such idiots.", ["IDIOT", "idiots"]),
        ("خِنگ", ["خِنگ"]),
    ],
)
def test_a_judging_word_is_found_however_it_is_spelled(text: str, found: list[str]) -> None:
    assert labels(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "گاوداری نمونه، جنس عوضی رسید", "آبله‌مرغان گرفته و تا شنبه نیست", "stupidity", "از اسکلهٔ بندر زنگ زد", "۱۲۳"],
)
def test_what_tells_of_business_judges_nobody(text: str) -> None:
    assert labels(text) == []


def test_every_word_of_the_list_is_long_enough_for_the_index_and_stands_there_once() -> None:
    assert all(len(label) > 2 for label in LABELS)
    assert len(set(LABELS)) == len(LABELS) > 50


@pytest.mark.django_db
def test_sara_is_told_while_she_writes_and_still_saves_what_she_wants(cast: Cast) -> None:
    sara, pari = browser(cast.sara), Customer.objects.create(name="Pari", owner=cast.sara, team=cast.sara.team)
    page = sara.get(reverse("interactions:log", args=[pari.pk])).content.decode()
    assert reverse("interactions:wording_hint") in page
    said = sara.post(reverse("interactions:wording_hint"), {"subject": "تلفن", "body": "خیلی خسیس بود"})
    assert "خسیس" in said.content.decode()
    quiet = sara.post(reverse("interactions:wording_hint"), {"body": "گفت گران است"})
    assert quiet.content.decode().strip() == ""
    sara.post(reverse("interactions:log", args=[pari.pk]), {"kind": "note", "body": "خیلی خسیس بود"})
    assert Interaction.objects.get().body == "خیلی خسیس بود"


def wrote(by: User, judging: int, kind: int, days_ago: int = 0) -> None:
    """Let somebody write so many judging and so many kind notes."""
    customer = Customer.objects.create(name="Pari", owner=by, team=by.team)
    at = timezone.now() - timedelta(days=days_ago)
    for body in ["احمق است"] * judging + ["راضی بود"] * kind:
        log_interaction(actor=by, customer_id=customer.pk, new=NewInteraction("note", body=body, occurred_at=at))


def counted(user: Any) -> dict[str, Any]:
    """Return this month's cells as a program reads them."""
    count_wording(today=organisation.today())
    items = program(user).get("/api/v1/reports/wording").json()["items"]
    newest = items[0]["month"] if items else ""
    return {one["name"]: (one["judging"], one["notes"]) for one in items if one["month"] == newest}


@pytest.mark.django_db
def test_a_manager_reads_how_each_team_writes_and_nobody_finds_out_who(cast: Cast) -> None:
    wrote(cast.sara, 2, 3)
    wrote(cast.reza, 0, 1)
    wrote(cast.nima, 9, 9)
    assert counted(cast.mina) == {cast.sara.team.name: (2, 6), cast.nima.team.name: (None, None)}
    mina, place = browser(cast.mina), reverse("interactions:wording")
    mina.get(place)
    with CaptureQueriesContext(connection) as asked:
        page = mina.get(place).content.decode()
    assert len(asked) <= 4
    assert "۲ از ۶" in page
    assert not any(words in page for words in ("۹ از", "احمق", cast.sara.name, cast.nima.name, "۱۱ از"))


@pytest.mark.django_db
def test_few_notes_are_not_told_though_two_wrote_them(cast: Cast) -> None:
    wrote(cast.sara, 1, 2)
    wrote(cast.reza, 0, 1)
    assert counted(cast.mina) == {cast.sara.team.name: (None, None)}
    months, _counted_at = wording_seen(cast.mina)
    assert not months[0].whole.told, "together would look as if nobody had written"


@pytest.mark.django_db
def test_what_is_taken_back_corrected_or_a_year_old_does_not_count_any_more(cast: Cast) -> None:
    wrote(cast.sara, 3, 3)
    wrote(cast.reza, 1, 0)
    wrote(cast.reza, 5, 0, days_ago=400)
    removed, corrected = Interaction.objects.filter(by=cast.sara, body__contains="احمق")[:2]
    remove_interaction(actor=cast.sara, interaction_id=removed.pk)
    corrected.body = "خسته بود"
    corrected.save()
    assert counted(cast.mina) == {cast.sara.team.name: (2, 6)}
    assert WordingCount.objects.count() == 1


@pytest.mark.django_db
def test_who_reaches_her_team_only_sees_her_team(cast: Cast) -> None:
    for who in (cast.sara, cast.reza):
        wrote(who, 1, 4)
    roya = cast.roya
    wrote(roya, 1, 4)
    wrote(cast.nima, 1, 4)
    RoleRight.objects.filter(role=cast.mina.role, model="wording").update(level="team")
    seen = counted(User.objects.get(pk=cast.mina.pk))
    assert seen == {cast.sara.team.name: (2, 10)}
    assert Team.objects.count() > 1


@pytest.mark.django_db
def test_where_most_have_the_gregorian_calendar_its_months_are_counted(cast: Cast) -> None:
    wrote(cast.sara, 1, 4)
    wrote(cast.reza, 0, 1)
    User.objects.exclude(pk=cast.reza.pk).update(calendar="gregorian")
    assert counted(cast.mina) == {cast.sara.team.name: (1, 6)}
    items = program(cast.mina).get("/api/v1/reports/wording").json()["items"]
    assert items[0]["month"] == f"{organisation.today():%Y-%m}"


@pytest.mark.django_db
def test_before_the_first_night_the_page_says_so(cast: Cast) -> None:
    assert "هنوز چیزی شمرده نشده" in browser(cast.mina).get(reverse("interactions:wording")).content.decode()
    assert browser(cast.sara).get(reverse("interactions:wording")).status_code == 403
