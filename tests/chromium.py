"""The Chromium that looks at our pages: without a window of its own where the system has one, else the common one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# The headless shell draws only the page: half the processor time of a common Chromium that hides its window.
SHELL = "chromium-headless-shell"
COMMON = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def found(*names: str) -> str | None:
    """Return where the first of these programs is that the system has."""
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Open a browser, and let this thread ask the database beside Playwright's event loop as long as it is open."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found(SHELL, *COMMON), args=QUIET)
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        try:
            yield chromium
        finally:
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
            if before is not None:
                os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
            chromium.close()
