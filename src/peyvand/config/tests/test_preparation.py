"""Preparing a database, wherever in the history of the product it stands."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from peyvand.config import preparation
from peyvand.config.cli import root
from peyvand.core.postgres.health import Problem

STRIDE = 6  # an installation may stand at each of a hundred steps; every sixth tells


def what_remains(done: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> list[Migration]:
    """Return what an installation still has to do that went so far step by step."""
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _self: dict.fromkeys(done))
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    return [migration for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def test_an_installation_anywhere_in_the_history_comes_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = MigrationLoader(None, replace_migrations=False).graph
    ways = dict.fromkeys(step for leaf in graph.leaf_nodes() for step in graph.forwards_plan(leaf))
    history = [step for step in ways if not graph.nodes[step].replaces]
    for far in [*range(0, len(history), STRIDE), len(history)]:
        remains = [
            step
            for migration in what_remains(history[:far], monkeypatch)
            for step in migration.replaces or [(migration.app_label, migration.name)]
        ]
        assert sorted(remains) == sorted(history[far:]), far


def test_a_new_installation_takes_one_step_where_there_were_fourteen(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [migration for migration in what_remains([], monkeypatch) if migration.app_label == "people"]
    assert ("people", "0014_shorter_contact_ways") in steps[0].replaces


def test_whoever_comes_while_another_prepares_waits_for_her(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = connection.copy()
    with first.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [preparation.PREPARING])
    waited: list[float] = []

    def she_ends(seconds: float) -> None:
        waited.append(seconds)
        first.close()

    monkeypatch.setattr(preparation, "sleep", she_ends)
    preparation.prepare()
    assert waited
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


def test_a_database_that_cannot_hold_persian_is_refused_while_it_is_empty(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Problem("encoding", "It cannot hold Persian.", "Make another one.")
    monkeypatch.setattr(preparation, "check_database", lambda *_all: [fault])
    monkeypatch.setattr(preparation, "pending_migrations", lambda: pytest.fail("it was prepared"))
    told = CliRunner().invoke(root, ["setup"])
    assert (told.exit_code, "It cannot hold Persian. Make another one." in told.output) == (1, True)
