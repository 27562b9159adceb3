"""May we contact her? What she said, quiet hours, how often, and numbers that nobody contacts whoever has them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peyvand.interactions.actions.consent import NewConsent, lift, note_consent, suppress
from peyvand.interactions.choices import Direction
from peyvand.interactions.contactability import may_contact
from peyvand.interactions.models import Consent, Interaction, Suppression
from peyvand.interactions.web.preferences import address_of
from peyvand.people.actions.customers import delete_customer
from peyvand.people.models import Customer
from peyvand.people.tests.making import browser, person
from peyvand.platform import organisation
from peyvand.platform.models import AuditEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE = "09121234567"


def moment(hour: int, minute: int = 0) -> datetime:
    """Yesterday at this hour of the organisation's zone."""
    day = (timezone.now() - timedelta(days=1)).astimezone(organisation.zone()).date()
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=organisation.zone())


def code(customer: Customer, channel: str, purpose: str, at: datetime | None = None) -> str:
    return may_contact(Customer.objects.get(pk=customer.pk), channel, purpose, at or moment(11)).code


def say(cast: Cast, customer: Customer, given: bool, *, channel: str = "sms", days: int = 3) -> Consent:
    new = NewConsent(channel, "marketing", given, "person", "form 12", timezone.now() - timedelta(days=days))
    return note_consent(actor=cast.sara, customer_id=customer.pk, new=new)


def test_offers_need_a_yes_and_the_newest_answer_holds(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    assert code(pari, "sms", "marketing") == "unasked"
    assert code(pari, "sms", "service") == "free"
    say(cast, pari, True, days=5)
    assert code(pari, "sms", "marketing") == "free"
    assert code(pari, "call", "marketing") == "unasked"
    say(cast, pari, False, days=2)
    assert code(pari, "sms", "marketing") == "refused"
    assert code(pari, "sms", "marketing", moment(11) - timedelta(days=3)) == "free"
    assert code(pari, "email", "service") == "unreachable"


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(20, 59, False), (21, 0, True), (0, 0, True), (7, 59, True), (8, 0, False)]
)
def test_nobody_rings_in_the_quiet_hours_of_the_organisation(cast: Cast, hour: int, minute: int, quiet: bool) -> None:
    pari = person(cast.sara, phone=PHONE, city="یزد")
    assert (code(pari, "call", "service", moment(hour, minute)) == "quiet") is quiet
    assert code(pari, "visit", "service", moment(hour, minute)) == "free"


