"""Sara finds a customer however his name is spelled and however his number is typed."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.rules.contacts import Contact
from tests.cast import Cast

pytestmark = pytest.mark.journey
ALI = "علی رضایی‌پور"
SPELLINGS = ["علي رضايي پور", "علی رضایی‌پور", "رضاییپور علی", "علی رضائی پور"]
NUMBERS = ["۰۹۱۲۳۴۵۶۷۸۹", "+98 912 345 6789", "912-345-67-89"]
# What a Persian keyboard sends for Ctrl-K: the letter is another, the key's place is the same.
CTRL_K = "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ن', code: 'KeyK', ctrlKey: true, bubbles: true}))"


def ask_the_palette(page: Page, text: str) -> None:
    page.evaluate(CTRL_K)
    with page.expect_response(lambda answer: asked(answer.url) == ("/search/palette", text)):
        page.locator("#palette[open] input").fill(text)
    expect(page.locator("#palette [role=option]").first).to_contain_text(ALI)


def asked(url: str) -> tuple[str, str]:
    """Return the page that an address names, and what is searched there."""
    parts = urlsplit(url)
    return parts.path, parse_qs(parts.query).get("q", [""])[0]


def test_ali_is_found_by_four_spellings_and_three_ways_to_type_his_number(cast: Cast, visit: Any) -> None:
    for given, family, phone in (("علي", "رضايي‌پور", "+989123456789"), ("نیما", "کریمی", "+989121110000")):
        profile = {"given_name": given, "family_name": family}
        newcomer = NewCustomer(profile=profile, contacts=[Contact("phone", phone)], owner_id=cast.sara.pk)
        create_customer(actor=cast.sara, new=newcomer)
    sara = visit(cast.sara)
    page = sara.go("/customers/")
    expect(page.locator("#list tbody tr")).to_have_count(2)
    for text in (*SPELLINGS, *NUMBERS):
        page.locator("input[name=q]").fill(text)
        page.wait_for_url(lambda url, text=text: asked(url) == ("/customers/", text))
        expect(page.locator("#list tbody tr")).to_have_count(1)
        expect(page.locator("#list tbody")).to_contain_text(ALI)
        ask_the_palette(page, text)
        page.keyboard.press("Escape")
    ask_the_palette(page, NUMBERS[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/*/")
    expect(page.locator("h1")).to_contain_text(ALI)
