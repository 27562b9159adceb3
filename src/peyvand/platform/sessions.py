"""The session store: Django's, with the columns that let people see where they are signed in."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from peyvand.platform.models import Session


class SessionStore(DatabaseStore):
    """Sessions in our own table. The middleware sets `seen_from` before a save."""

    seen_from: tuple[str | None, str] = (None, "")

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
        row.last_seen_at = timezone.now()  # set by the database on insert only, and a session is saved many times
        row.address, row.browser = self.seen_from[0], self.seen_from[1][:300]
        known = Session.objects.filter(pk=row.session_key).values_list("created_at", flat=True).first()
        now = timezone.now()
        row.created_at, row.last_seen_at = known or now, now
        return row
