"""A café wants to know the grinder: a field of its own is made, and it is everywhere at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.people.models import Customer
from peyvand.people.tests.making import organisation
from peyvand.platform.models import CustomField
from tests.cast import Cast

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("language", "width"), [("fa", 1440), ("en", 390)])
def test_a_field_of_ones_own_is_in_form_page_list_filter_and_import_at_once(
    cast: Cast, visit: Any, worker: Callable[[], None], tmp_path: Path, language: str, width: int
) -> None:
    cafe = organisation(cast.ali)
    ali = visit(cast.ali, language, width=width)
    page = ali.go("/office/fields/customer/new/")
    page.locator("[name=label_fa]").fill("آسیاب")
    page.locator("[name=label_en]").fill("Grinder")
    expect(page.locator("#example")).to_contain_text("آسیاب" if language == "fa" else "Grinder")
    ali.press("Save", page.locator("#field"))
    page.wait_for_url("**/office/fields/")
    made, label = CustomField.objects.get(), "آسیاب" if language == "fa" else "Grinder"

    ali.go(f"/customers/{cafe.pk}/edit/")
    page.get_by_label(label).fill("مازر مینی")
    ali.press("Save")
    page.wait_for_url(f"**/customers/{cafe.pk}/")
    expect(page.locator("main")).to_contain_text("مازر مینی")
    listed = ali.go(f"/customers/?columns=name,custom_{made.key}&f=custom_{made.key}:has:مازر")
    expect(listed.locator("table")).to_contain_text("مازر مینی")
    ali.go(f"/customers/?f=custom_{made.key}:has:دیگری")
    expect(page.locator("main")).not_to_contain_text("کافه نادری")

    file = tmp_path / "customers.csv"
    file.write_text(f"name,city,{label}\nکافه یاس,یزد,کامپک\n", encoding="utf-8")
    ali.go("/imports/new/")
    page.locator("input[name=file]").set_input_files(file)
    ali.press("Read the file")
    expect(page.locator("[name=c2]")).to_have_value(f"custom_{made.key}")
    ali.press("Check without writing")
    worker()
    ali.press("Import now")
    worker()
    expect(page.locator("#import-steps")).to_contain_text(ali.word("Take this import back"))
    assert Customer.objects.get(name="کافه یاس").extra == {made.key: "کامپک"}
    assert ali.sideways() <= 0
