"""The session store: Django's, read together with its person, with columns that say where people are signed in."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from peyvand.platform.arrival import Arrival, arrive
from peyvand.platform.models import Session


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

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Add who, from where and with what to the row."""
        row = super().create_model_instance(data)
        if not isinstance(row, Session):
            raise TypeError("the session table is ours")
        user_id = data.get("_auth_user_id")
        row.user_id = int(user_id) if user_id else None
        row.address, row.browser = self.seen_from[0], self.seen_from[1][:300]
        known = Session.objects.filter(pk=row.session_key).values_list("created_at", flat=True).first()
        now = timezone.now()
        row.created_at, row.last_seen_at = known or now, now
        return row
