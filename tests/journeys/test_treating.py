"""Whom we treat differently on purpose: a rule finds them, a treatment promises them something, and it is measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.interactions.models import Interaction
from peyvand.people.models import Customer, Group
from peyvand.people.tests.making import organisation
from peyvand.platform import organisation as ours
from tests.cast import Cast

pytestmark = pytest.mark.journey


def asked_long_ago(customer: Customer) -> None:
    at = datetime.combine(ours.today() - timedelta(days=12), time(10), ours.zone())
    Interaction.objects.create(customer=customer, kind="message", direction="in", occurred_at=at, subject="موجودی؟")


@pytest.mark.parametrize(("language", "width"), [("fa", 1440), ("en", 390)])
def test_mina_groups_customers_by_a_rule_promises_an_answer_and_sees_who_waits(
    cast: Cast, visit: Any, worker: Callable[[], None], language: str, width: int
) -> None:
    garden = organisation(cast.sara, "کافهٔ باغ", city="یزد")
    organisation(cast.sara, "کافهٔ ماه", city="قم")
    asked_long_ago(garden)
    mina = visit(cast.mina, language, width=width)
    page = mina.go("/customers/groups/new/")
    page.locator("main [name=name]").fill("یزدی‌ها")
    page.locator("main [name=rank]").fill("3")
    mina.press("Save", page.locator("main"))
    page.wait_for_url("**/customers/groups/")
    group = Group.objects.get()

    mina.go(f"/customers/groups/{group.pk}/rule/")
    with page.expect_response("**/rule/"):
        page.locator("[name='0.0.field']").select_option("city")
    mina.settle()
    page.locator("[name='0.0.op']").select_option("is")
    page.locator("[name='0.0.value']").fill("یزد")
    counted = page.locator("#rule-editor aside")
    expect(counted).to_contain_text("یزد")
    expect(counted.locator("p").first).to_have_text("۱" if language == "fa" else "1")
    mina.press("Save", page.locator("#rule-editor"))
    page.wait_for_url("**/customers/groups/")
    worker()
    assert list(group.customers.all()) == [garden]

    mina.go("/customers/groups/treatments/")
    assert mina.sideways() <= 0
    promised = page.locator(f"a[href$='/groups/{group.pk}/treatment/first_response/']")
    promised.click()
    expect(page.locator("[name=first_response]")).to_be_focused()
    page.locator("[name=first_response]").fill("4")
    mina.press("Save", page.locator("td form"))
    expect(promised).to_contain_text("۴" if language == "fa" else "4")
    expect(promised).to_be_focused()
    mina.go("/customers/groups/treatments/")
    page.get_by_role("link", name=re.compile(mina.word("How soon we answered"))).click()
    page.wait_for_url("**/interactions/answers/")
    expect(page.locator("#late table")).to_contain_text("کافهٔ باغ")
    assert mina.sideways() <= 0
