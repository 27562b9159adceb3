"""A browser, people who are signed in with it, and a worker that does what waits."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, expect
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.platform.models import User
from tests import chromium
from tests.journeys.walking import Visitor

PATIENCE_MS = 15_000
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let the fixtures know whether the journey itself failed."""
    outcome: Any = yield
    if call.when == "call":
        item.stash[FAILED] = outcome.get_result().failed


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; it goes before tests of other folders start one of their own."""
    expect.set_options(timeout=PATIENCE_MS)
    with chromium.browser() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, live_server: Any, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visit]:
    """Return a function that sits a person down at a browser: visit(user, language, width=, theme=).

    None is a visitor who has not signed in. The session is made directly: the door has a journey of its own.
    Whatever the browser complained about fails the test; when it failed, pictures stay in the test's folder.
    """
    visitors: list[Visitor] = []

    def begin(
        user: User | None = None,
        language: str = "fa",
        *,
        width: int = 1440,
        theme: str = "light",
        installed: bool = False,
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="fa-IR" if language == "fa" else "en-GB",
            reduced_motion="reduce",
            service_workers="allow" if installed else "block",
        )
        context.set_default_timeout(PATIENCE_MS)
        if user is not None:
            prefer(user, language, theme)
            context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": live_server.url}])
        visitor = Visitor(context, context.new_page(), live_server.url, language)
        visitor.listen()
        visitors.append(visitor)
        return visitor

    yield begin
    failed = request.node.stash.get(FAILED, False)
    for number, visitor in enumerate(visitors):
        if failed:
            visitor.page.screenshot(path=tmp_path / f"visitor-{number}.png", full_page=True)
        visitor.context.close()
    assert [line for visitor in visitors for line in visitor.complaints] == []


def prefer(user: User, language: str, theme: str) -> None:
    """Set what a person sees: English comes with Latin digits and the Gregorian calendar."""
    english = language == "en"
    User.objects.filter(pk=user.pk).update(
        language=language, theme=theme, digits="en" if english else "fa", calendar="gregorian" if english else "jalali"
    )


def session_of(user: User) -> str:
    """Return the key of a new session of `user`."""
    client = Client()
    client.force_login(user, backend="peyvand.platform.signin.EmailOrPhoneBackend")
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def worker(transactional_db: None) -> Callable[[], None]:
    """Return a function that does all waiting jobs, and those that they bring, with a real worker."""

    def work() -> None:
        faults: list[BaseException] = []

        def run() -> None:
            try:
                connector: Any = app.connector
                hand = app.with_connector(connector.get_worker_connector())
                hand.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, concurrency=1)
            except BaseException as fault:
                faults.append(fault)
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join(timeout=60)
        assert not thread.is_alive()
        gc.collect()  # closes the connections of the threads that did the jobs
        assert faults == []
        failed = ProcrastinateJob.objects.filter(status="failed").values_list("task_name", "args")
        assert list(failed) == []

    return work
