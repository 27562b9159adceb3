"""Sara fills in a form of the side panel wrongly, mends it there, and is brought back to where she was told."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.models import Customer
from tests.cast import Cast

pytestmark = pytest.mark.journey


def test_a_refused_form_stays_in_the_panel_until_it_is_right(cast: Cast, visit: Any) -> None:
    garden = Customer.objects.create(name="کافهٔ باغ", owner=cast.sara, team=cast.north)
    sara = visit(cast.sara)
    page = sara.go("/customers/")
    page.locator(f"#row-{garden.pk} a[data-panel]").first.click()
    panel = page.locator("#side-panel-body")
    step = page.locator(f"a.menu-item[href='/customers/{garden.pk}/next-step/']")
    panel.locator("details.menu", has=step).locator("summary").click()
    panel.locator(step).click()
    panel.locator("input[name=what]").fill("زنگ زدن")
    panel.locator("jalali-date input.input").fill("۳۱ مهر ۱۴۰۵")
    panel.get_by_role("button", name="ذخیره").click()
    expect(panel.locator("[data-form-errors], .field-error").first).to_be_visible()
    expect(panel.locator("input[name=what]")).to_have_value("زنگ زدن")
    assert page.url.endswith("/customers/")
    panel.locator("jalali-date input.input").fill("فردا")
    with page.expect_navigation():
        panel.get_by_role("button", name="ذخیره").click()
    garden.refresh_from_db()
    assert garden.next_step == "زنگ زدن"
    expect(page.locator("#toasts [data-toast]")).to_be_visible()


def test_the_way_back_closes_the_panel_and_leads_nowhere_else(cast: Cast, visit: Any) -> None:
    garden = Customer.objects.create(name="کافهٔ باغ", owner=cast.sara, team=cast.north)
    sara = visit(cast.sara, width=390)
    sara.go("/relationships/")
    page = sara.go("/customers/?q=باغ")
    listed, name = page.url, page.locator(f"#row-{garden.pk} a[data-panel]").first
    panel = page.locator("#side-panel[open]")
    name.click()
    expect(panel).to_contain_text("کافهٔ باغ")
    page.go_back()
    expect(panel).to_have_count(0)
    assert page.url == listed
    name.click()
    panel.locator("[data-close]").first.click()
    expect(panel).to_have_count(0)
    page.wait_for_function("!history.state?.panel")
    page.go_back()
    assert page.url.endswith("/relationships/")


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(cast: Cast, visit: Any) -> None:
    garden = Customer.objects.create(name="کافهٔ باغ", owner=cast.sara, team=cast.north)
    sara = visit(cast.sara, width=390)
    page = sara.go(f"/interactions/customers/{garden.pk}/log/?kind=call")
    page.locator("main [name=subject]").fill("گفت آسیاب خراب است")
    (session,) = [one for one in sara.context.cookies() if one["name"] == "sessionid"]
    sara.context.clear_cookies(name="sessionid")
    sara.press("Record", page.locator("main"))
    page.wait_for_url("**/sign-in/**")
    sara.context.add_cookies([session])
    sara.go(f"/interactions/customers/{garden.pk}/log/?kind=call")
    expect(page.locator("main [name=subject]")).to_have_value("گفت آسیاب خراب است")
    sara.press("Record", page.locator("main"))
    expect(page.locator("main")).to_contain_text("گفت آسیاب خراب است")
    sara.go(f"/interactions/customers/{garden.pk}/log/?kind=call")
    expect(page.locator("main [name=subject]")).to_have_value("")
