"""From where the present act comes: a browser's address, a token, the command line, or nowhere (the clock)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 60
_origin: ContextVar[str] = ContextVar("origin", default="")


def present() -> str:
    """Return from where the present act comes, "" for the clock."""
    return _origin.get()


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    """Say so for everything inside this block."""
    token = _origin.set(origin[:LONGEST])
    try:
        yield
    finally:
        _origin.reset(token)
