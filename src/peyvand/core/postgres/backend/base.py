"""ENGINE = "peyvand.core.postgres.backend": Django's own, which first sees that a server runs."""

from __future__ import annotations

import selectors
from datetime import UTC
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.types.datetime import TimestamptzLoader

from peyvand.core.postgres.cluster import cluster_at, default_data_dir

PLANNED_AFTER = 2  # a statement asked for the third time on a connection


class Operations(DatabaseOperations):
    """Can also say which statement was asked when the server knew its words already."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return the statement with its values in place."""
        said: str = super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)
        return said


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the embedded cluster when DATABASES["default"]["EMBEDDED"] is true; else it is Django's own.

    Nothing happens when settings are read: only a real connection (or a request for its parameters) starts a
    server, and a server that died meanwhile is started again by the next connection.
    """

    ops_class = Operations

    def planned_cursor(self) -> Any:
        """Return a cursor whose statements the server plans once for a connection and not each time they are asked.

        Their values reach the server apart from the words, so only a statement whose values have a clear type will do.
        Where `prepare_threshold` is not set (an outer pooler may not know prepared statements) it plans as ever.
        """
        ours: Any = self
        ours.close_if_health_check_failed()
        ours.ensure_connection()
        cursor = psycopg.Cursor(self.connection)
        # Django's own loader only makes sure of the zone, in Python: 6 µs for each moment. A connection in UTC needs none.
        if self.timezone is UTC:
            cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        return ours._prepare_cursor(cursor)

    def is_usable(self) -> bool:
        """Tell whether the connection still stands. While the server has said nothing it has not hung up either."""
        return self._is_silent() or bool(super().is_usable())

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg's keyword arguments, those of the embedded cluster where it is used."""
        params: dict[str, Any] = super().get_connection_params()
        if self._is_embedded():
            embedded = cluster_at(default_data_dir()).ensure().params()
            params.update({**embedded, "dbname": params["dbname"], "prepare_threshold": PLANNED_AFTER})
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, after another look at the server: a pool's parameters may be older than its death."""
        if self._is_embedded():
            cluster_at(default_data_dir()).ensure()
        return super().get_new_connection(conn_params)

    def _is_silent(self) -> bool:
        if self.connection.closed:
            return False
        with selectors.DefaultSelector() as watched:  # `select` itself refuses a process with a thousand open lines
            watched.register(self.connection, selectors.EVENT_READ)
            return not watched.select(0)

    def _is_embedded(self) -> bool:
        return bool(self.settings_dict.get("EMBEDDED"))
