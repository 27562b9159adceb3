"""ENGINE = "peyvand.core.postgres.backend": Django's own, which first sees that a server runs."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from peyvand.core.postgres.cluster import cluster_at, default_data_dir


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the embedded cluster when DATABASES["default"]["EMBEDDED"] is true; else it is Django's own.

    Nothing happens when settings are read: only a real connection (or a request for its parameters) starts a
    server, and a server that died meanwhile is started again by the next connection.
    """

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg's keyword arguments, those of the embedded cluster where it is used."""
        params: dict[str, Any] = super().get_connection_params()
        if self._is_embedded():
            embedded = cluster_at(default_data_dir()).ensure().params()
            params.update({**embedded, "dbname": params["dbname"]})
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, after another look at the server: a pool's parameters may be older than its death."""
        if self._is_embedded():
            cluster_at(default_data_dir()).ensure()
        return super().get_new_connection(conn_params)

    def _is_embedded(self) -> bool:
        return bool(self.settings_dict.get("EMBEDDED"))
