"""What must be known of whom, in whose words it is asked, and who finds it out."""

from __future__ import annotations

from typing import Any

import pytest

from peyvand.knowledge.actions.profiles import measure_everyone, set_minimum_profile
from peyvand.knowledge.actions.questions import SetFacts, save_question_set
from peyvand.knowledge.models import Fact, Familiarity, QuestionSet
from peyvand.knowledge.rules.questions import Question
from peyvand.people.tests.making import organisation
from tests.cast import Cast

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("language", ["fa", "en"])
def test_ali_words_a_question_that_his_company_asks(cast: Cast, visit: Any, language: str) -> None:
    ali = visit(cast.ali, language)
    page = ali.go("/knowledge/questions/new/")
    page.locator("[name=title_fa]").fill("پرسش‌های کافه")
    page.locator("[name=fa]").first.fill("چند صندلی دارد؟")
    page.locator("[name=kind]").first.select_option("number")
    ali.press("Save")
    page.wait_for_url("**/knowledge/questions/")
    assert "چند صندلی دارد؟" in ali.told()
    assert QuestionSet.objects.get().versions.count() == 1


@pytest.mark.parametrize(("language", "question"), [("fa", "چند صندلی دارد؟"), ("en", "How many seats?")])
def test_sara_finds_out_on_her_phone_what_is_missing(cast: Cast, visit: Any, language: str, question: str) -> None:
    row = save_question_set(
        actor=cast.ali, facts=SetFacts([Question("seats", "number", "چند صندلی دارد؟", "How many seats?")], "کافه")
    )
    cafe = organisation(cast.sara)
    set_minimum_profile(actor=cast.mina, wants=["name", f"question:{row.pk}-seats"])
    measure_everyone()
    sara = visit(cast.sara, language, width=390)
    page = sara.go("/knowledge/below/")
    assert sara.sideways() <= 0
    page.get_by_role("link", name=question).first.click()
    panel = page.locator("form", has=page.locator("[name=value]")).first
    panel.locator("[name=value]").fill("۴۰")
    panel.get_by_role("button", name=sara.word("Note it")).click()
    page.wait_for_url("**/customers/**")
    assert Fact.objects.get().value == 40
    assert Familiarity.objects.get(pk=cafe.pk).percent == 100
