"""Many rows at once: ids given out beforehand, rows sent through COPY, changed in one statement, keys looked up as one array."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import F, Func, Value
from psycopg import sql

from peyvand.core.sql import planned_cursor


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Take `count` ids of a model's sequence, in order."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(of.sequence) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass OFFSET 0) AS of (sequence)"
            " CROSS JOIN generate_series(1, %s)",
            [connection.ops.quote_name(model._meta.db_table), count],
        )
        return [int(row[0]) for row in cursor.fetchall()]


class OneOf(Func):
    """A condition `field = ANY(array)`: one array parameter instead of thousands of parameters."""

    template = "(%(expressions)s)"
    arg_joiner = " = ANY"
    output_field = models.BooleanField()


class Listed(Func):
    """An array given as one literal: Django and the driver would each walk through its thousands of members."""

    output_field = models.TextField()

    def __init__(self, literal: str, kind: str) -> None:
        super().__init__(Value(literal), template=f"(%(expressions)s::{kind}[])")


def one_of(field: str, values: Iterable[str]) -> OneOf:
    """Return the condition that a text field is one of `values`."""
    known = list(values)
    written = '","'.join(known)
    # Seldom; looked for at once, not in each of thousands.
    if "\\" in written or written.count('"') != 2 * len(known) - 2:
        written = '","'.join(value.replace("\\", "\\\\").replace('"', '\\"') for value in known)
    return OneOf(F(field), Listed(f'{{"{written}"}}' if known else "{}", "text"))


def one_of_ids(field: str, ids: Iterable[int]) -> OneOf:
    """Return the condition that a number field is one of `ids`."""
    return OneOf(F(field), Listed(f"{{{','.join(map(str, ids))}}}", "bigint"))


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a model's table as they are: no defaults, no signals, no cleaning. `columns` are column names."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def update_in(model: type[models.Model], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the values of `columns` over the rows that are there, as they are. Each row names them and its `id`.

    They reach the server apart from the words: as a part of them, megabytes would be quoted here and unquoted there.
    """
    if not rows:
        return
    types = {one.column: one.db_type(connection) or "" for one in model._meta.concrete_fields}
    command = sql.SQL(
        "UPDATE {} AS held SET {} FROM jsonb_to_recordset(%s::jsonb) AS given ({}) WHERE held.id = given.id"
    ).format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.SQL("{0} = given.{0}").format(sql.Identifier(name)) for name in columns),
        sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(types[name])) for name in ("id", *columns)
        ),
    )
    with planned_cursor() as cursor:
        cursor.execute(command, [json.dumps(rows, default=str, ensure_ascii=False)])
