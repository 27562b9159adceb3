"""Scratch clusters for tests of the embedded database: own folders, own servers, nothing left behind."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

import peyvand
from peyvand.core.postgres.account import Account, account_for
from peyvand.core.postgres.cluster import Cluster, ConnectionInfo
from peyvand.core.postgres.process import recorded_pid

NOBODY = Account(65534, 65534)
USER_PROGRAM = """
import json, sys
from pathlib import Path
import psycopg
from peyvand.core.postgres.cluster import Cluster

info = Cluster(Path(sys.argv[1])).ensure(60)
with psycopg.connect(**info.params()) as connection:
    identity = "SELECT system_identifier::text, pg_postmaster_start_time()::text FROM pg_control_system()"
    print(json.dumps(connection.execute(identity).fetchone()), flush=True)
sys.stdin.read()
"""


@contextmanager
def scratch_folder(prefix: str = "پیوند داده ") -> Iterator[Path]:
    """Give a folder (with spaces, in Persian) that every system user may pass; stop what runs below it."""
    root = Path(os.path.realpath(tempfile.mkdtemp(prefix=prefix)))
    root.chmod(0o755)
    try:
        yield root
    finally:
        for home in root.rglob("postgres"):
            if (home / "data" / "PG_VERSION").exists():
                Cluster(home.parent).stop("immediate", 20)
        shutil.rmtree(root)


@cache
def _model() -> Path:
    """Make one fresh, stopped cluster per test run, to be copied where making a new one is not the point."""
    root = Path(os.path.realpath(tempfile.mkdtemp(prefix="peyvand-model-")))
    root.chmod(0o755)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    model = Cluster(root)
    model.ensure()
    model.leave()
    return model.home


def ready_cluster(data_dir: Path) -> Cluster:
    """Return a cluster that was made earlier and is stopped."""
    data_dir.mkdir(exist_ok=True)
    data_dir.chmod(0o711)
    subprocess.run(["cp", "-a", _model(), data_dir], check=True)
    return Cluster(data_dir)


def rows(info: ConnectionInfo, query: str, *params: object) -> list[tuple[object, ...]]:
    """Run one statement on a new connection and return its rows, if it has any."""
    with psycopg.connect(**info.params(), autocommit=True) as connection:
        cursor = connection.execute(query, params or None)
        return cursor.fetchall() if cursor.description else []


def start_user(data_dir: Path) -> subprocess.Popen[str]:
    """Start another process that uses the cluster until its standard input is closed."""
    environment = {**os.environ, "PYTHONPATH": str(Path(peyvand.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", USER_PROGRAM, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd="/",
    )


def answer_of(user: subprocess.Popen[str]) -> list[str]:
    """Wait until that process has connected; return the cluster's identity and the server's start time."""
    assert user.stdout is not None
    answer = json.loads(user.stdout.readline())
    assert isinstance(answer, list)
    return answer


def end_user(user: subprocess.Popen[str]) -> None:
    """Let that process end as processes normally do."""
    user.communicate(timeout=30)
    assert user.returncode == 0


def as_ordinary_user(work: Callable[[], object]) -> object:
    """Run `work` in a forked process that is not root; return its (JSON) result or fail with its words."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer: dict[str, object]
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY.gid or 0)
                os.setuid(NOBODY.uid or 0)
            answer = {"result": work()}
        except BaseException:
            answer = {"failure": traceback.format_exc()}
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = json.loads(pipe.read())
    os.waitpid(child, 0)
    assert "failure" not in answer, answer["failure"]
    return answer["result"]


def server_processes(cluster: Cluster) -> list[int]:
    """Return the pids of the postmaster and its children."""
    postmaster = recorded_pid(cluster.path)
    assert postmaster
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return [postmaster, *map(int, children)]


def kill_all(pids: list[int]) -> None:
    """Kill without mercy."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def account_of(cluster: Cluster) -> Account:
    """Return the system user under which that cluster's server runs."""
    return account_for(cluster.path)


def django_connection(**settings: object) -> BaseDatabaseWrapper:
    """Return a Django connection through our backend, apart from the test run's own."""
    engine = {"ENGINE": "peyvand.core.postgres.backend", "NAME": "peyvand", "CONN_HEALTH_CHECKS": True}
    return ConnectionHandler({"default": {**engine, **settings}})["default"]


def foreign(info: ConnectionInfo, dbname: str = "peyvand") -> BaseDatabaseWrapper:
    """Return a Django connection to a server we did not start, as DATABASE_URL describes one."""
    return django_connection(
        EMBEDDED=False,
        HOST=info.host,
        PORT=str(info.port),
        USER=info.user,
        PASSWORD=info.password,
        NAME=dbname,
    )
