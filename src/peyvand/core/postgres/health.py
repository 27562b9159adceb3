"""What is wrong with a database, in words: asked before the product serves, also of a foreign server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.postgres.binaries import OLDEST_MAJOR

PROBE = "علی"
EXTENSION = "pg_trgm"


@dataclass(frozen=True)
class Problem:
    """One fault: a stable `code`, a sentence for the reader, and what to do about it."""

    code: str
    sentence: str
    remedy: str


def check_database(connection: BaseDatabaseWrapper, pending_migrations: Sequence[str] = ()) -> list[Problem]:
    """Return the faults of the connected database, none when it is fit for use.

    `pending_migrations` are names the caller found unapplied. Makes the extension pg_trgm when it may.
    Raises OperationalError when the database cannot be reached.
    """
    with connection.cursor() as cursor:
        problems = [*_version(cursor), *_encoding(cursor), *_durability(cursor)]
    missing = list(_extension(connection))
    problems += missing or _trigrams(connection)
    return [*problems, *_migrations(pending_migrations)]


def _shown(cursor: CursorWrapper, setting: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [setting])
    return str(cursor.fetchone()[0])


def _version(cursor: CursorWrapper) -> Iterator[Problem]:
    major = int(_shown(cursor, "server_version_num")) // 10000
    if major < OLDEST_MAJOR:
        yield Problem(
            "server_version",
            _("The database server is PostgreSQL %(major)d; Peyvand needs 15 or newer.") % {"major": major},
            _("Use a newer server, or leave DATABASE_URL empty to use the built-in one."),
        )


def _encoding(cursor: CursorWrapper) -> Iterator[Problem]:
    encoding = _shown(cursor, "server_encoding")
    if encoding != "UTF8":
        yield Problem(
            "encoding",
            _("The database stores text as %(encoding)s, which cannot hold Persian and English together.")
            % {"encoding": encoding},
            _("Create the database with ENCODING 'UTF8' TEMPLATE template0."),
        )


def _durability(cursor: CursorWrapper) -> Iterator[Problem]:
    if _shown(cursor, "fsync") == "off":
        yield Problem(
            "fsync",
            _("The server runs with fsync off: after a power cut, saved work would be lost or damaged."),
            _("Set fsync = on in postgresql.conf and reload the server."),
        )


def _extension(connection: BaseDatabaseWrapper) -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = %s", [EXTENSION])
        if cursor.fetchone():
            return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
    except DatabaseError:
        yield Problem(
            "extension",
            _("The extension pg_trgm, on which searching rests, is missing and could not be created."),
            _("As the server's administrator, run in this database: CREATE EXTENSION pg_trgm;"),
        )


def _trigrams(connection: BaseDatabaseWrapper) -> list[Problem]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm(%s))", [PROBE])
        if cursor.fetchone()[0]:
            return []
    return [
        Problem(
            "trigrams",
            _("The database takes no Persian letter for a letter, so Persian names could not be found."),
            _("Create the database with LC_CTYPE 'C.UTF-8' TEMPLATE template0, and move the data into it."),
        )
    ]


def _migrations(pending: Sequence[str]) -> Iterator[Problem]:
    if not pending:
        return
    named = ", ".join(pending[:3]) + (" ..." if len(pending) > 3 else "")
    yield Problem(
        "migrations",
        ngettext(
            "%(count)d change of the database's structure has not been applied: %(names)s.",
            "%(count)d changes of the database's structure have not been applied: %(names)s.",
            len(pending),
        )
        % {"count": len(pending), "names": named},
        _("Run: peyvand setup"),
    )
