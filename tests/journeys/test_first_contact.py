"""Sara writes a newcomer down while the phone still rings; somebody like him is known already."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import Contact
from peyvand.platform import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey


def test_sara_is_warned_of_a_double_and_adds_somebody_new_by_keyboard(cast: Cast, visit: Any) -> None:
    known = NewCustomer(
        profile={"given_name": "مهدی", "family_name": "اکبری", "city": "شیراز"},
        contacts=[Contact("phone", "+989171234567")],
        owner_id=cast.sara.pk,
    )
    create_customer(actor=cast.sara, new=known)
    sara = visit(cast.sara, width=390)
    page = sara.go("/customers/new/")
    warning = page.locator("#similar")
    page.get_by_label("نام خانوادگی").fill("اكبري")
    expect(warning).to_contain_text("مهدی اکبری")
    page.get_by_label("نام خانوادگی").fill("تهرانی")
    expect(warning).not_to_contain_text("مهدی اکبری")
    page.locator("[name=phone]").fill("۰۹۱۷ ۱۲۳ ۴۵۶۷")
    expect(warning).to_contain_text("مهدی اکبری")
    assert sara.sideways() <= 0

    # He calls from his cousin's phone; his own number is another.
    page.locator("[name=phone]").fill("٠٩١٧ ١٢٣ ٤٥ ٦٨")
    expect(warning).not_to_contain_text("مهدی اکبری")
    page.get_by_label("نام", exact=True).fill("كاوه")
    page.locator("[name=next_step]").fill("نمونه بفرستم")
    sara.press("Add", page.locator("#first-contact"))
    expect(page.locator("#first-contact .field-error")).to_be_visible()

    # The day, by keyboard alone: today's page of the calendar, a week on.
    day = page.locator("jalali-date input.input")
    day.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".date-box")).to_have_count(0)
    sara.press("Add", page.locator("#first-contact"))
    page.wait_for_url("**/customers/*/")
    expect(page.locator("h1")).to_contain_text("کاوه تهرانی")
    made = Customer.objects.get(family_name="تهرانی")
    assert made.next_step_on is not None
    assert (made.next_step_on - organisation.today()).days == 7
    assert made.owner == cast.sara
    assert made.contact_points.get().value == "+989171234568"


def test_a_second_tap_while_the_page_is_awaited_sends_nothing(cast: Cast, visit: Any) -> None:
    page = visit(cast.sara).go("/customers/new/")
    page.evaluate(
        "window.sent = 0; addEventListener('submit', (event) => { sent += !event.defaultPrevented; event.preventDefault() })"
    )
    page.locator("#first-contact").evaluate("(form) => { form.requestSubmit(); form.requestSubmit() }")
    assert page.evaluate("window.sent") == 1
