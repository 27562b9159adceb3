"""SQL files: read once, run with named parameters. Never SQL glued from strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from psycopg.errors import QueryCanceled


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


def planned_cursor() -> Any:
    """Return a cursor for statements that every page asks: the server keeps their plans (see the backend)."""
    ours: Any = connections[DEFAULT_DB_ALIAS]
    return ours.planned_cursor()


def fetch_planned(path: Path, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Do as `fetch_sql` for a file that every page asks. Name its columns: a plan does not outlive a new column of `*`."""
    with planned_cursor() as cursor:
        return _fetched(cursor, path, params)


def fetch_sql(path: Path, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Run a `.sql` file that selects; return its rows as dicts."""
    with connection.cursor() as cursor:
        return _fetched(cursor, path, params)


def _fetched(cursor: Any, path: Path, params: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    cursor.execute(read_sql(path), params)
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class TookTooLong(Exception):
    """A question had no answer in the time it was given."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Give up, with TookTooLong, on a statement inside that takes longer; sorts inside may use more memory."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {round(seconds * 1000)}; SET LOCAL work_mem = '64MB'")
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT; SET LOCAL work_mem = DEFAULT")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise TookTooLong from error
