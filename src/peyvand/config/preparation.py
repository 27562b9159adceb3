"""Preparing a database and judging whether it can be served."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from peyvand.core.postgres.health import Problem, check_database


def pending_migrations() -> list[str]:
    """Return the migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def problems(pending: list[str]) -> list[Problem]:
    """Return why this database cannot be served, in words; an empty list means that it can."""
    return check_database(connection, pending)


def prepare() -> None:
    """Bring the tables up to date and seed roles and holidays. Idempotent."""
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    from peyvand.platform.actions.holidays import seed_holidays
    from peyvand.platform.roles import seed_roles

    seed_roles()
    seed_holidays(timezone.now().date())


def is_empty() -> bool:
    """Tell whether nobody works here yet."""
    from peyvand.platform.models import User

    return not User.objects.exists()
