"""Fixtures that every test may use: the cast, and a shut door to the outside world."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Cast, gather

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


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


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The people of our tests."""
    yield gather()
