"""Whom we keep, ask for more, or let go: never alone, never in anger; and the lines that nobody lets be crossed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from peyvand.interactions.models import Consent, Promise
from peyvand.people.choices import Channel
from peyvand.people.models import Customer
from peyvand.people.tests.making import organisation
from peyvand.relationship.models import BoundaryCase, Decision
from tests.cast import Cast
from tests.journeys.walking import Visitor

pytestmark = pytest.mark.journey
TWO_WAYS = pytest.mark.parametrize(("language", "width", "theme"), [("fa", 390, "dark"), ("en", 1440, "light")])
STEPS = (
    "The letter was handed over or sent",
    "Alternatives were named",
    "Data and account are handled",
    "No offers any more on any channel",
)


@pytest.fixture
def cafe(cast: Cast) -> Customer:
    return organisation(cast.sara, "کافهٔ نادری")


def chosen(visitor: Visitor, customer: Customer, verb: str) -> Locator:
    """Open what the menu of a customer offers, as a panel beside her, where one is or on her page."""
    here = f"/customers/{customer.pk}/"
    visitor.settle() if visitor.page.url.endswith(here) else visitor.go(here)
    actions = visitor.page.locator("main .page-head-actions")
    actions.locator("details.menu > summary").click()
    actions.get_by_role("link", name=visitor.word(verb)).click()
    return visitor.page.locator("#side-panel[open]")


def begun(visitor: Visitor, customer: Customer, kind: str, why: str) -> Locator:
    """Begin to decide about a customer, with the reason and the day on which it is looked at again."""
    panel = chosen(visitor, customer, "Keep or let go")
    panel.get_by_role("link", name=visitor.word(kind)).click()
    panel.locator("[name=reason]").fill(why)
    typed_day(visitor, panel, "review_on")
    return panel


def typed_day(visitor: Visitor, panel: Locator, field: str) -> None:
    day = "۳۰ روز دیگر" if visitor.language == "fa" else "in 30 days"
    panel.locator(f"jalali-date:has([name={field}]) input.input").fill(day)


def asked_today(visitor: Visitor, customer: Customer) -> Locator:
    """Open what a person's day asks her about a customer."""
    line = visitor.go("/").locator("article.care", has_text=customer.name)
    line.get_by_role("link", name=visitor.word("Answer")).click()
    return visitor.page.locator("#side-panel[open]")


def sent(visitor: Visitor, panel: Locator, verb: str, answer: str) -> None:
    """Press the button of a form that is filled in, and hear what came of it on the page that follows."""
    assert visitor.sideways() <= 0
    with visitor.page.expect_navigation():
        visitor.press(verb, panel)
    expect(visitor.page.locator("#toasts")).to_contain_text(visitor.word(answer))


@TWO_WAYS
def test_a_customer_is_kept_asked_for_more_and_let_go_with_a_second_pair_of_eyes(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int, theme: str
) -> None:
    sara = visit(cast.sara, language, width=width, theme=theme)
    panel = begun(sara, cafe, "keep as a commitment", "ده سال با ما بوده است")
    panel.locator("[name=promised]").fill("هر ماه سر می‌زنیم")
    typed_day(sara, panel, "due_on")
    sent(sara, panel, "Decide", "The decision is recorded.")
    assert Promise.objects.get().what == "هر ماه سر می‌زنیم"
    panel = begun(sara, cafe, "renegotiate", "هزینهٔ ارسال از سودمان بیشتر شد")
    sent(sara, panel, "Decide", "The decision is recorded.")

    panel = begun(sara, cafe, "let go respectfully", "از توان ما بیرون است")
    expect(panel.locator("[name=letter]")).to_have_value(re.compile(cafe.name))
    panel.locator("[name=second]").select_option(label="Mina")
    panel.locator("[name=alternatives]").fill("برشته‌کاری البرز")
    panel.locator("[name=handling]").fill("حساب تسویه و بسته می‌شود")
    sent(sara, panel, "Decide", "The decision is recorded.")
    assert Decision.objects.in_force().get().kind == "renegotiate"
    mine = sara.go(f"/relationships/{cafe.pk}/decisions/").locator("main")
    expect(mine).to_contain_text(sara.word("waits for a second pair of eyes"))
    expect(mine.get_by_role("link", name=sara.word("Answer"))).to_have_count(0)

    mina = visit(cast.mina, language, width=width, theme=theme)
    panel = asked_today(mina, cafe)
    for words in ("از توان ما بیرون است", cafe.name, "برشته‌کاری البرز", "حساب تسویه و بسته می‌شود"):
        expect(panel.locator(".sheet-block")).to_contain_text(words)  # she reads all that she answers for
    panel.get_by_label(mina.word("it stands")).check()
    sent(mina, panel, "Answer", "Your answer is recorded.")
    mina.go("/relationships/decisions/")
    expect(mina.page.locator("main table[data-rows] tbody tr")).to_have_count(3)
    leave_in_peace(sara, cafe)


def leave_in_peace(sara: Visitor, cafe: Customer) -> None:
    """Take the four steps of a respectful exit; the last refuses offers on every channel."""
    page = sara.page
    page.reload()
    for step in STEPS:
        sent(sara, page.locator("main"), step, step)
    expect(page.locator("main form")).to_have_count(0)
    refused = Consent.objects.filter(customer=cafe, purpose="marketing", given=False)
    assert set(refused.values_list("channel", flat=True)) == set(Channel.values)
    sara.go(f"/customers/{cafe.pk}/")
    expect(page.locator("main")).to_contain_text(sara.word("we let her go"))


@TWO_WAYS
def test_an_insult_is_noted_confirmed_by_a_colleague_and_told_to_nobody_else(
    cast: Cast, cafe: Customer, visit: Any, language: str, width: int, theme: str
) -> None:
    sara = visit(cast.sara, language, width=width, theme=theme)
    panel = chosen(sara, cafe, "Boundary cases")
    panel.get_by_role("link", name=sara.word("Note a boundary case")).click()
    panel.locator("[name=boundary]").select_option("insult")
    panel.locator("[name=evidence]").fill("پشت تلفن فریاد زد و ناسزا گفت")
    sent(sara, panel, "Record", "Noted. A second colleague looks at it.")
    mine = sara.go(f"/relationships/{cafe.pk}/boundaries/").locator("main")
    expect(mine).to_contain_text("ناسزا")
    expect(mine.get_by_role("link", name=sara.word("Answer"))).to_have_count(0)

    mina = visit(cast.mina, language, width=width, theme=theme)
    panel = asked_today(mina, cafe)
    expect(panel).to_contain_text("ناسزا")
    panel.get_by_label(mina.word("it stands")).check()
    panel.locator("[name=answer]").fill("ضبط تماس را شنیدم")
    sent(mina, panel, "Answer", "Your answer is recorded.")
    assert BoundaryCase.objects.get().state == "stands"
    sara.page.reload()
    expect(mine).to_contain_text("ضبط تماس را شنیدم")

    omid = visit(cast.omid, language, width=width, theme=theme)
    page = omid.go(f"/customers/{cafe.pk}/?tab=history")
    assert omid.word("Boundary cases") not in omid.told()
    assert "ناسزا" not in page.content()