def test_enough_is_enough(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    say(cast, pari, True, days=60)
    for days in (1, 2, 3, 40):
        at = moment(10) - timedelta(days=days)
        Interaction.objects.create(customer=pari, kind="call", direction=Direction.OUTBOUND, occurred_at=at)
    assert code(pari, "sms", "marketing") == "free"
    Interaction.objects.create(
        customer=pari, kind="mail", direction=Direction.OUTBOUND, occurred_at=moment(9) - timedelta(days=5)
    )
    assert code(pari, "sms", "marketing") == "often"
    assert code(pari, "sms", "service") == "free"


def test_a_suppressed_number_stays_so_when_its_customer_goes_and_comes_again(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    say(cast, pari, True)
    assert suppress(actor=cast.mina, kind="phone", value="۰۹۱۲ ۱۲۳ ۴۵۶۷", reason="asked for it") == 1
    assert suppress(actor=cast.mina, kind="phone", value=PHONE) == 0
    assert code(pari, "sms", "marketing") == "suppressed"
    assert code(pari, "sms", "service") == "free"
    delete_customer(actor=cast.sara, customer_id=pari.pk)
    again = person(cast.sara, "پری", "نو", phone=PHONE)
    say(cast, again, True)
    assert code(again, "sms", "marketing") == "suppressed"
    held = Suppression.objects.get()
    assert "1234567" not in f"{held.masked}{held.digest}"
    lift(actor=cast.mina, suppression_id=held.pk)
    assert code(again, "sms", "marketing") == "free"


def test_what_was_said_is_never_rewritten(cast: Cast) -> None:
    said = say(cast, person(cast.sara, phone=PHONE), True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=said.pk).update(given=False)
    assert AuditEntry.objects.filter(action="customer.consent").count() == 1


def test_rights_and_nonsense_are_refused(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    with pytest.raises(PermissionDenied):
        note_consent(actor=cast.reza, customer_id=pari.pk, new=NewConsent("sms", "marketing", True, "person"))
    with pytest.raises(PermissionDenied):
        suppress(actor=cast.sara, kind="phone", value=PHONE)
    with pytest.raises(ValidationError):
        note_consent(actor=cast.sara, customer_id=pari.pk, new=NewConsent("fax", "marketing", True, "person"))
    tomorrow = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError):
        note_consent(
            actor=cast.sara, customer_id=pari.pk, new=NewConsent("sms", "survey", True, "person", "", tomorrow)
        )


def visit(place: str, data: dict[str, Any] | None = None) -> Any:
    return Client().get(place) if data is None else Client().post(place, data)


def test_a_customer_chooses_on_her_own_page_without_signing_in(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    place = address_of(pari.pk)
    page = visit(place)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert pari.name not in page.content.decode()
    assert 'name="call.service" checked' in page.content.decode()
    assert 'name="sms.marketing" checked' not in page.content.decode()
    visit(place, {"sms.marketing": "on", "call.service": "on"})
    assert code(pari, "sms", "marketing") == "unasked"  # yesterday
    now = timezone.now()
    assert may_contact(pari, "visit", "survey", now).code == "refused"
    count = Consent.objects.count()
    visit(place, {"sms.marketing": "on", "call.service": "on"})
    assert Consent.objects.count() == count
    visit(place, {"nothing": "1"})
    assert not any(said.given for said in Consent.objects.newest(pari.pk, timezone.now()))
    assert Suppression.objects.count() == 1


def test_a_forged_address_leads_nowhere_and_guessing_is_slowed_down(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    forged = address_of(pari.pk).replace(f"/{pari.pk}.", f"/{pari.pk + 1}.")
    answers = {visit(forged).status_code for _try in range(61)}
    assert answers == {404, 429}


def test_the_strip_and_the_form_on_the_customers_page(cast: Cast) -> None:
    pari = person(cast.sara, phone=PHONE)
    sara = browser(cast.sara, part=True)
    strip = sara.get(reverse("interactions:contactability", args=[pari.pk])).content.decode()
    assert "پیامک" in strip
    place = reverse("interactions:consent", args=[pari.pk])
    typed = {"channel": "sms", "purpose": "marketing", "given": "yes", "source": "form", "proof": "فرم ۱۲"}
    assert sara.post(place, typed).status_code == 204
    assert "فرم ۱۲" in sara.get(place).content.decode()
    assert sara.post(place, typed | {"channel": "fax"}).status_code == 422
    assert sara.get(reverse("interactions:suppressions")).status_code == 403
    mina = browser(cast.mina)
    assert mina.post(reverse("interactions:suppressions"), {"kind": "phone", "value": "x"}).status_code == 422


def test_the_history_tells_that_she_was_asked_and_never_takes_where_for_how_she_came_to_us(cast: Cast) -> None:
    customer = person(cast.sara)
    note_consent(actor=cast.sara, customer_id=customer.pk, new=NewConsent("call", "marketing", True, "person"))
    first = (
        browser(cast.sara, part=True)
        .get(reverse("people:history", args=[customer.pk]))
        .content.decode()
        .split("</li>")[0]
    )
    assert "گفتهٔ مشتری دربارهٔ تماس" in first
    assert "راه آشنایی" not in first
    assert "person" not in first


def test_the_form_shows_both_answers_in_words(cast: Cast) -> None:
    page = browser(cast.sara).get(reverse("interactions:consent", args=[person(cast.sara).pk])).content.decode()
    assert page.count('class="radio"') == page.count('type="radio"') == 2
