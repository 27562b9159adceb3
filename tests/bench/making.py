"""The company of a run: made now, or kept from the last one and put back to how it was made."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.db import connection

from peyvand.config.preparation import prepare
from tests.bench.company import Size, Staff, hire, settle, team
from tests.bench.ruling import unrule

FORGOTTEN = (
    "relationship_relationship", "relationship_facts", "relationship_stagemove", "relationship_movetally",
    "relationship_tally", "relationship_grouprhythm", "relationship_reviewed", "relationship_dirty",
    "relationship_closeness",
)  # fmt: skip


def make(size: Size, folder: Path) -> tuple[Staff, float]:
    """Return who works in a company of that size whose relationships nobody has reviewed, and how long making it took.

    A folder that holds a company of another size is refused with a sentence.
    """
    stamp = folder / "company.json"
    prepare()
    if not stamp.exists():
        began = time.monotonic()
        staff = hire()
        settle(size, staff)
        took = round(time.monotonic() - began, 1)
        stamp.write_text(json.dumps({"customers": size.customers, "orders_each": size.orders_each, "took": took}))
        return staff, took
    kept: dict[str, Any] = json.loads(stamp.read_text())
    if (kept["customers"], kept["orders_each"]) != (size.customers, size.orders_each):
        raise SystemExit(f"{folder} holds a company of {kept['customers']:,} customers: give another folder.")
    unrule()
    with connection.cursor() as cursor:
        for table in FORGOTTEN:
            cursor.execute(f"TRUNCATE {connection.ops.quote_name(table)}")
    return team(), float(kept["took"])
