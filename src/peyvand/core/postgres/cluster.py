"""The manager of the embedded database: one cluster per data folder, one server for all who use it."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext_noop as _
from psycopg import sql

from peyvand.core.postgres.account import Account, account_for
from peyvand.core.postgres.binaries import find_binaries, readable_for
from peyvand.core.postgres.creation import SUPERUSER, create_cluster, password_of, prepare_folders
from peyvand.core.postgres.errors import ClusterError
from peyvand.core.postgres.locks import PAUSE, Deadline, Membership, exclusive
from peyvand.core.postgres.process import Launch, is_server, last_words, running_pid, signal_server, spawn
from peyvand.core.postgres.tuning import write_settings

DATABASE = "peyvand"
LONGEST_SOCKET_PATH = 107
START_SECONDS = 600.0  # a long crash recovery is still a start, not a failure
STOP_SECONDS = 300.0
LOOK_AGAIN_SECONDS = 1.0
LOCALHOST = "127.0.0.1"


@dataclass(frozen=True)
class ConnectionInfo:
    """How to connect: `host` is a folder (Unix socket) or 127.0.0.1."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    dbname: str = DATABASE

    def params(self) -> dict[str, Any]:
        """Return keyword arguments of psycopg.connect()."""
        return {
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
            "dbname": self.dbname,
        }


def default_data_dir() -> Path:
    """Return the data folder: PEYVAND_DATA_DIR, else the platform's place for this user's data."""
    if named := os.environ.get("PEYVAND_DATA_DIR", "").strip():
        return Path(os.path.realpath(Path(named).expanduser()))
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "peyvand"
    if os.geteuid() == 0:
        return Path("/var/lib/peyvand")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "peyvand"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "peyvand"


@cache
def cluster_at(data_dir: Path) -> Cluster:
    """Return this process's one manager of the cluster in that data folder."""
    return Cluster(data_dir)


def ensure_from_environment() -> ConnectionInfo:
    """Start the cluster of the default data folder if needed, and say how to connect. Raises ClusterError."""
    return cluster_at(default_data_dir()).ensure()


