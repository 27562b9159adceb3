"""Preparing a database and judging whether it can be served."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from peyvand.core.postgres.health import Problem, check_database

PREPARING = 0x7365747570  # the lock's name among the database's advisory locks: "setup"
GLANCE = 0.2  # seconds


def _asked(question: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [PREPARING])
        return bool(cursor.fetchone()[0])


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other process prepares this database, then let no other begin. May be entered again within."""
    # Asked again and again: an index that is built concurrently waits for every statement that began before it, so
    # that a statement waiting for its builder would wait for ever.
    while not _asked("SELECT pg_try_advisory_lock(%s)"):
        sleep(GLANCE)
    try:
        yield
    finally:
        _asked("SELECT pg_advisory_unlock(%s)")


def pending_migrations() -> list[str]:
    """Return the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def problems(pending: list[str]) -> list[Problem]:
    """Return why this database cannot be served, in words; an empty list means that it can."""
    return check_database(connection, pending)


def prepare() -> None:
    """Bring the tables up to date and seed roles and holidays. Idempotent; of several at once, one after the other."""
    from peyvand.platform.actions.holidays import seed_holidays
    from peyvand.platform.roles import seed_roles

    with one_at_a_time():
        if pending_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        seed_roles()
        seed_holidays(timezone.now().date())


def is_empty() -> bool:
    """Tell whether nobody works here yet."""
    from peyvand.platform.models import User

    return not User.objects.exists()
