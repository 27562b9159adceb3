"""Rights in the open: a second factor, a loan that ends, what was done, what we know of somebody, and forgetting her."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peyvand.people.models import Customer, Share
from peyvand.people.tests.making import person
from peyvand.platform.models import SecondFactor
from peyvand.platform.tests.test_door import PASSWORD, give_password
from tests.cast import Cast

pytestmark = pytest.mark.journey


def shown_on_the_phone(steps: int = 0) -> str:
    """Return what the app shows now, or some half minutes from now."""
    return pyotp.TOTP(SecondFactor.objects.get().secret).at(timezone.now() + timedelta(seconds=30 * steps))


@pytest.mark.parametrize(("language", "width"), [("fa", 390), ("en", 1440)])
def test_sara_sets_up_a_second_factor_and_the_door_asks_for_it(
    cast: Cast, visit: Any, language: str, width: int
) -> None:
    sara = visit(give_password(cast.sara), language, width=width)
    page = sara.go("/me/second-factor/")
    sara.press("Set it up")
    expect(page.get_by_role("img", name=sara.word("QR code for your authenticator app"))).to_be_visible()
    page.locator("[name=code]").fill(shown_on_the_phone(-1))
    sara.press("Turn it on")
    paper = page.locator(".note code")
    expect(paper).to_have_count(10)
    on_paper = paper.first.inner_text()
    assert sara.sideways() <= 0

    thief = visit(None, language, width=width)
    door = thief.go("/sign-in/")
    door.locator("[name=identifier]").fill("sara@peyvand.test")
    door.locator("[name=password]").fill(PASSWORD)
    door.locator("[name=password]").press("Enter")
    door.wait_for_url("**/sign-in/code/")
    door.locator("[name=code]").fill("000000")
    door.locator("[name=code]").press("Enter")
    expect(door.locator(".field-error")).to_be_visible()
    door.locator("[name=code]").fill(on_paper)
    door.locator("[name=code]").press("Enter")
    expect(door.locator("main h1")).to_contain_text(thief.word("Today"))


def test_a_customer_is_lent_until_a_day_and_the_audit_says_so(cast: Cast, visit: Any) -> None:
    hers = person(cast.sara)
    mina = visit(cast.mina, width=390, theme="dark")
    page = mina.go(f"/customers/{hers.pk}/shares/")
    page.locator("[name=user]").select_option(str(cast.nima.pk))
    page.locator("jalali-date input.input").fill("فردا")
    mina.press("Share")
    page.wait_for_url(f"**/customers/{hers.pk}/")
    nima = visit(cast.nima, "en")
    assert "کاظمی" in nima.go(f"/customers/{hers.pk}/").inner_text("h1")
    Share.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    gone = nima.page.goto(f"{nima.base}/customers/{hers.pk}/")
    assert gone is not None
    assert gone.status == 404
    nima.complaints.clear()  # the browser noted that nobody was found

    ali = visit(cast.ali, "en")
    lines = ali.go(f"/office/audit/?person={cast.mina.pk}")
    expect(lines.locator("table")).to_contain_text("Mina")
    expect(lines.locator("table")).to_contain_text("کاظمی")


@pytest.mark.parametrize(("language", "width"), [("fa", 1440), ("en", 390)])
def test_somebody_gets_all_we_know_of_her_and_is_forgotten(
    cast: Cast, visit: Any, worker: Callable[[], None], language: str, width: int
) -> None:
    hers = person(cast.sara, phone="09121234567", notes="قناری")
    ali = visit(cast.ali, language, width=width)
    page = ali.go(f"/customers/{hers.pk}/data/")
    ali.press("Gather everything")
    worker()
    ali.go(f"/customers/{hers.pk}/data/")
    with page.expect_download() as handed:
        page.get_by_role("link", name=ali.word("Download")).click()
    with zipfile.ZipFile(handed.value.path()) as file:
        assert any("قناری" in file.read(name).decode("utf-8", "ignore") for name in file.namelist())

    ali.go(f"/customers/{hers.pk}/erase/")
    page.locator("[name=name]").fill("کس دیگر")
    ali.press("Continue")
    expect(page.locator(".field-error")).to_be_visible()
    page.locator("[name=name]").fill("علی‌رضا کاظمی")
    ali.press("Continue")
    ali.press("Forget her for good")
    page.wait_for_url("**/customers/")
    worker()
    assert not Customer.objects.filter(name__contains="کاظمی").exists()
    ali.go("/search/?q=کاظمی")
    expect(page.locator("main .plain-rows, main table")).to_have_count(0)
    assert ali.sideways() <= 0