class Cluster:
    """The cluster below `data_dir`/postgres.

    `ensure()` makes this process one of its users until it ends; the last user to leave stops the server. A
    process that is killed leaves too (the kernel drops its lock); the next start uses a server left behind.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = Path(os.path.realpath(data_dir))
        self.home = self.data_dir / "postgres"
        self.path = self.home / "data"
        self._threads = threading.RLock()
        self._membership: Membership | None = None
        self._info: ConnectionInfo | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._looked = 0.0

    def ensure(self, seconds: float = START_SECONDS) -> ConnectionInfo:
        """Start the server if it does not run, making the cluster if there is none; say how to connect.

        Safe from many processes and threads at once; cheap when called often. Raises ClusterError in words.
        """
        with self._threads:
            if self._info and self._membership and self._membership.is_mine() and self._seen_running():
                return self._info
            deadline = Deadline(seconds)
            account = account_for(self.path, self.home, self.data_dir)
            prepare_folders(self.data_dir, self.home, account)
            with exclusive(self.home / "lock", account=account, deadline=deadline):
                self._join(account)
                self._info = self._bring_up(account, deadline)
            self._looked = time.monotonic()
            return self._info

    def is_running(self) -> bool:
        """Say whether this cluster's server is alive."""
        return running_pid(self.path) is not None

    def info(self) -> ConnectionInfo:
        """Say how to connect, without starting anything. Raises ClusterError when there is no cluster yet."""
        account = account_for(self.path, self.home, self.data_dir)
        return ConnectionInfo(
            host=self._host(),
            port=self._port(),
            user=SUPERUSER,
            password=password_of(self.home, account, create=False),
        )

    def stop(self, mode: str = "fast", seconds: float = STOP_SECONDS) -> None:
        """End the server for everybody and wait until it is gone: `smart`, `fast` or `immediate`.

        Raises ClusterError when it does not end in time or belongs to another system user.
        """
        if not self.home.exists():
            return
        deadline = Deadline(seconds)
        account = account_for(self.path, self.home, self.data_dir)
        with self._threads, exclusive(self.home / "lock", account=account, deadline=deadline):
            self._shut_down(mode, deadline)

    def leave(self) -> None:
        """Stop being a user; the last one stops the server. Called by itself when the process ends."""
        with self._threads:
            membership, self._membership, self._info = self._membership, None, None
            if membership is None or not membership.is_mine():
                return
            deadline = Deadline(STOP_SECONDS)
            account = account_for(self.path, self.home, self.data_dir)
            try:
                with exclusive(self.home / "lock", account=account, deadline=deadline):
                    if membership.is_last():
                        self._shut_down("fast", deadline)
            except FileNotFoundError:  # somebody removed the whole data folder meanwhile
                pass
            finally:
                membership.leave()

    def _join(self, account: Account) -> None:
        if self._membership and self._membership.is_mine():
            return
        if self._membership:
            self._membership.leave()  # inherited by a fork: closing our copy leaves the parent's lock alone
        else:
            atexit.register(self.leave)
        self._membership = Membership(self.home / "users", account)

    def _seen_running(self) -> bool:
        if time.monotonic() - self._looked < LOOK_AGAIN_SECONDS:
            return True
        self._looked = time.monotonic()
        return self.is_running()

    def _bring_up(self, account: Account, deadline: Deadline) -> ConnectionInfo:
        """Start what does not run and wait until it answers. The caller holds the lock."""
        if not self.is_running():
            self._server = None
            self._start(account)
        while True:
            try:
                return self._greet()
            except psycopg.OperationalError as error:
                self._complain(error, deadline)
            if not self.is_running() and (self._server is None or self._server.poll() is not None):
                self._start(account)
            time.sleep(PAUSE)

    def _start(self, account: Account) -> None:
        if not (self.path / "PG_VERSION").exists():
            password_of(self.home, account, create=True)
            create_cluster(readable_for(find_binaries(), account), home=self.home, account=account)
        binaries = readable_for(find_binaries(int((self.path / "PG_VERSION").read_text())), account)
        write_settings(self.path)
        self._server = spawn(
            Launch(
                binaries=binaries,
                account=account,
                home=self.home,
                host=self._host(),
                port=self._port(choose=True),
            )
        )

    def _complain(self, error: psycopg.OperationalError, deadline: Deadline) -> None:
        """Raise ClusterError when waiting longer cannot help; the server's own last words say why."""
        if deadline.passed():
            reason: object = str(error).strip()
        elif error.sqlstate and not error.sqlstate.startswith("57P"):  # 57P: starting up, shutting down
            reason = str(error).strip()
        elif self._server and self._server.poll() is not None and not self.is_running():
            reason = last_words(self.home)
            if "pre-existing shared memory block" in reason or "still in use" in reason:
                return  # orphans of a killed server are about to go
        else:
            return
        raise ClusterError(_("The database in %(path)s does not start: %(reason)s"), path=self.home, reason=reason)

    def _greet(self) -> ConnectionInfo:
        """Connect once, make our database if it is missing, and return how to connect."""
        info = self.info()
        with psycopg.connect(
            host=info.host,
            port=info.port,
            user=info.user,
            password=info.password,
            dbname="postgres",
            connect_timeout=10,
            autocommit=True,
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        return info

    def _shut_down(self, mode: str, deadline: Deadline) -> None:
        pid = running_pid(self.path)
        if pid is None:
            return
        try:
            signal_server(pid, mode)
        except PermissionError:
            raise ClusterError(
                _("The database in %(path)s belongs to another system user. Run the command as that user."),
                path=self.home,
            ) from None
        while is_server(pid, self.path):
            if deadline.passed():
                raise ClusterError(
                    _("The database in %(path)s did not stop in %(seconds)d seconds."),
                    path=self.home,
                    seconds=int(deadline.seconds),
                )
            time.sleep(PAUSE)
        if self._server is not None and self._server.pid == pid:
            self._server.wait(timeout=10)

    def _host(self) -> str:
        longest = len(os.fsencode(self.home / ".s.PGSQL.5432"))
        return str(self.home) if longest <= LONGEST_SOCKET_PATH else LOCALHOST

    def _port(self, *, choose: bool = False) -> int:
        """Return the port; by TCP the one kept in a file, which a start (`choose`) replaces when taken."""
        if self._host() != LOCALHOST:
            return 5432
        path = self.home / "port"
        kept = int(path.read_text()) if path.exists() else 0
        if not choose:
            return kept
        with socket.socket() as probe:
            # As the server does itself: connections that ended a moment ago do not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOCALHOST, kept))
            except OSError:
                probe.bind((LOCALHOST, 0))
            port = int(probe.getsockname()[1])
        path.unlink(missing_ok=True)
        path.write_text(str(port))
        return port
