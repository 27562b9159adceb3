"""How a journey looks at a page: as a person would, plus what the browser complains about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

# A form that answers with its mistakes is no fault of the page, though the browser notes it.
EXPECTED = re.compile(r"Failed to load resource.* (409|422|429) ")
TEXTS = """() => {
  const skipped = "bdi, [dir=ltr], code, kbd, script, style, template, input, textarea, svg, datalist";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (text && !element.closest(skipped)) found.push(text);
  }
  for (const name of ["placeholder", "aria-label", "title", "alt"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest("bdi, [dir=ltr]")) found.push(element.getAttribute(name));
  return found;
}"""
ISOLATED = re.compile("\u2068[^\u2069]*\u2069|\u2066[^\u2069]*\u2069")


@dataclass
class Visitor:
    """One person at her browser."""

    context: BrowserContext
    page: Page
    base: str
    language: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep what the browser complains about: scripts that fail, and what the content policy refused."""

        def hear(line: ConsoleMessage) -> None:
            if line.type == "error" and not EXPECTED.search(line.text + " "):
                self.complaints.append(f"{self.page.url}: {line.text}")

        self.page.on("console", hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def go(self, path: str) -> Page:
        """Open one of our pages and wait until it is quiet."""
        answer = self.page.goto(urljoin(self.base, path))
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the parts that a page fetches by itself are there, and what it remembers is awake."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function("() => [...document.querySelectorAll('[x-data]')].every((one) => one._x_dataStack)")
        self.page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-settling')")

    def word(self, text: str, **values: Any) -> str:
        """Return a sentence of ours in this person's language."""
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def press(self, text: str, within: Locator | None = None) -> None:
        """Press the button that says `text`."""
        place = within if within is not None else self.page.locator("#main, .bare, body").first
        place.get_by_role("button", name=self.word(text)).first.click()

    def told(self) -> str:
        """Return what the page's main part says."""
        return self.page.locator("main").first.inner_text()

    def texts(self) -> list[str]:
        """Return every text of ours on the page: not names, not what stands in its own direction, not input."""
        return [ISOLATED.sub("", text) for text in self.page.evaluate(TEXTS)]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        width: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return width
