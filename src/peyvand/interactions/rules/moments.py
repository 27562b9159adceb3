"""What has happened and what is still to come."""

from __future__ import annotations

from datetime import datetime, timedelta

CLOCKS_DIFFER = timedelta(minutes=10)


def is_to_come(at: datetime, now: datetime) -> bool:
    """Tell whether `at` has not been yet, to clocks that do not go alike."""
    return at > now + CLOCKS_DIFFER
