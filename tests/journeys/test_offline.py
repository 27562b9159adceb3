"""Sara writes on the way, where there is no connection: it waits on her phone and is sent once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from peyvand.interactions.models import Interaction, Jot
from peyvand.people.tests.making import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey
# What a Persian keyboard sends for N: the letter is another, the key's place is the same.
KEY_N = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'د', code: 'KeyN', bubbles: true}))"


def write(page: Page, text: str) -> None:
    page.evaluate(KEY_N)
    page.locator("#jot[open] textarea").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#jot[open]")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("fa", 390), ("en", 1440)])
def test_what_is_written_without_a_connection_waits_and_is_sent_once(
    cast: Cast, visit: Any, language: str, width: int
) -> None:
    sara = visit(cast.sara, language, width=width, installed=True)
    page = sara.go("/")
    page.evaluate("navigator.serviceWorker.ready")
    sara.context.set_offline(True)
    write(page, "نادری زنگ زد")
    chip = page.locator(".jots-chip")
    expect(chip).to_be_visible()
    assert not Jot.objects.exists()
    sara.complaints.clear()  # the browser notes that the connection is gone
    sara.context.set_offline(False)
    expect(chip).to_be_hidden()
    assert Jot.objects.get().text == "نادری زنگ زد"
    sara.go("/jots/")
    assert Jot.objects.count() == 1
    write(page, "دستگاه هتل خراب است")
    expect(page.locator("h1 .count")).to_have_text("۲" if language == "fa" else "2")
    assert sara.sideways() == 0


def test_a_page_that_cannot_be_had_still_takes_a_jot_and_the_next_start_sends_it(cast: Cast, visit: Any) -> None:
    sara = visit(cast.sara, installed=True)
    page = sara.go("/")
    page.evaluate(
        "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller || new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done }))"
    )
    sara.context.set_offline(True)
    page.goto(f"{sara.base}/customers/")
    page.get_by_role("button", name=sara.word("Write something down")).click()
    page.locator("#jot[open] textarea").fill("دستگاه هتل خراب است")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".jots-chip")).to_be_visible()
    sara.complaints.clear()
    sara.context.set_offline(False)
    sara.go("/")
    expect(page.locator(".jots-chip")).to_be_hidden()
    assert Jot.objects.get().text == "دستگاه هتل خراب است"


def test_a_jot_that_was_begun_is_there_on_the_next_page_until_it_is_sent(cast: Cast, visit: Any) -> None:
    sara = visit(cast.sara)
    page = sara.go("/")
    field = page.locator("#jot textarea")
    page.evaluate(KEY_N)
    field.press_sequentially("نادری")
    sara.go("/customers/")
    expect(field).to_have_value("نادری")
    write(page, "نادری زنگ زد")
    expect(page.locator('[data-badge="jots"]').first).to_have_text("۱")
    sara.go("/")
    expect(field).to_have_value("")


def test_a_jot_sent_with_two_taps_is_one_jot(cast: Cast, visit: Any) -> None:
    page = visit(cast.sara).go("/")
    page.evaluate(KEY_N)
    page.locator("#jot[open] textarea").fill("نادری زنگ زد")
    page.locator("#jot[open] form").evaluate("(form) => { form.requestSubmit(); form.requestSubmit() }")
    expect(page.locator('[data-badge="jots"]').first).to_have_text("۱")
    assert Jot.objects.get().text == "نادری زنگ زد"


def test_sara_files_a_jot_by_keyboard_with_what_its_words_suggest(cast: Cast, visit: Any) -> None:
    organisation(cast.sara)
    sara = visit(cast.sara)
    page = sara.go("/")
    write(page, "نادری زنگ زد. قول دادم تا فردا نمونه بفرستم")
    expect(page.locator('[data-badge="jots"]').first).to_have_text("۱")
    sara.go("/jots/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    panel = page.locator("#side-panel[open]")
    expect(panel).to_contain_text("کافه نادری")
    expect(panel.locator("input[name=promise]")).to_have_value("نمونه بفرستم")
    sara.press("File it", panel)
    expect(page.locator("main")).to_contain_text(sara.word("Nothing waits here"))
    assert Interaction.objects.get().promises.get().what == "نمونه بفرستم"
