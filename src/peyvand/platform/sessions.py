"""The session store: Django's, read together with its person, with columns that say where people are signed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from peyvand.core.sql import run_sql
from peyvand.platform.arrival import Arrival, arrive
from peyvand.platform.models import Session

KEEP = Path(__file__).parent / "sql" / "session_keep.sql"
BROWSER = 300


class SessionStore(DatabaseStore):
    """Sessions in our own table. The middleware sets `seen_from` before a save; `arrival` is there once it was read."""

    seen_from: tuple[str | None, str] = (None, "")
    arrival: Arrival | None = None

    def load(self) -> dict[str, Any]:
        """Read the session with its person; Django's way for a session that is nobody's, or over."""
        self.arrival = arrive(self.session_key) if self.session_key else None
        loaded: dict[str, Any] = self.decode(self.arrival.session_data) if self.arrival else super().load()
        return loaded

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our session model."""
        return Session

    def save(self, must_create: bool = False) -> None:
        """Write a new session Django's way, what changed in one that is there in one statement. May raise UpdateError."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        data = dict(self.items())
        address, browser = self.seen_from
        kept = {
            "key": self.session_key, "data": self.encode(data), "until": self.get_expiry_date(),
            "user": _person_in(data), "address": address, "browser": browser[:BROWSER],
        }  # fmt: skip
        if not run_sql(KEEP, kept):
            raise UpdateError

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Add who, from where and with what to a new row."""
        row = super().create_model_instance(data)
        if not isinstance(row, Session):
            raise TypeError("the session table is ours")
        row.user_id = _person_in(data)
        row.address, row.browser = self.seen_from[0], self.seen_from[1][:BROWSER]
        return row


def _person_in(data: dict[str, Any]) -> int | None:
    user_id = data.get(SESSION_KEY)
    return int(user_id) if user_id else None
