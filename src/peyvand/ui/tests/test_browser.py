"""The kit in a real browser, by keyboard: no server and no database, only the rendered page and the built files."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, Route

from peyvand.core import display
from peyvand.ui.web import kit
from tests import chromium

pytestmark = pytest.mark.journey
STATIC = Path(__file__).resolve().parents[1] / "static"
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.browser() as opened:
        yield opened


def rendered(language: str) -> str:
    request = RequestFactory().get("/ui/kit/")
    request.user = AnonymousUser()
    with translation.override(language), display.use(display.Display(language=language, digits=language)):
        return kit.kit.__wrapped__(request).content.decode()


def opened(browser: Browser, language: str, width: int = 1280) -> tuple[Page, list[str]]:
    """Open the kit's page; the second value gathers everything the browser complains about."""
    html = rendered(language)
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)

    def answer(route: Route) -> None:
        path = route.request.url.split("peyvand.test", 1)[1].split("?")[0]
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "font/woff2")
        elif path == "/search/palette":
            options = "".join(f'<li role="option" data-href="/c/{n}/">{n}</li>' for n in (1, 2))
            route.fulfill(body=f'<ul role="listbox">{options}</ul>', content_type="text/html")
        elif path == "/ui/kit/":
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
        else:
            route.fulfill(body="{}", content_type="application/json")

    page.route("**/*", answer)
    page.goto("http://peyvand.test/ui/kit/")
    page.wait_for_function("() => customElements.get('jalali-date') && document.querySelector('.date-open')")
    return page, complaints


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_sara_picks_a_day_by_keyboard_alone_in_persian(browser):
    page, complaints = opened(browser, "fa")
    page.locator("#kit-date").focus()
    page.keyboard.press("Alt+ArrowDown")
    assert focused(page) == "دوشنبه ۲ آذر ۱۴۰۵"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "سه‌شنبه ۳ آذر ۱۴۰۵"
    page.keyboard.press("PageDown")
    assert focused(page) == "پنجشنبه ۳ دی ۱۴۰۵"
    page.keyboard.press("Enter")
    assert page.locator("input[name=due]").input_value() == "2026-12-24"
    assert page.locator("#kit-date").input_value() == "۱۴۰۵/۱۰/۰۳"
    assert page.locator(".date-box").count() == 0
    assert complaints == []


def test_in_english_the_right_arrow_is_the_next_day_and_escape_changes_nothing(browser):
    page, _ = opened(browser, "en")
    page.locator("#kit-date").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Tuesday 3 Azar 1405"
    page.keyboard.press("Escape")
    assert page.locator("input[name=due]").input_value() == "2026-11-23"


def test_a_day_can_be_typed_in_every_way_people_write_it(browser):
    page, _ = opened(browser, "fa")
    day, said = page.locator("#kit-date"), page.locator(".date-said")
    for typed in ("۱۴۰۵/۹/۱", "14050901", "1405-09-01", "٢٠٢٦-١١-٢٢"):
        day.fill(typed)
        day.blur()
        assert (page.locator("input[name=due]").input_value(), typed) == ("2026-11-22", typed)
        assert (said.inner_text(), typed) == ("یکشنبه ۱ آذر ۱۴۰۵", typed)
        day.fill("")
        day.blur()


def test_a_day_that_does_not_exist_is_said_and_sent_as_typed(browser):
    page, _ = opened(browser, "fa")
    page.locator("#kit-date").fill("۱۴۰۴/۱۲/۳۰")
    page.locator("#kit-date").blur()
    assert page.locator("#kit-date").get_attribute("aria-invalid") == "true"
    assert "این یک روز نیست" in page.locator(".date-said").inner_text()
    assert page.locator("input[name=due]").input_value() == "۱۴۰۴/۱۲/۳۰"


def test_what_the_server_says_of_a_wrong_day_stands_alone_until_another_is_typed(browser):
    page, _ = opened(browser, "fa")
    answered = (
        '<jalali-date><input id="asked" name="asked" value="۱۴۰۴/۱۲/۳۰"></jalali-date>'
        '<div id="asked_error">اسفند ۱۴۰۴ ۲۹ روز دارد.</div>'
    )
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", answered)
    said = page.locator("jalali-date:has(#asked) .date-said")
    assert page.locator("#asked").get_attribute("aria-invalid") == "true"
    assert (said.inner_text(), page.locator("#asked_error").count()) == ("", 1)
    page.locator("#asked").fill("۱۴۰۴/۱۳/۱")
    page.locator("#asked").blur()
    assert page.locator("#asked_error").count() == 0
    assert "این یک روز نیست" in said.inner_text()
    page.locator("#asked").fill("۷ روز دیگر")
    assert page.locator("#asked").get_attribute("aria-invalid") == "false"


def test_the_palette_opens_on_a_persian_keyboard_and_arrows_choose(browser):
    page, complaints = opened(browser, "fa")
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ن', code: 'KeyK', ctrlKey: true, bubbles: true}))"
    )
    page.wait_for_selector("#palette[open] [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").inner_text() == "2"
    page.keyboard.press("Escape")
    assert page.locator("#palette[open]").count() == 0
    assert complaints == []


def test_shift_chooses_the_rows_between(browser):
    page, _ = opened(browser, "fa")
    rows = page.locator("input[data-row]")
    rows.nth(0).click()
    rows.nth(2).click(modifiers=["Shift"])
    assert page.locator("[data-selection-count]").inner_text() == "۳ انتخاب شد"
    page.locator("[data-selection-clear]").click()
    assert page.locator("tr[aria-selected=true]").count() == 0


def test_deleting_asks_first(browser):
    page, _ = opened(browser, "fa")
    page.evaluate(
        "window.done = 0; document.querySelector('[data-confirm]').addEventListener('click', () => window.done++)"
    )
    page.locator("[data-confirm]").click()
    assert page.evaluate("window.done") == 0
    page.locator("#confirm [data-confirm-yes]").click()
    assert page.evaluate("window.done") == 1


@pytest.mark.parametrize("language", ["fa", "en"])
def test_nothing_scrolls_sideways(browser, language):
    page, complaints = opened(browser, language, 360)
    for width in (360, 390, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        more = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (more, width) == (0, width)
    assert complaints == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_an_opened_menu_is_whole_on_a_phone(browser, language):
    page, complaints = opened(browser, language, 390)
    menus = page.locator("main details.menu > summary")
    for place in range(menus.count()):
        menus.nth(place).click()
        box = menus.nth(place).locator("xpath=following-sibling::*").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
        page.keyboard.press("Escape")
    assert menus.count() > 1 and not complaints


def test_a_field_left_empty_says_so_in_persian(browser):
    page, _complaints = opened(browser, "fa")
    said = """() => {
        const form = document.createElement("form");
        form.innerHTML = '<input required><button type="submit"></button>';
        document.body.append(form);
        const [field, button] = form.elements;
        button.click();
        const empty = field.validationMessage;
        field.value = "x";
        form.addEventListener("submit", (event) => event.preventDefault());
        button.click();
        return [empty, field.validationMessage];
    }"""
    assert page.evaluate(said) == ["این بخش را پر کنید.", ""]
