"""Brakes: how often something may be tried, counted in PostgreSQL so that all processes share the count."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import ngettext

from peyvand.core.numbers import format_number
from peyvand.core.sql import read_sql
from peyvand.platform.models import RateLimit

COUNT = Path(__file__).parent / "sql" / "count_try.sql"


@dataclass(frozen=True)
class Limit:
    """At most `tries` in `window`, per name of this limit and key."""

    name: str
    tries: int
    window: timedelta


SIGN_IN_NAME = Limit("sign_in_name", 5, timedelta(minutes=15))
SECOND_FACTOR = Limit("second_factor", 5, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit("sign_in_address", 30, timedelta(minutes=15))


def _bucket(limit: Limit, key: str) -> str:
    """Return the counter's name: the key itself is hashed, since people type passwords into the wrong field."""
    return f"{limit.name}:{hashlib.sha256(key.encode(errors='replace')).hexdigest()[:32]}"


def wait_after_try(limit: Limit, key: str) -> timedelta:
    """Count one try; return how long to wait (zero while the limit is not reached)."""
    now = timezone.now()
    params: dict[str, str | datetime] = {"bucket": _bucket(limit, key), "now": now, "start": now - limit.window}
    with connection.cursor() as cursor:
        cursor.execute(read_sql(COUNT), params)
        tries, window_start = cursor.fetchone()
    passed: timedelta = now - window_start
    return limit.window - passed if tries > limit.tries else timedelta()


def give_back_try(limit: Limit, key: str) -> None:
    """Count one try less: it was an honest one."""
    RateLimit.objects.filter(bucket=_bucket(limit, key), tries__gt=0).update(tries=F("tries") - 1)


def forget_tries(limit: Limit, key: str) -> None:
    """Start counting anew, after a success."""
    RateLimit.objects.filter(bucket=_bucket(limit, key)).delete()


def said_wait(wait: timedelta) -> str:
    """Return what somebody is told who has to wait, in whole minutes."""
    minutes = max(1, math.ceil(wait.total_seconds() / 60))
    sentence = ngettext(
        "Too many tries. Try again in a minute.", "Too many tries. Try again in %(n)s minutes.", minutes
    )
    return sentence % {"n": format_number(minutes)}
