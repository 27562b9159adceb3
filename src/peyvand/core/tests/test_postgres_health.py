"""A database that would lose or hide Persian data is refused in words; a dump brings everything back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation

from peyvand.core.postgres import health
from peyvand.core.postgres.cluster import Cluster
from peyvand.core.postgres.dump import dump_database, restore_database
from peyvand.core.postgres.errors import DumpError
from peyvand.core.postgres.health import check_database
from peyvand.core.tests.scratch import foreign, ready_cluster, rows, scratch_folder


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences are compared as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with scratch_folder() as root:
        made = ready_cluster(root)
        made.ensure()
        yield made
        made.leave()


@pytest.fixture
def connection(cluster: Cluster, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    with django_db_blocker.unblock():
        rows(cluster.ensure(), "CREATE DATABASE fresh TEMPLATE template0")
        made = foreign(cluster.ensure(), "fresh")
        yield made
        made.close()
        rows(cluster.ensure(), "DROP DATABASE fresh WITH (FORCE)")


def codes(connection: BaseDatabaseWrapper) -> list[str]:
    problems = check_database(connection)
    assert all(problem.sentence.endswith(".") and problem.remedy for problem in problems)
    return [problem.code for problem in problems]


def remake(cluster: Cluster, options: str) -> None:
    info = cluster.ensure()
    rows(info, "DROP DATABASE fresh WITH (FORCE)")
    rows(info, f"CREATE DATABASE fresh TEMPLATE template0 {options}")


def test_our_own_database_has_no_fault_and_gets_its_extension(connection: BaseDatabaseWrapper) -> None:
    assert codes(connection) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname = 'pg_trgm'")
        assert cursor.fetchone() == ("pg_trgm",)


def test_a_database_that_knows_no_persian_letter_is_refused(cluster: Cluster, connection: BaseDatabaseWrapper) -> None:
    remake(cluster, "LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'")
    assert codes(connection) == ["trigrams"]


def test_a_database_in_another_encoding_is_refused(cluster: Cluster, connection: BaseDatabaseWrapper) -> None:
    remake(cluster, "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'")
    assert "encoding" in codes(connection)


def test_a_missing_extension_that_we_may_not_create_is_named(cluster: Cluster, connection: BaseDatabaseWrapper) -> None:
    info = cluster.ensure()
    rows(info, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
    connection.settings_dict.update(USER="guest", PASSWORD="guest")
    assert codes(connection) == ["extension"]
    connection.close()
    rows(info, "DROP ROLE guest")


def test_a_server_that_may_lose_saved_work_is_refused(cluster: Cluster, connection: BaseDatabaseWrapper) -> None:
    info = cluster.ensure()
    rows(info, "ALTER SYSTEM SET fsync = off")
    rows(info, "SELECT pg_reload_conf()")
    rows(info, "SELECT pg_sleep(0.3)")
    assert codes(connection) == ["fsync"]
    rows(info, "ALTER SYSTEM RESET fsync")
    rows(info, "SELECT pg_reload_conf()")
    rows(info, "SELECT pg_sleep(0.3)")
    connection.close()
    assert codes(connection) == []


def test_an_old_server_is_refused(connection: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "OLDEST_MAJOR", 99)
    assert codes(connection) == ["server_version"]


def test_pending_changes_are_counted_and_named(connection: BaseDatabaseWrapper) -> None:
    names = ["people.0002_phone", "people.0003_mail", "sales.0002_returns", "sales.0003_totals"]
    (problem,) = check_database(connection, names)
    assert problem.code == "migrations"
    assert "people.0002_phone, people.0003_mail, sales.0002_returns ..." in problem.sentence


def test_a_dump_brings_back_what_was_there(connection: BaseDatabaseWrapper, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE note (text text); INSERT INTO note VALUES ('سلام، ‌علی')")
    target = tmp_path / "پشتیبان.dump"
    dump_database(connection, target)
    assert target.stat().st_mode & 0o777 == 0o600
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM note; INSERT INTO note VALUES ('later')")
    restore_database(connection, target)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM note")
        assert cursor.fetchall() == [("سلام، ‌علی",)]


def test_a_broken_dump_changes_nothing_and_is_refused_in_words(connection: BaseDatabaseWrapper, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')")
    whole = tmp_path / "whole.dump"
    dump_database(connection, whole)
    broken = tmp_path / "broken.dump"
    broken.write_bytes(whole.read_bytes()[:-40])
    for source in (broken, tmp_path / "nowhere.dump"):
        with pytest.raises(DumpError, match="pg_restore failed"):
            restore_database(connection, source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM note")
        assert cursor.fetchall() == [("kept",)]


def test_a_dump_that_fails_leaves_no_file(connection: BaseDatabaseWrapper, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "x.dump"
    with pytest.raises(DumpError, match="nowhere"):
        dump_database(connection, target)
    assert not target.exists()
