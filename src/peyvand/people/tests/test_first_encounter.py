"""Adding a customer in half a minute, and being warned of one we already know."""

from __future__ import annotations

import pytest
from django.urls import reverse

from peyvand.people.models import Customer
from peyvand.people.querysets import Likeness
from peyvand.people.search import find_customers, find_people
from peyvand.people.tests.making import browser, organisation, person
from peyvand.platform.models import AuditEntry
from tests.cast import Cast

NEW, SIMILAR = "people:new", "people:similar"


def test_a_family_name_is_enough(cast: Cast) -> None:
    answer = browser(cast.sara).post(reverse(NEW), {"kind": "person", "family_name": "كاظمي"})
    assert answer.status_code == 303
    customer = Customer.objects.get()
    assert (customer.name, customer.owner, customer.team) == ("کاظمی", cast.sara, cast.north)


def test_everything_the_short_form_asks_is_kept(cast: Cast) -> None:
    browser(cast.sara).post(
        reverse(NEW),
        {
            "kind": "organisation", "name": "کافه نادری", "phone": "۰۹۱۲ ۱۱۱ ۲۲۳۳", "email": "Info@Naderi.IR", "city": "تهران",
            "source": "referral", "next_step": "نمونه بفرستیم", "next_step_on": "فردا",
        },
    )  # fmt: skip
    customer = Customer.objects.get()
    assert set(customer.contact_points.values_list("value", flat=True)) == {"+989121112233", "info@naderi.ir"}
    assert customer.next_step == "نمونه بفرستیم"
    assert customer.next_step_by == cast.sara


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "person"},
        {"kind": "organisation", "family_name": "کاظمی"},
        {"kind": "person", "family_name": "ک", "phone": "۱۲"},
        {"kind": "person", "family_name": "ک", "email": "نه"},
        {"kind": "person", "family_name": "ک", "next_step": "تماس"},
        {"kind": "person", "family_name": "ک", "next_step_on": "فردا"},
        {"kind": "person", "family_name": "ک", "next_step": "تماس", "next_step_on": "1404/12/30"},
        {"kind": "robot", "family_name": "ک"},
        {"kind": "person", "family_name": "ک" * 5000},
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_stored(cast: Cast, typed: dict[str, str]) -> None:
    answer = browser(cast.sara).post(reverse(NEW), typed)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode() or "data-form-errors" in answer.content.decode()
    assert not Customer.objects.exists()


def test_a_name_that_is_too_long_is_not_called_missing_too(cast: Cast) -> None:
    page = browser(cast.sara).post(reverse(NEW), {"kind": "person", "family_name": "ک" * 5000}).content.decode()
    assert "نام یا نام خانوادگی را بنویسید." not in page


def test_what_is_remembered_of_the_beginning_is_what_was_stored(cast: Cast) -> None:
    browser(cast.sara).post(reverse(NEW), {"kind": "person", "family_name": "يزدي  كاظم"})
    assert AuditEntry.objects.get(action="customer.add").changes["family_name"] == "یزدی کاظم"


def test_a_text_with_a_null_byte_is_refused_in_words(cast: Cast) -> None:
    assert browser(cast.sara).post(reverse(NEW), {"kind": "person", "family_name": "a\x00b"}).status_code in {303, 422}


def test_who_may_only_read_adds_nobody(cast: Cast) -> None:
    assert browser(cast.omid).post(reverse(NEW), {"kind": "person", "family_name": "ک"}).status_code == 403


@pytest.mark.parametrize("typed", ["۰۹۱۲ ۱۱۱ ۲۲۳۳", "+989121112233", "٠٩١٢١١١٢٢٣٣", "00989121112233"])
def test_the_same_phone_in_any_spelling_warns(cast: Cast, typed: str) -> None:
    person(cast.sara, phone="09121112233")
    answer = browser(cast.sara, part=True).post(reverse(SIMILAR), {"kind": "person", "phone": typed})
    assert "کاظمی" in answer.content.decode()


