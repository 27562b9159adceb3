"""Fixtures that every test may use: the cast, and a shut door to the outside world."""

from __future__ import annotations

import gc
import socket
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import EmptyResultSet
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils.translation import get_language

from peyvand.platform.questions import Question, Reader, Written
from tests.cast import Cast, gather

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


# The same from the first migration to the last test; no page reads them.
STANDS = {"django_content_type", "auth_permission"}
# The queue keeps its tables itself, so that Django does not think of them.
QUEUE = {"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers"}
LAST_HEARD: dict[str, tuple[float, str]] = {}


def pytest_configure() -> None:
    """Look static files up when they are asked for, hash passwords by the same algorithm at its least cost, empty tables
    row by row.

    Else every test client would search the disk for all files, and each signing in would take half a second.
    """
    DatabaseOperations.sql_flush = _emptied
    settings.WHITENOISE_AUTOREFRESH = True
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1


def _emptied(self: Any, _style: Any, tables: Iterable[str], **_wishes: bool) -> list[str]:
    """Return what empties tables: a test leaves few rows, and TRUNCATE makes the files of all tables and indexes anew.

    As a replica the server asks neither keys nor guards (the audit lets nobody delete), as TRUNCATE does not either.
    """
    rows = [f"DELETE FROM {self.quote_name(table)}" for table in sorted(QUEUE.union(tables) - STANDS)]
    return ["; ".join(["SET LOCAL session_replication_role = replica", *rows])]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what waits for a browser or for processes, so that no worker ends alone with it."""
    items.sort(key=lambda item: not {"journey", "killing", "slow"} & set(item.keywords))


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays to the end: the product and two thousand tests. A tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember when each worker was last heard of, and with what."""
    if worker := getattr(report, "node", None):
        LAST_HEARD[worker.gateway.id] = time.monotonic(), report.nodeid.partition("::")[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which worker had nothing left to do before the end: a long file that begins late shows here."""
    end = time.monotonic()
    for worker, (when, file) in sorted(LAST_HEARD.items()):
        terminalreporter.write_line(f"{worker} ended {end - when:.0f} s before the end, with {file}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak SECONDS`: go on killing at random for so long."""
    parser.addoption("--soak", type=float, default=0.0, help="seconds of killing at random (default: each victim once)")


@pytest.fixture(autouse=True)
def _no_sockets_but_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test reached for {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _said_anew(question: Question, user: Any, values: Mapping[str, Any], fixed: Mapping[str, Any]) -> Any:
    """Return the SQL and the parameters of a question that is put together for this very user."""
    fresh = question.build(user, **values, **fixed)
    if fresh.query.is_empty():
        return None
    try:
        sql, params = fresh.values_list(*question.paths(fresh)).query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, list(params)


@pytest.fixture(autouse=True)
def _kept_questions_ask_what_fresh_ones_would(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Every question that is asked from kept SQL is put together anew as well, and must say the same.

    In the world of the rights, where thousands of requests leave everything as it was, the same question of the same
    person in the same language with the same values is compared once.
    """
    kept, seen = Question.written, set[Hashable]()
    stands_still = "world" in request.fixturenames

    def compared(self: Question, user: Any, values: Mapping[str, Any], **fixed: Any) -> Written | None:
        written = kept(self, user, values, **fixed)
        if stands_still:
            this = (self, user.pk, Reader.shape(user), get_language(), repr(values), tuple(fixed.items()))
            if this in seen:
                return written
            seen.add(this)
        if (written and (written.sql, written.filled(user, values))) != _said_anew(self, user, values, fixed):
            raise AssertionError(f"{self.build} depends on more than its arguments: {written}")
        return written

    monkeypatch.setattr(Question, "written", compared)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The people of our tests."""
    yield gather()
