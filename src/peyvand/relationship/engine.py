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
from peyvand.knowledge.models import MinimumProfile
from peyvand.people.models import Group
from peyvand.platform import organisation
from peyvand.relationship.cadences import measured_by
from peyvand.relationship.models import GroupRhythm, Thresholds
from peyvand.relationship.rules.thresholds import Usual, hardly_differ, merged, resolved

SQL = Path(__file__).parent / "sql"
WHOLE = (0, 2**62)
SECTION = 5_000
# Classes of advisory locks: deciding for a section of ids, and work that one transaction at a time does.
DECIDING, ALONE = 0x5045_5956, 0x5045_5957
LEARNING, COUNTING = 1, 2


@dataclass(frozen=True)
class Scope:
    """Whose relationships, and on which day: a range of ids, narrowed to `ids` unless None.

    Unless `everyone`, only those of the range are decided whose facts changed or whom time moves. `replay_all` reads
    their histories again. `count_moves` says whether moves are counted as they are written.
    """

    day: date
    low: int = WHOLE[0]
    high: int = WHOLE[1]
    ids: Sequence[int] | None = None
    everyone: bool = True
    replay_all: bool = False
    count_moves: bool = True

    def params(self, measured_by: Mapping[str, str]) -> dict[str, Any]:
        """Return the named parameters of the `.sql` files."""
        return {
            **measured_by,
            "day": self.day,
            "low": self.low,
            "high": self.high,
            "ids": None if self.ids is None else list(self.ids),
            "everyone": self.everyone,
            "replay_all": self.replay_all,
            "counting": "now" if self.count_moves else "later",
        }


@dataclass(frozen=True)
class Outcome:
    """How many were looked at, how many are in another stage than before, and how many rows were written."""

    customers: int = 0
    moved: int = 0
    written: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.customers + other.customers, self.moved + other.moved, self.written + other.written)


def hold(ids: Sequence[int] | None, low: int = WHOLE[0], high: int = WHOLE[1]) -> None:
    """Let only this transaction decide for `ids` (None: the range): two would write the same histories.

    Whoever decides for others goes on: an event waits for a review only while the review is at the event's own section
    of SECTION ids.
    """
    asked = None if ids is None else list(ids)
    run_sql(SQL / "hold.sql", {"lock": DECIDING, "section": SECTION, "ids": asked, "low": low, "high": high})


def _alone(work: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ALONE, work])


def threshold_rows(draft: Mapping[int | None, Mapping[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return one row of resolved thresholds per group and one for everyone (group_id 0).

    `draft` stands in for stored values.
    """
    stored = {row.group_id: row.values for row in Thresholds.objects.all()} | dict(draft or {})
    usual = {row.group_id: row.usual for row in GroupRhythm.objects.all()}
    everyone = usual.get(None, Usual())
    whole: Mapping[str, Any] = stored.get(None, {})
    rows = [{"group_id": 0} | resolved(merged(whole), everyone, everyone)]
    rows[0]["other_source"] = "plain" if rows[0]["other_source"] == "plain" else "all"
    for group_id in Group.objects.values_list("pk", flat=True):
        values = merged(whole, stored.get(group_id, {}))
        rows.append({"group_id": group_id} | resolved(values, usual.get(group_id, Usual()), everyone))
    return rows


def measures(draft: Mapping[int | None, Mapping[str, Any]] | None = None) -> dict[str, str]:
    """Return by what everybody is decided; when any of it changes, everybody is decided anew."""
    return {
        "zone": str(organisation.get("zone")),
        "currency": str(organisation.get("currency")),
        "thresholds": json.dumps(threshold_rows(draft)),
        "minimum": json.dumps(list(MinimumProfile.objects.order_by("group").values_list("group", "wants"))),
    }


def decide(scope: Scope) -> Outcome:
    """Refresh the facts of those in `scope`, decide, and write history and relationships. Call it in a transaction."""
    hold(scope.ids, scope.low, scope.high)
    params = scope.params(measures())
    for name in ("tables", "changed", "days", "facts", "people", "history", "rewrite", "decide", "moves"):
        run_sql(SQL / f"{name}.sql", params)
    run_sql(SQL / "closeness.sql", params | measured_by(scope.day))
    return Outcome(**fetch_sql(SQL / "settle.sql", params)[0])


def fold() -> None:
    """Sum up the relationships that were counted since the last time."""
    _alone(COUNTING)
    run_sql(SQL / "fold.sql")


def recount(*, moves: bool) -> None:
    """Count all relationships anew, and all moves too or what was counted of them since the last time."""
    _alone(COUNTING)
    run_sql(SQL / "recount.sql")
    run_sql(SQL / ("recount_moves.sql" if moves else "fold_moves.sql"))


def rehearse(scope: Scope, draft: Mapping[int | None, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how many would move from which stage to which under draft thresholds.

    Nothing but working tables is written.
    """
    params = scope.params(measures(draft))
    for name in ("tables", "people", "decide"):
        run_sql(SQL / f"{name}.sql", params)
    return fetch_sql(SQL / "would_move.sql", params)


def learn_rhythm(day: date, step: int, *, exactly: bool = False) -> None:
    """Work out how groups usually buy, asking every `step`-th customer.

    Unless `exactly`, what was learnt before stays where it differs hardly: everybody would be decided anew for nothing.
    """
    _alone(LEARNING)
    known = {} if exactly else {row.group_id: row for row in GroupRhythm.objects.all()}
    learnt = [GroupRhythm(**row) for row in fetch_sql(SQL / "rhythm.sql", {"day": day, "step": step})]
    kept = [old for new in learnt if (old := known.get(new.group_id)) and hardly_differ(old.usual, new.usual)]
    GroupRhythm.objects.exclude(pk__in=[row.pk for row in kept]).delete()
    same = {row.group_id for row in kept}
    GroupRhythm.objects.bulk_create(row for row in learnt if row.group_id not in same)
