"""Sara comes in for the first time."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from peyvand.platform.models import User
from tests.cast import Cast

pytestmark = pytest.mark.journey
PASSWORD = "a roof of 12 tiles"
REFUSED = {
    "fa": "این نام و گذرواژه با هم نمی‌خوانند.",
    "en": "This name and password do not belong together.",
}


@pytest.mark.parametrize(("language", "width"), [("fa", 390), ("en", 1440)])
def test_sara_signs_in_with_her_phone_after_a_wrong_password(cast: Cast, visit: Any, language: str, width: int) -> None:
    sara = User.objects.get(pk=cast.sara.pk)
    sara.phone, sara.language = "+989121234567", language
    sara.set_password(PASSWORD)
    sara.save()
    visitor = visit(None, language, width=width)
    page = visitor.go("/customers/")
    assert page.url.endswith("/sign-in/?next=/customers/")
    for password in ("wrong", PASSWORD):
        page.locator("[name=identifier]").fill("۰۹۱۲ ۱۲۳ ۴۵۶۷")
        page.locator("[name=password]").fill(password)
        page.locator("[name=password]").press("Enter")
        if password == "wrong":
            expect(page.get_by_role("alert")).to_contain_text(REFUSED[language])
            assert visitor.sideways() <= 0
    page.wait_for_url("**/customers/")
    visitor.go("/")
    assert page.locator("h1").inner_text().startswith("امروز" if language == "fa" else "Today")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
    page.locator(".top-bar details.menu summary").last.click()
    page.get_by_role("button", name=visitor.word("Sign out")).click()
    page.wait_for_url("**/sign-in/")
