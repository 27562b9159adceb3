"""Who belongs to whom: a relation is written down from one end, seen from the other, and drawn."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.models import Relation
from peyvand.people.tests.making import organisation
from tests.cast import Cast, relation_kind

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("language", "width", "theme"), [("fa", 390, "dark"), ("en", 1440, "light")])
def test_a_relation_is_said_from_both_ends_and_stands_on_the_map(
    cast: Cast, visit: Any, language: str, width: int, theme: str
) -> None:
    kind = relation_kind("supplies")
    cafe, roastery = organisation(cast.sara), organisation(cast.sara, "برشته‌کاری البرز")
    sara = visit(cast.sara, language, width=width, theme=theme)
    page = sara.go(f"/customers/{roastery.pk}/parties/")
    page.get_by_role("link", name=sara.word("Add")).click()
    panel = page.locator("#side-panel[open]")
    panel.locator("[name=kind]").select_option(str(kind.pk))
    panel.locator("[name=name]").press_sequentially("نادری")
    panel.get_by_role("radio", name="کافه نادری").check()
    panel.locator("#id_from_on").fill("1404/12/31")
    sara.press("Save", panel)
    expect(panel.locator("[data-form-errors]")).to_be_visible()
    panel.locator("#id_from_on").fill("")
    sara.press("Save", panel)
    page.wait_for_url(f"**/customers/{roastery.pk}/")
    assert Relation.objects.get().target == cafe

    sara.go(f"/customers/{cafe.pk}/parties/")
    expect(page.locator("main")).to_contain_text("خریدارِ" if language == "fa" else "is supplied by")
    sara.go(f"/customers/{cafe.pk}/bonds/")
    drawn = page.locator("figure svg:visible")
    expect(drawn).to_have_count(1)
    drawn.locator(f"a[href='/customers/{roastery.pk}/']").click()
    page.wait_for_url(f"**/customers/{roastery.pk}/")

    sara.go(f"/customers/{cafe.pk}/your-people/")
    expect(page.locator("main")).to_contain_text("Sara")
    with page.expect_response("**/your-people/paper/") as paper:
        page.evaluate("() => fetch(document.querySelector('a[href$=\"/paper/\"]').href)")
    assert paper.value.headers["content-type"] == "application/pdf"
    assert sara.sideways() <= 0
