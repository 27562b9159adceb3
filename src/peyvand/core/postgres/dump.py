"""Dumps: PostgreSQL's own pg_dump and pg_restore, pointed at the database Django is connected to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_noop as _
from psycopg.conninfo import make_conninfo

from peyvand.core.postgres.binaries import Binaries, every_binaries
from peyvand.core.postgres.errors import DumpError
from peyvand.core.postgres.process import environment

NOT_FOR_LIBPQ = ("context", "cursor_factory", "prepare_threshold", "password")


def dump_database(connection: BaseDatabaseWrapper, target: Path) -> None:
    """Write the whole database to `target` in pg_dump's custom format, mode 0600, whole or not at all.

    Raises DumpError with the program's own words.
    """
    draft = target.with_name(target.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        _run(connection, "pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"])
        draft.replace(target)
    except OSError as error:
        raise DumpError(
            _("The dump %(path)s could not be written: %(reason)s."), path=target, reason=error.strerror
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def restore_database(connection: BaseDatabaseWrapper, source: Path) -> None:
    """Replace the database's content by the dump in `source`, in one transaction: all of it or nothing.

    Raises DumpError with the program's own words; the database is then as it was.
    """
    connection.close()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
    _run(connection, "pg_restore", [*options, "--exit-on-error", str(source)])


def _run(connection: BaseDatabaseWrapper, name: str, options: list[str]) -> None:
    params = connection.get_connection_params()
    program = _tools_for(connection).program(name)
    done = subprocess.run(
        [program, f"--dbname={_conninfo(params)}", *options],
        env={**environment(), "HOME": os.environ.get("HOME", "/"), "PGPASSWORD": params.get("password", "")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode(errors="replace").split())[-400:]
        raise DumpError(_("%(program)s failed: %(reason)s"), program=name, reason=reason)


def _conninfo(params: dict[str, Any]) -> str:
    return make_conninfo(**{name: value for name, value in params.items() if name not in NOT_FOR_LIBPQ})


def _tools_for(connection: BaseDatabaseWrapper) -> Binaries:
    """Return programs at least as new as the server: older ones refuse it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        major = int(cursor.fetchone()[0])
    connection.close()
    for binaries in sorted(every_binaries(), key=lambda each: each.major):
        if binaries.major >= major and binaries.program("pg_dump").exists():
            return binaries
    raise DumpError(
        _("The server is PostgreSQL %(major)d, and no pg_dump of that version or newer is installed."),
        major=major,
    )
