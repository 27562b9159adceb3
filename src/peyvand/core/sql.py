"""SQL files: read once, run with named parameters. Never SQL glued from strings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection


@cache
def read_sql(path: Path) -> str:
    """Return the text of a `.sql` file."""
    return path.read_text(encoding="utf-8")


def run_sql(path: Path, params: Mapping[str, Any] | None = None) -> int:
    """Run a `.sql` file with `%(name)s` parameters; return the affected rows of its last statement."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql(path), params)
        while cursor.nextset():
            pass
        return int(cursor.rowcount)


def fetch_sql(path: Path, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run a `.sql` file that selects; return its rows as dicts."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql(path), params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
