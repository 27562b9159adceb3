"""Before a contact one reads a card; after it one writes down in a minute what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peyvand.interactions.actions.contacts import MOST_GOALS, add_goal
from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.interactions.actions.promises import NewPromise, make_promise
from peyvand.interactions.models import Aim, Interaction, Promise
from peyvand.interactions.rules.checklist import parse_checklist, show_checklist, usual
from peyvand.people.actions.affiliations import Somebody, add_affiliation
from peyvand.people.actions.customers import update_customer
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import parse_contact
from peyvand.people.rules.places import Place
from peyvand.people.tests.making import browser, organisation
from peyvand.platform import organisation as office
from peyvand.platform.actions.roles import change_rights
from peyvand.platform.actions.settings import change_setting
from tests.cast import Cast
from tests.script import Script

MOST_QUESTIONS = 12


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """A customer of Sara with a phone, a place, somebody who decides, touches and a promise."""
    cafe = organisation(cast.sara, city="تهران")
    ways = (("phone", "09121234567"), ("phone", "02188776655"), ("email", "info@naderi.example"))
    places = [Place("work", "IR-23", "تهران", "جمهوری")]
    update_customer(
        actor=cast.sara, customer_id=cafe.pk, profile={}, contacts=[parse_contact(*way) for way in ways], places=places
    )
    add_affiliation(actor=cast.sara, organisation_id=cafe.pk, somebody=Somebody(name="منصور نادری", decides=True))
    for word in ("یکم", "دوم", "سوم", "چهارم"):
        log_interaction(actor=cast.sara, customer_id=cafe.pk, new=NewInteraction("call", body=f"تماس {word}"))
    make_promise(actor=cast.sara, customer_id=cafe.pk, new=NewPromise("آسیاب تازه", office.today()))
    return cafe


def card(customer: Customer) -> str:
    return reverse("interactions:before", args=[customer.pk])


def test_the_card_says_who_what_was_last_and_what_is_owed_in_few_questions(cast: Cast, cafe: Customer) -> None:
    add_goal(actor=cast.sara, customer_id=cafe.pk, text="نمونهٔ تازه را بچشد")
    visit = browser(cast.sara)
    visit.get(card(cafe))
    with CaptureQueriesContext(connection) as asked:
        page = visit.get(card(cafe)).content.decode()
    assert len(asked) <= MOST_QUESTIONS
    for word in ("منصور نادری", "تماس چهارم", "تماس دوم", "آسیاب تازه", "نمونهٔ تازه را بچشد", "جمهوری"):
        assert word in page
    assert "تماس یکم" not in page  # the last three are enough at the door
    for link in ("tel:+989121234567", "sms:+989121234567", "https://wa.me/989121234567", "https://t.me/+989121234567"):
        assert f'href="{link}"' in page
    assert 'href="tel:+982188776655"' in page
    assert "wa.me/982188776655" not in page  # a land line only rings
    assert "mailto:info@naderi.example" in page
    assert "geo:0,0" in page


def test_the_result_is_one_act(cast: Cast, cafe: Customer) -> None:
    goal = add_goal(actor=cast.sara, customer_id=cafe.pk, text="نمونه را بچشد")
    other = add_goal(actor=cast.sara, customer_id=cafe.pk, text="قرارداد")
    day = office.today() + timedelta(days=3)
    typed = {
        "kind": "visit", "reached": "on", "body": "خوشش آمد", "goals": [goal.pk],
        "what": "پیش‌فاکتور", "due_on": day.isoformat(), "next_step": "زنگ", "next_step_on": day.isoformat(),
    }  # fmt: skip
    assert browser(cast.sara).post(card(cafe), typed).status_code == 303
    talk = Interaction.objects.get(customer=cafe, kind="visit")
    word = Promise.objects.get(what="پیش‌فاکتور")
    cafe.refresh_from_db()
    assert (word.interaction, word.due_on, cafe.next_step, cafe.next_step_on) == (talk, day, "زنگ", day)
    goal.refresh_from_db()
    other.refresh_from_db()
    assert (goal.interaction, other.done_at) == (talk, None)
    assert goal.done_at is not None


def test_half_a_result_is_no_result(cast: Cast, cafe: Customer) -> None:
    count = Interaction.objects.count()
    answer = browser(cast.sara).post(card(cafe), {"kind": "call", "body": "خوب بود", "what": "پیش‌فاکتور"})
    assert answer.status_code == 422
    yesterday = (office.today() - timedelta(days=1)).isoformat()
    late = {"kind": "call", "body": "خوب بود", "what": "پیش‌فاکتور", "due_on": yesterday}
    assert browser(cast.sara).post(card(cafe), late).status_code == 422
    assert Interaction.objects.count() == count


def test_goals_are_few_and_the_checklist_is_the_organisations(cast: Cast, cafe: Customer) -> None:
    for number in range(MOST_GOALS):
        add_goal(actor=cast.sara, customer_id=cafe.pk, text=f"هدف {number}")
    with pytest.raises(ValidationError):
        add_goal(actor=cast.sara, customer_id=cafe.pk, text="یکی دیگر")
    change_setting(actor=cast.ali, key="first_visit", text="کارت؛ نمونه؛ کارت")
    visit, url = browser(cast.sara), reverse("interactions:ticks", args=[cafe.pk])
    visit.post(url, {"ticked": ["نمونه", "چیزی که در فهرست نیست"]})
    assert list(Aim.objects.filter(kind="check").values_list("text", flat=True)) == ["نمونه"]
    visit.post(url, {"ticked": ["کارت"]})
    assert list(Aim.objects.filter(kind="check").values_list("text", flat=True)) == ["کارت"]
    goal = Aim.objects.filter(kind="goal").first()
    assert goal is not None
    visit.post(reverse("interactions:goal_remove", args=[goal.pk]))
    assert not Aim.objects.filter(pk=goal.pk).exists()


def test_goals_and_checklist_change_in_their_place(cast: Cast, cafe: Customer) -> None:
    visit = browser(cast.sara, part=True)
    add, tick = (reverse(f"interactions:{name}", args=[cafe.pk]) for name in ("goal_add", "ticks"))
    answer = visit.post(add, {"text": "مزهٔ دان تازه"}).content.decode()
    assert answer.count("مزهٔ دان تازه") > 1  # among the goals, and among what may have been reached
    assert 'id="result"' not in answer
    assert visit.post(add, {"text": ""}).status_code == 422
    checked = visit.post(tick, {"ticked": [usual()[0]]}).content.decode()
    assert checked.lstrip().startswith("<details")
    assert "checked" in checked
    assert browser(cast.sara).post(add, {"text": "دومی"}).status_code == 303


def test_a_checklist_is_typed_in_one_line() -> None:
    assert parse_checklist("کارت؛ نمونه;  ؛ دستگاه") == ["کارت", "نمونه", "دستگاه"]
    assert parse_checklist(show_checklist(["کارت", "نمونه"])) == ["کارت", "نمونه"]
    with pytest.raises(ValueError, match=r"۲۰|20"):
        parse_checklist(";".join(str(n) for n in range(21)))


def test_the_card_goes_on_paper_and_a_stranger_gets_none(cast: Cast, cafe: Customer) -> None:
    url = reverse("interactions:before_paper", args=[cafe.pk])
    assert browser(cast.sara).get(url).content.startswith(b"%PDF-")
    assert browser(cast.nima).get(url).status_code == 404
    assert browser(cast.omid).post(card(cafe), {"kind": "call", "body": "من فقط می‌خوانم"}).status_code == 403


def test_the_card_is_read_and_ticked_by_a_script(cast: Cast, cafe: Customer) -> None:
    add_goal(actor=cast.sara, customer_id=cafe.pk, text="نمونهٔ تازه را بچشد")
    change_setting(actor=cast.ali, key="first_visit", text="کارت؛ نمونه")
    sara, path = Script(cast.sara, language="fa"), f"/customers/{cafe.pk}"
    told = sara("GET", f"{path}/card").json()
    assert told["reach"]["phones"] == ["+989121234567", "+982188776655"]
    assert [goal["text"] for goal in told["goals"]] == ["نمونهٔ تازه را بچشد"]
    assert "آسیاب تازه" in str(told["parts"])
    assert sara("PUT", f"{path}/checklist", {"ticked": ["نمونه", "چیز دیگر"]}).json() == [
        {"text": "کارت", "ticked": False},
        {"text": "نمونه", "ticked": True},
    ]
    assert [one["ticked"] for one in sara("GET", f"{path}/card").json()["checklist"]] == [False, True]
    assert Script(cast.nima)("GET", f"{path}/card").status_code == 404


def test_the_card_keeps_phones_from_whom_they_are_closed_to(cast: Cast, cafe: Customer) -> None:
    change_rights(actor=cast.ali, role_id=cast.sara.role_id, levels={("personal_field", "view"): "none"})
    assert Script(cast.sara)("GET", f"/customers/{cafe.pk}/card").json()["reach"] == {}
