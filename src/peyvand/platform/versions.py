"""Optimistic change: whoever has read a row changes it only while nobody else was faster."""

from __future__ import annotations

from typing import Any, Protocol

from django.utils.translation import gettext as _


class Versioned(Protocol):
    """A row that counts its changes."""

    version: int


class Conflict(Exception):
    """Somebody else changed the row since it was read. `current` is its present state."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this in the meantime. Look at both and save again."))
        self.current = current


def require_same(row: Versioned, version: int | None) -> None:
    """Raise Conflict when `version` is not the locked row's any more; None was read by nobody and is always right."""
    if version is not None and row.version != version:
        raise Conflict(row)
