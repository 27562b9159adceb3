"""Kill what you like: what was acknowledged is found again, and the next start simply works."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import pytest_django

from peyvand.core.postgres.cluster import Cluster, ConnectionInfo
from peyvand.core.postgres.process import recorded_pid
from peyvand.core.tests.scratch import (
    account_of,
    django_connection,
    kill_all,
    ready_cluster,
    rows,
    scratch_folder,
    server_processes,
    start_user,
)

pytestmark = pytest.mark.killing


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch_folder() as root:
        yield root


class Writer(threading.Thread):
    """Inserts numbers and remembers those the database acknowledged, until the connection breaks."""

    def __init__(self, info: ConnectionInfo, first: int) -> None:
        super().__init__()
        self.info, self.number, self.acknowledged = info, first, list[int]()

    def run(self) -> None:
        try:
            with psycopg.connect(**self.info.params(), autocommit=True) as connection:
                while True:
                    connection.execute("INSERT INTO written VALUES (%s)", [self.number])
                    self.acknowledged.append(self.number)
                    self.number += 1
        except psycopg.OperationalError:
            return


@pytest.mark.parametrize("victims", ["postmaster", "everything"])
def test_what_was_acknowledged_under_write_load_is_found_after_kill_9(folder: Path, victims: str) -> None:
    cluster = ready_cluster(folder)
    info = cluster.ensure()
    rows(info, "CREATE TABLE written (number bigint PRIMARY KEY)")
    writers = [Writer(info, first) for first in (0, 10_000_000, 20_000_000)]
    for writer in writers:
        writer.start()
    time.sleep(0.7)
    pids = server_processes(cluster)
    kill_all(pids if victims == "everything" else pids[:1])
    after = cluster_of_another_process(folder).ensure(60)
    for writer in writers:
        writer.join(20)
    acknowledged = {number for writer in writers for number in writer.acknowledged}
    found = {number for (number,) in rows(after, "SELECT number FROM written")}
    assert len(acknowledged) > 100
    assert acknowledged <= found
    assert len(found - acknowledged) <= len(writers)  # at most the one each was waiting for


def cluster_of_another_process(folder: Path) -> Cluster:
    """A manager that remembers nothing, as in a process started after the disaster."""
    return Cluster(folder)


def test_a_recycled_pid_in_the_pid_file_does_not_stop_the_start(folder: Path) -> None:
    cluster = ready_cluster(folder)
    cluster.ensure()
    account = account_of(cluster)
    kill_all(server_processes(cluster))
    bystander = subprocess.Popen(["sleep", "60"], user=account.uid, group=account.gid, extra_groups=account.groups)
    pid_file = cluster.path / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]) + "\n")
    try:
        assert not cluster.is_running()
        assert rows(cluster_of_another_process(folder).ensure(60), "SELECT 1") == [(1,)]
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_dead_server_that_nobody_has_buried_does_not_count_as_running(folder: Path) -> None:
    cluster = ready_cluster(folder)
    cluster.ensure()
    postmaster = recorded_pid(cluster.path)
    assert postmaster
    kill_all(server_processes(cluster))
    time.sleep(0.1)
    assert Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    assert not cluster.is_running()


def test_a_first_start_killed_in_the_middle_leaves_nothing_half(folder: Path) -> None:
    user = start_user(folder)
    home = folder / "postgres"
    end = time.monotonic() + 20
    while not list(home.glob("data.new-*/PG_VERSION")) and time.monotonic() < end:
        time.sleep(0.005)
    user.kill()
    user.communicate()
    assert not (home / "data").exists()
    info = Cluster(folder).ensure(60)
    assert rows(info, "SELECT 1") == [(1,)]
    assert not list(home.glob("data.new-*"))


def test_a_killed_backend_costs_one_connection_and_not_the_server(folder: Path) -> None:
    cluster = ready_cluster(folder)
    info = cluster.ensure()
    started = rows(info, "SELECT pg_postmaster_start_time()")
    with psycopg.connect(**info.params(), autocommit=True) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    again = cluster_of_another_process(folder).ensure(60)
    assert rows(again, "SELECT pg_postmaster_start_time()") == started


def test_djangos_next_request_brings_the_killed_server_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    monkeypatch.setenv("PEYVAND_DATA_DIR", str(folder))
    cluster = ready_cluster(folder)
    with django_db_blocker.unblock():
        connection = django_connection(EMBEDDED=True, CONN_MAX_AGE=600)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        kill_all(server_processes(cluster))
        time.sleep(1.1)  # a living server is looked at once a second
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 2")
            assert cursor.fetchone() == (2,)
        connection.close()
