"""Counting how we write about customers."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from peyvand.core.display import Calendar
from peyvand.core.periods import Period
from peyvand.core.sql import fetch_sql
from peyvand.interactions.models import WordingCount
from peyvand.interactions.rules.wording import LABELS, labels
from peyvand.platform import organisation
from peyvand.platform.models import User

SQL = Path(__file__).parent.parent / "sql"
MONTHS = 12


def count_wording(*, today: date) -> int:
    """Count anew, by month and team, what was written in this month and the eleven before, and in how much of it a word
    judges. Return the counts kept. Whatever the words or the teams were before, afterwards it is as they are now.

    Months are of the calendar that most colleagues chose, of one only: what two calendars tell of overlapping months
    could be subtracted until it says who wrote.
    """
    months = _months(today, User.objects.active().calendar())
    params = _bounds(months)
    suspects = fetch_sql(SQL / "wording_suspects.sql", params | {"letters": [f"%{label}%" for label in LABELS]})
    judging = Counter((row["place"], row["team_id"]) for row in suspects if labels(f"{row['subject']} {row['body']}"))
    now = timezone.now()
    counts = [
        WordingCount(
            month=months[row["place"] - 1].start,
            team_id=row["team_id"],
            notes=row["notes"],
            writers=row["writers"],
            judging=judging[row["place"], row["team_id"]],
            counted_at=now,
        )
        for row in fetch_sql(SQL / "wording_written.sql", params)
    ]
    with transaction.atomic():
        WordingCount.objects.all().delete()
        WordingCount.objects.bulk_create(counts)
    return len(counts)


def _months(today: date, calendar: Calendar) -> list[Period]:
    months = [Period.of(today, "month", calendar)]
    while len(months) < MONTHS:
        months.insert(0, months[0].previous())
    return months


def _bounds(months: list[Period]) -> dict[str, Any]:
    """Return when each month begins and the last one ends, by the organisation's clock."""
    zone = organisation.zone()
    starts = [datetime.combine(month.start, time(), zone) for month in months]
    return {"starts": starts, "first": starts[0], "stop": datetime.combine(months[-1].stop, time(), zone)}
