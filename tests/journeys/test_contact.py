"""Around a contact: what is promised, what one knows before it, what came of it, and whether there may be one at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.interactions.models import Aim, Consent, Interaction, Promise, Suppression
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer
from peyvand.people.rules.contacts import Contact
from peyvand.platform import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    """Sara's café, with a phone and an address of mail."""
    contacts = [Contact("phone", "+989121234567", "mobile"), Contact("email", "naderi@example.ir")]
    new = NewCustomer("organisation", {"name": "کافه نادری"}, contacts, owner_id=cast.sara.pk)
    return create_customer(actor=cast.sara, new=new)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_sara_prepares_a_call_on_her_phone_and_notes_the_result_without_looking_for_anything(
    cast: Cast, cafe: Customer, visit: Any, language: str
) -> None:
    sara = visit(cast.sara, language, width=390)
    page = sara.go(f"/customers/{cafe.pk}/")
    page.get_by_role("link", name=sara.word("Before contact")).first.click()
    card = page.locator("#side-panel[open]")
    expect(card.locator("a[href='tel:+989121234567']")).to_be_visible()
    result = card.locator("#result")
    result.locator("[name=body]").fill("خیلی خسیس بود")
    expect(result.get_by_role("status").filter(has_text="خسیس")).to_be_visible()  # a hint, and nothing in the way
    result.locator("[name=body]").fill("شنبه می‌آید")
    card.locator("[name=text]").fill("قرار مزهٔ دان‌های تازه")
    sara.press("Add", card)
    expect(card.locator("#before-goals li")).to_have_text("قرار مزهٔ دان‌های تازه")
    expect(result.locator("[name=body]")).to_have_value("شنبه می‌آید")  # a goal that comes to mind loses nothing
    assert sara.sideways() <= 0
    result.get_by_role("checkbox", name="قرار مزهٔ دان‌های تازه").check()
    result.locator("[name=what]").fill("نمونهٔ دان")
    result.locator("jalali-date input.input").first.fill("فردا" if language == "fa" else "tomorrow")
    sara.press("Write it down", result)
    page.wait_for_url(f"**/customers/{cafe.pk}/")
    expect(page.locator("main")).to_contain_text("شنبه می‌آید")
    assert Interaction.objects.get().kind == "call"
    assert Aim.objects.get().done_at is not None
    promised = Promise.objects.get()
    assert promised.what == "نمونهٔ دان"
    assert promised.due_on == organisation.today() + timedelta(days=1)


@pytest.mark.parametrize(("language", "width"), [("fa", 1440), ("en", 390)])
def test_a_promise_is_made_broken_told_and_counted(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int
) -> None:
    sara = visit(cast.sara, language, width=width)
    page = sara.go(f"/promises/customers/{cafe.pk}/new/")
    page.locator("[name=what]").fill("خبر بررسی انبار")
    page.locator("jalali-date input.input").fill("امروز" if language == "fa" else "today")
    sara.press("Promise it")
    page.wait_for_url(f"**/customers/{cafe.pk}/")
    today = sara.go("/")
    line = today.locator("article.care", has_text="خبر بررسی انبار")
    line.get_by_role("link", name=sara.word("Something else")).click()
    sheet = page.locator("#side-panel[open]")
    sheet.locator("[name=note]").fill("فراموش شد")
    sara.press("broken", sheet)
    expect(page.locator("#toasts")).to_contain_text(sara.word("Promise: %(state)s.", state=sara.word("broken")))
    broken = Promise.objects.get()
    assert (broken.state, broken.settled_note) == ("broken", "فراموش شد")

    sara.go(f"/promises/{broken.pk}/")
    page.locator("summary", has_text=sara.word("Does the customer know?")).click()
    page.locator("[name=how]").select_option("call")
    sara.press("Save", page.locator("form[action$='/tell/']"))
    page.wait_for_url(f"**/customers/{cafe.pk}/")
    assert Promise.objects.get().told_how == "call"
    sara.go("/promises/report/")
    expect(page.get_by_role("row", name="Sara")).to_be_visible()
    assert sara.sideways() <= 0


@pytest.mark.parametrize(("language", "width", "theme"), [("fa", 390, "dark"), ("en", 1440, "light")])
def test_a_customer_says_no_on_her_own_page_and_her_seller_sees_it(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int, theme: str
) -> None:
    sara = visit(cast.sara, language, width=width, theme=theme)
    page = sara.go(f"/consent/customers/{cafe.pk}/")
    page.locator("[name=channel]").select_option("sms")
    page.locator("[name=purpose]").select_option("marketing")
    page.locator("[name=given][value=yes]").check()
    page.locator("[name=proof]").fill("برگهٔ آشنایی")
    with page.expect_navigation():
        sara.press("Save")
    assert Consent.objects.get().given
    sara.go(f"/consent/customers/{cafe.pk}/")
    address = page.get_by_label(sara.word("Her own page")).input_value()

    guest = visit(None, language, width=width)
    hers = guest.go(address)
    assert "نادری" not in guest.told()
    expect(hers.locator("[name='sms.marketing']")).to_be_checked()
    guest.press("Do not contact me at all")
    expect(hers.locator(".note[role=status]")).to_contain_text(guest.word("Saved. Thank you for telling us."))
    assert guest.sideways() <= 0
    assert not Consent.objects.filter(channel="sms", purpose="marketing").latest("at").given
    assert Suppression.objects.count() == 2
    sara.go(f"/consent/customers/{cafe.pk}/now/")
    expect(page.locator("main")).to_contain_text(sara.word("She said no."))
