"""Brakes: how often something may be tried, counted in PostgreSQL so that all processes share the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from peyvand.core.sql import read_sql

COUNT = Path(__file__).parent / "sql" / "count_try.sql"


@dataclass(frozen=True)
class Limit:
    """At most `tries` in `window`, per name of this limit and key."""

    name: str
    tries: int
    window: timedelta


SIGN_IN_NAME = Limit("sign_in_name", 5, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign_in_address", 30, timedelta(minutes=15))


def wait_after_try(limit: Limit, key: str) -> timedelta:
    """Count one try; return how long to wait (zero while the limit is not reached)."""
    now = timezone.now()
    params = {"bucket": f"{limit.name}:{key}"[:160], "now": now, "start": now - limit.window}
    with connection.cursor() as cursor:
        cursor.execute(read_sql(COUNT), params)
        tries, window_start = cursor.fetchone()
    return window_start + limit.window - now if tries > limit.tries else timedelta()


def forget_tries(limit: Limit, key: str) -> None:
    """Start counting anew, after a success."""
    from peyvand.platform.models import RateLimit

    RateLimit.objects.filter(bucket=f"{limit.name}:{key}"[:160]).delete()
