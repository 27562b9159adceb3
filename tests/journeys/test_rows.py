"""Mina changes a city in its cell and hands over the rows she chose."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.models import Customer
from tests.cast import Cast

pytestmark = pytest.mark.journey


def test_mina_changes_a_cell_in_its_place_and_hands_the_chosen_ones_over(cast: Cast, visit: Any) -> None:
    garden = Customer.objects.create(name="کافهٔ باغ", city="قم", owner=cast.sara, team=cast.north)
    Customer.objects.create(name="کافهٔ رود", owner=cast.sara, team=cast.north)
    mina = visit(cast.mina)
    page = mina.go("/customers/")
    row = page.locator(f"#row-{garden.pk}")
    row.get_by_role("link", name="قم").click()
    row.locator("input[name=city]").fill("یزد")
    row.locator("input[name=city]").press("Enter")
    expect(row.get_by_role("link", name="یزد")).to_be_visible()
    bar = page.locator("[data-selection]")
    expect(bar).to_be_hidden()
    row.locator("input[data-row]").check()
    bar.locator("select[name=owner]").select_option(label=cast.reza.name)
    with page.expect_navigation():
        bar.locator("button[value=owner]").click()
    garden.refresh_from_db()
    assert (garden.city, garden.owner) == ("یزد", cast.reza)
