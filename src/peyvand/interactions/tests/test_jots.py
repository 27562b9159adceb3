"""Jots: kept once, read by nobody else, filed, split, discarded, and each of it taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from peyvand.interactions.actions.interactions import NewInteraction
from peyvand.interactions.actions.jots import (
    Filing,
    NewJot,
    discard_jot,
    file_jot,
    jot,
    restore_jot,
    split_jot,
    unfile_jot,
)
from peyvand.interactions.actions.promises import NewPromise
from peyvand.interactions.models import Interaction, Jot, Promise
from peyvand.interactions.suggestions import suggest
from peyvand.people.models import Affiliation
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform import organisation as office
from peyvand.platform.models import AuditEntry, User
from tests.cast import Cast


def jotted(actor: User, text: str = "نادری زنگ زد", key: str = "") -> Jot:
    return jot(actor=actor, new=NewJot(text, key))


def badge(user: User) -> int:
    return int(User.objects.get(pk=user.pk).badges.get("jots", 0))


def test_what_is_sent_twice_is_kept_once(cast: Cast) -> None:
    first, again = jotted(cast.sara, key="a1"), jotted(cast.sara, "something else", key="a1")
    assert (first, again.text, badge(cast.sara)) == (again, "نادری زنگ زد", 1)
    assert jotted(cast.reza, key="a1") != first


def test_nobody_reads_a_colleagues_jot_not_even_an_administrator_or_in_the_audit(cast: Cast) -> None:
    made = jotted(cast.sara, "دخترش کنکور دارد")
    for other in (cast.reza, cast.mina, cast.ali):
        assert not Jot.objects.visible_to(other).exists()
        assert browser(other).get(reverse("interactions:jot", args=[made.pk])).status_code == 404
    assert not AuditEntry.objects.filter(title__contains="کنکور").exists()
    with pytest.raises(PermissionDenied):
        jotted(cast.omid)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001, "a\x00b"])
def test_what_cannot_be_a_jot_is_refused_with_a_sentence(cast: Cast, text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        jotted(cast.sara, text)
    assert refused.value.messages[0].endswith(".")
    answer = browser(cast.sara, part=True).post(reverse("interactions:jot_receive"), {"text": text, "key": "k"})
    assert answer.status_code == 422
    assert answer.json()["said"]


def test_a_clock_that_is_wrong_does_not_put_a_jot_into_the_future(cast: Cast) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    assert jot(actor=cast.sara, new=NewJot("x", written_at=tomorrow)).written_at <= timezone.now()


def test_a_jot_becomes_a_call_with_its_promise_and_its_next_step(cast: Cast) -> None:
    customer, made = person(cast.sara), jotted(cast.sara)
    due = office.today() + timedelta(days=2)
    new = NewInteraction("call", "in", body=made.text, next_step="پیگیری", next_step_on=due)
    filed = file_jot(actor=cast.sara, jot_id=made.pk, filing=Filing(customer.pk, new, NewPromise("آسیاب", due)))
    customer.refresh_from_db()
    assert (filed.state, filed.customer, badge(cast.sara)) == ("filed", customer, 0)
    assert (Interaction.objects.get().body, customer.next_step) == ("نادری زنگ زد", "پیگیری")
    assert Promise.objects.get().interaction == filed.interaction
    with pytest.raises(ValidationError):
        file_jot(actor=cast.sara, jot_id=made.pk, filing=Filing(customer.pk, new))
    unfile_jot(actor=cast.sara, jot_id=made.pk)
    assert not Interaction.objects.visible_to(cast.sara).exists()
    assert not Promise.objects.visible_to(cast.sara).exists()
    assert badge(cast.sara) == 1


def test_a_jot_that_cannot_be_filed_stays_as_it_was(cast: Cast) -> None:
    customer, made = person(cast.sara), jotted(cast.sara)
    wrong = NewPromise("آسیاب", office.today() - timedelta(days=9))
    with pytest.raises(ValidationError):
        file_jot(actor=cast.sara, jot_id=made.pk, filing=Filing(customer.pk, NewInteraction("call"), wrong))
    made.refresh_from_db()
    assert (made.state, Interaction.objects.count()) == ("waiting", 0)


def test_one_jot_becomes_several_and_one_again(cast: Cast) -> None:
    made = jotted(cast.sara, "نادری زنگ زد. لطفی قیمت خواست.")
    parts = split_jot(actor=cast.sara, jot_id=made.pk, texts=["نادری زنگ زد.", " لطفی قیمت خواست. ", ""])
    assert ([part.text for part in parts], badge(cast.sara)) == (["نادری زنگ زد.", "لطفی قیمت خواست."], 2)
    restore_jot(actor=cast.sara, jot_id=made.pk)
    assert list(Jot.objects.visible_to(cast.sara).waiting()) == [made]
    parts = split_jot(actor=cast.sara, jot_id=made.pk, texts=["الف", "ب"])
    discard_jot(actor=cast.sara, jot_id=parts[0].pk)
    with pytest.raises(ValidationError):
        restore_jot(actor=cast.sara, jot_id=made.pk)
    with pytest.raises(ValidationError):
        split_jot(actor=cast.sara, jot_id=parts[1].pk, texts=["one only"])


def test_what_was_put_away_comes_back(cast: Cast) -> None:
    made = jotted(cast.sara)
    browser(cast.sara).post(reverse("interactions:jot_discard", args=[made.pk]))
    assert badge(cast.sara) == 0
    browser(cast.sara).post(reverse("interactions:jot_restore", args=[made.pk]))
    assert badge(cast.sara) == 1


def test_the_words_of_a_jot_lead_to_the_customer_the_likeliest_first(cast: Cast) -> None:
    cafe, hotel = organisation(cast.sara), organisation(cast.sara, "هتل سروستان")
    other = person(cast.sara, "نادر", "کاظمی", phone="۰۹۱۲۳۴۵۶۷۸۹")
    Affiliation.objects.create(organisation=hotel, name="خانم لطفی")
    said = {
        "نادري زنگ زد": cafe,
        "رفتم کافه‌نادری": cafe,
        "با خانم لطفی حرف زدم": hotel,
        "سروستان دستگاه می‌خواهد": hotel,
        "۰۹۱۲ ۳۴۵ ۶۷۸۹ پیام داد": other,
    }
    for text, customer in said.items():
        found = suggest(cast.sara, jotted(cast.sara, text)).customers
        assert found, text
        assert (found[0].customer_id, bool(found[0].why)) == (customer.pk, True), text
    assert suggest(cast.sara, jotted(cast.sara, "هوا خوب است")).customers == []


def test_a_customer_whom_one_may_not_see_is_never_suggested(cast: Cast) -> None:
    organisation(cast.nima)
    assert suggest(cast.sara, jotted(cast.sara)).customers == []
    assert len(suggest(cast.nima, jotted(cast.nima)).customers) == 1


def test_a_jot_from_a_customers_page_is_hers_first_and_a_strangers_page_is_forgotten(cast: Cast) -> None:
    customer, stranger = person(cast.sara), person(cast.nima)
    made = jot(actor=cast.sara, new=NewJot("خوش‌اخلاق بود", customer_id=customer.pk))
    assert suggest(cast.sara, made).customers[0].customer_id == customer.pk
    assert jot(actor=cast.sara, new=NewJot("x", customer_id=stranger.pk)).customer is None


def test_sara_files_from_the_inbox_what_the_words_suggest(cast: Cast) -> None:
    cafe = organisation(cast.sara)
    made = jotted(cast.sara, "نادری زنگ زد. قول دادم تا فردا نمونه بفرستم")
    client = browser(cast.sara)
    assert "نادری زنگ زد" in client.get(reverse("interactions:jots")).content.decode()
    page = client.get(reverse("interactions:jot", args=[made.pk]))
    form = page.context["form"]
    assert (page.context["chosen"], form["kind"].value(), form["promise"].value()) == (
        str(cafe.pk),
        "call",
        "نمونه بفرستم",
    )
    typed = {name: form[name].value() or "" for name in form.fields if name not in {"occurred_at", "reached"}}
    typed |= {"customer": cafe.pk, "promise_due": "فردا", "reached": "on"}
    answer = client.post(reverse("interactions:jot", args=[made.pk]), typed)
    assert answer.status_code == 303
    assert Promise.objects.get().what == "نمونه بفرستم"
    assert Interaction.objects.get().customer == cafe


def test_filing_without_a_customer_or_with_a_strangers_asks_again(cast: Cast) -> None:
    made, stranger = jotted(cast.sara), person(cast.nima)
    for customer in ("", str(stranger.pk), "x"):
        url = reverse("interactions:jot", args=[made.pk])
        answer = browser(cast.sara).post(
            url, {"kind": "call", "direction": "out", "customer": customer, "reached": "on"}
        )
        assert answer.status_code == 422
    assert not Interaction.objects.exists()


def test_a_device_sends_what_it_kept_and_what_a_colleague_wrote_waits_for_her(cast: Cast) -> None:
    url = reverse("interactions:jot_receive")
    sent = {"text": "نوشته در راه", "key": "k1", "author": cast.sara.pk, "written_at": timezone.now().isoformat()}
    assert browser(cast.reza, part=True).post(url, sent).status_code == 409
    for _try in range(2):
        answer = browser(cast.sara, part=True).post(url, sent)
        assert answer.status_code == 200
    assert (Jot.objects.count(), answer.json()["waiting"]) == (1, "۱")
