"""The engine room: runs the `.sql` files over a range of customers, in the order in which they build on each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from peyvand.core.sql import fetch_sql, run_sql
from peyvand.people.models import Group
from peyvand.platform import organisation
from peyvand.relationship.models import GroupRhythm, Thresholds
from peyvand.relationship.rules.thresholds import Usual, merged, resolved

SQL = Path(__file__).parent / "sql"
LOCK = 0x5045_5956_0001
WHOLE = (0, 2**62)


@dataclass(frozen=True)
class Scope:
    """Whose relationships, and on which day: a range of ids, narrowed to `ids` unless None."""

    day: date
    low: int = WHOLE[0]
    high: int = WHOLE[1]
    ids: Sequence[int] | None = None
    replay_all: bool = False

    def params(self, thresholds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the named parameters of the `.sql` files."""
        return {
            "day": self.day,
            "low": self.low,
            "high": self.high,
            "ids": None if self.ids is None else list(self.ids),
            "replay_all": self.replay_all,
            "zone": organisation.get("zone"),
            "currency": organisation.get("currency"),
            "thresholds": json.dumps(thresholds),
        }


@dataclass(frozen=True)
class Outcome:
    """How many were looked at, how many are in another stage than before, and how many rows were written."""

    customers: int = 0
    moved: int = 0
    written: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.customers + other.customers, self.moved + other.moved, self.written + other.written)


def hold(*, shared: bool = False) -> None:
    """Let only one transaction at a time decide: two would write the same histories.

    Chunks of a review share the engine, because their customers are not the same; everybody else waits for them.
    """
    asked = "SELECT pg_advisory_xact_lock_shared(%s)" if shared else "SELECT pg_advisory_xact_lock(%s)"
    with connection.cursor() as cursor:
        cursor.execute(asked, [LOCK])


def threshold_rows(draft: Mapping[int | None, Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return one row of resolved thresholds per group and one for everyone (group_id 0).

    `draft` stands in for stored values.
    """
    stored = {row.group_id: row.values for row in Thresholds.objects.all()} | dict(draft or {})
    usual = {row.group_id: Usual(row.gaps, row.p90, row.p975, row.typical_year) for row in GroupRhythm.objects.all()}
    everyone = usual.get(None, Usual())
    whole: Mapping[str, Any] = stored.get(None, {})
    rows = [{"group_id": 0} | resolved(merged(whole), everyone, everyone)]
    rows[0]["other_source"] = "plain" if rows[0]["other_source"] == "plain" else "all"
    for group_id in Group.objects.values_list("pk", flat=True):
        values = merged(whole, stored.get(group_id, {}))
        rows.append({"group_id": group_id} | resolved(values, usual.get(group_id, Usual()), everyone))
    return rows


def decide(scope: Scope) -> Outcome:
    """Refresh the facts of those in `scope`, decide, and write history and relationships. Call it in a transaction."""
    hold(shared=scope.ids is None)
    params = scope.params(threshold_rows())
    for name in ("tables", "changed", "days", "facts", "people", "history", "rewrite", "decide", "moves"):
        run_sql(SQL / f"{name}.sql", params)
    return Outcome(**fetch_sql(SQL / "settle.sql", params)[0])


def fold() -> None:
    """Sum up what was counted since the last time."""
    run_sql(SQL / "fold.sql", {})


def recount() -> None:
    """Count all relationships anew."""
    run_sql(SQL / "recount.sql", {})


def rehearse(scope: Scope, draft: Mapping[int | None, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how many would move from which stage to which under draft thresholds.

    Nothing but working tables is written.
    """
    params = scope.params(threshold_rows(draft))
    for name in ("tables", "people", "decide"):
        run_sql(SQL / f"{name}.sql", params)
    return fetch_sql(SQL / "would_move.sql", params)


def learn_rhythm(day: date, step: int) -> None:
    """Work out how groups usually buy, asking every `step`-th customer."""
    rows = fetch_sql(SQL / "rhythm.sql", {"day": day, "step": step})
    GroupRhythm.objects.all().delete()
    GroupRhythm.objects.bulk_create(GroupRhythm(**row) for row in rows)