@pytest.mark.parametrize("typed", ["علی رضا كاظمي", "علیرضا کاظمی", "کاظمی علی‌رضا"])
def test_the_same_name_in_any_spelling_warns(cast: Cast, typed: str) -> None:
    person(cast.sara)
    given, _space, family = typed.rpartition(" ")
    answer = browser(cast.sara, part=True).post(
        reverse(SIMILAR), {"kind": "person", "given_name": given, "family_name": family}
    )
    assert "کاظمی" in answer.content.decode()


def test_a_shared_phone_is_surer_than_a_shared_name(cast: Cast) -> None:
    named = person(cast.sara, "علی", "کاظمی")
    reached = person(cast.sara, "نرگس", "احمدی", phone="09121112233")
    found = Customer.objects.visible_to(cast.sara).similar_to(Likeness("علی کاظمی", ["+989121112233"]))
    assert [(one.pk, one.sureness) for one in found] == [(reached.pk, 3), (named.pk, 2)]


def test_a_strangers_customer_is_hinted_at_without_a_name(cast: Cast) -> None:
    person(cast.nima, phone="09121112233")
    text = (
        browser(cast.sara, part=True)
        .post(reverse(SIMILAR), {"kind": "person", "phone": "09121112233"})
        .content.decode()
    )
    assert "کاظمی" not in text
    assert "note" in text


def test_nothing_alike_says_nothing(cast: Cast) -> None:
    person(cast.sara)
    assert not browser(cast.sara, part=True).post(reverse(SIMILAR), {"family_name": "یزدانی"}).content.strip()


@pytest.mark.parametrize("typed", ["علیرضا کاظمی", "كاظمي", "۰۹۱۲۱۱۱۲۲۳۳", "0912 111", "+98 912 111 2233"])
def test_the_palette_finds_a_customer_by_any_spelling(cast: Cast, typed: str) -> None:
    customer = person(cast.sara, phone="09121112233")
    assert [hit.id for hit in find_customers(cast.sara, typed, 5)] == [customer.pk]
    assert find_customers(cast.nima, typed, 5) == []


def test_whom_a_typed_number_belongs_to_comes_before_those_whose_phones_hold_it(cast: Cast) -> None:
    for place in range(3):
        person(cast.sara, "آرش", phone=f"0912000771{place}")
    one = person(cast.sara, "یلدا", external_id="00077")
    for typed in ("00077", "۰۰۰۷۷"):
        assert find_customers(cast.sara, typed, 2)[0].id == one.pk
    assert find_customers(cast.nima, "00077", 2) == []


def test_the_palette_forgives_the_wrong_keyboard_and_a_slip(cast: Cast) -> None:
    customer = organisation(cast.sara, "سلامت")
    assert [hit.id for hit in find_customers(cast.sara, "sghlj", 5)] == [customer.pk]
    other = person(cast.sara, "علیرضا", "محمودزاده")
    assert [hit.id for hit in find_customers(cast.sara, "محمودراده", 5)] == [other.pk]


@pytest.mark.parametrize("typed", ["before نادری", "Before contact نادری", "پیش از تماس نادری", "پيش نادري"])
def test_a_verb_and_a_name_lead_there_at_once(cast: Cast, typed: str) -> None:
    cafe = organisation(cast.sara)
    found = browser(cast.sara).get("/search/palette", {"q": typed}).content.decode()
    assert f'data-href="/customers/{cafe.pk}/before/"' in found
    assert "/before/" not in browser(cast.nima).get("/search/palette", {"q": typed}).content.decode()
    assert "/before/" not in browser(cast.sara).get("/search/palette", {"q": "پیش از تماس"}).content.decode()


def test_the_palette_finds_the_people_of_an_organisation(cast: Cast) -> None:
    customer = organisation(cast.sara)
    customer.people.create(name="خانم رضایی", role="حسابدار", phone="+989122223344")
    for typed in ("رضایي", "حسابدار", "۰۹۱۲ ۲۲۲ ۳۳۴۴"):
        assert [hit.title for hit in find_people(cast.sara, typed, 5)] == ["خانم رضایی"]
        assert find_people(cast.nima, typed, 5) == []
