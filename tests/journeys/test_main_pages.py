"""The main pages as everybody sees them: wide and narrow, light and dark, in both languages, with eyes or without."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page

from peyvand.interactions.actions.interactions import NewInteraction, log_interaction
from peyvand.people.actions.care import set_next_step
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.models import Customer, Group
from peyvand.people.rules.contacts import Contact
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.relationship.engine import Scope, decide
from peyvand.relationship.tests.people import customer
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.cast import Cast
from tests.journeys.walking import Visitor

pytestmark = pytest.mark.journey
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LOOK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target + " " + (node.any[0]?.message ?? "")).join(" | ")}`);
}"""
PAGES = (
    "/", "/relationships/", "/customers/", "/customers/{customer}/", "/customers/new/", "/orders/", "/orders/new/",
    "/orders/new/?customer={customer}", "/imports/", "/imports/new/", "/office/settings/", "/office/colleagues/",
    "/me/", "/search/?q=یاس",
)  # fmt: skip
LATIN_DIGIT, PERSIAN_DIGIT = re.compile(r"[0-9]"), re.compile(r"[۰-۹٠-٩]")
LATIN_CHOICE = "123"  # how the choice of Latin digits shows itself
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
PERSIAN_NAMES = ("سارا", "رضا", "نیما", "مینا", "علی", "دانا", "رویا", "لیلا", "امید")
# Names of formats and keys that Persian writes in Latin letters too.
OF_THE_WORLD = {"CSV", "XLSX", "UTF", "API", "English", "Esc", "Ctrl", "Enter"}


@pytest.fixture
def company(cast: Cast) -> Customer:
    """A small company where something of everything has happened; Persian names everywhere."""
    for number, person in enumerate(User.objects.order_by("id")):
        User.objects.filter(pk=person.pk).update(name=PERSIAN_NAMES[number])
    day = organisation.today()
    for number, silence in enumerate((5, 47, 300)):
        days = [day - timedelta(days=silence + back) for back in (54, 36, 18, 0)]
        customer(("کافه نادری", "رستوران سنگک", "هتل لاله")[number], days, owner=cast.ali, total=40_000_000)
    profile = {"name": "کافه یاس", "city": "شیراز", "industry": "کافه"}
    contacts = [Contact("phone", "+989171234567"), Contact("email", "yas@example.ir")]
    yas = create_customer(actor=cast.ali, new=NewCustomer("organisation", profile, contacts, owner_id=cast.ali.pk))
    log_interaction(actor=cast.ali, customer_id=yas.pk, new=NewInteraction(kind="call", subject="تماس نخست"))
    place_order(actor=cast.ali, customer_id=yas.pk, new=NewOrder([NewLine(Decimal("2.5"), Decimal(12_000_000))]))
    set_next_step(actor=cast.ali, customer_id=yas.pk, what="نمونه ببرم", on=day, by_id=cast.ali.pk)
    Group.objects.create(name="طلایی")
    with transaction.atomic():
        decide(Scope(day))
    return yas


def faults(visitor: Visitor, path: str) -> list[str]:
    """Name what is wrong with the page that is open, whoever looks at it."""
    wrong = []
    if (more := visitor.sideways()) > 0:
        wrong.append(f"{path} scrolls {more} px sideways: {widest(visitor.page)}")
    for text in visitor.texts():
        if visitor.language == "en" and PERSIAN_DIGIT.search(text):
            wrong.append(f"{path} says in English: {text!r}")
        if (
            visitor.language == "fa"
            and text != LATIN_CHOICE
            and (LATIN_DIGIT.search(text) or set(LATIN_WORD.findall(text)) - OF_THE_WORLD)
        ):
            wrong.append(f"{path} says in Persian: {text!r}")
    return wrong


def widest(page: Page) -> str:
    """Name an element that sticks out of the window."""
    found: str = page.evaluate("""() => [...document.body.querySelectorAll("*")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width && (box.right > document.documentElement.clientWidth + 1 || box.left < -1);
    }).slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join(", ")""")
    return found


def without_eyes(page: Page, path: str) -> list[str]:
    """Name what axe-core calls serious or critical."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"{path}: {fault}" for fault in page.evaluate(LOOK)]


@pytest.mark.parametrize(
    ("language", "width", "theme"), [("fa", 1440, "light"), ("fa", 360, "dark"), ("en", 360, "light")]
)
def test_the_main_pages_serve_everybody(
    cast: Cast, company: Customer, visit: Any, language: str, width: int, theme: str
) -> None:
    ali = visit(cast.ali, language, width=width, theme=theme)
    wrong: list[str] = []
    for address in PAGES:
        path = address.format(customer=company.pk)
        page = ali.go(path)
        wrong += faults(ali, path)
        wrong += without_eyes(page, path) if language == "fa" else []
    assert wrong == [], "\n".join(wrong)


def test_the_watch_over_pages_can_fail(cast: Cast, visit: Any) -> None:
    mina = visit(cast.mina, width=360)
    page = mina.go("/me/")
    page.evaluate("""() => {
      const script = document.createElement("script"), wide = document.createElement("p"), unnamed = document.createElement("button");
      script.textContent = "window.intruder = 1";
      wide.textContent = "untranslated 42";
      wide.setAttribute("class", "min-w-max");
      wide.style.width = "2000px";
      document.querySelector("main").append(script, wide, unnamed);
    }""")
    assert page.evaluate("window.intruder === undefined")
    assert [line for line in mina.complaints if "Content Security Policy" in line]
    mina.complaints.clear()
    found = faults(mina, "/me/")
    assert any("sideways" in fault for fault in found)
    assert any("untranslated 42" in fault for fault in found)
    assert any("button-name" in fault for fault in without_eyes(page, "/me/"))
