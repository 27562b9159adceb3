"""A whole installation as its owner runs it: own data folder, the real command line, the real server, the real worker."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from peyvand.core.postgres.cluster import Cluster, ConnectionInfo
from peyvand.core.tests.scratch import rows, scratch_folder

HOST = "127.0.0.1"
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def until(done: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Wait until `done` gives something true, and return it."""
    deadline = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.05)
    return found


def title_of(process: psutil.Process) -> str:
    """Return the name that a process gave itself; nothing when it is dead."""
    try:
        return process.name()
    except psutil.Error:
        return ""


def children_of(pid: int) -> list[psutil.Process]:
    """Return the processes that one began; none when it is dead, or one of them died while we looked."""
    try:
        return psutil.Process(pid).children()
    except psutil.Error:
        return []


def contents(info: ConnectionInfo) -> dict[str, tuple[Any, ...]]:
    """Return how many rows each table of a database holds, and a digest of all that stands in them."""
    tables = [str(name) for (name,) in rows(info, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    digest = "SELECT count(*), md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM {} AS row"
    return {table: rows(info, digest.format(table))[0] for table in tables}


@dataclass
class Installation:
    """One data folder and what runs on it."""

    folder: Path
    command: Sequence[str] = (sys.executable, "-m", "peyvand")
    environment: Mapping[str, str] = field(default_factory=dict)
    user: int | None = None
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "PEYVAND_DATA_DIR": str(self.folder), "LC_ALL": "C.UTF-8", **self.environment}

    def peyvand(self, *arguments: str, typed: str = "") -> str:
        """Run one command, which has to succeed, and return what it printed."""
        done = subprocess.run(
            [*self.command, *arguments],
            env=self.env, input=typed, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def secret_of_an_administrator(self) -> str:
        """Let the first administrator begin, and return the secret of a token of hers."""
        who = "sara@example.com"
        self.peyvand("user", "create", who, "--role", "administrator", "--password-stdin", typed="Sabz-o-abi-77")
        return self.peyvand("token", "create", who).strip()

    def start(self, *command: str) -> None:
        """Start `serve` (or another command that serves) and wait until it answers; a port that a dying server still holds is tried again."""
        for _try in range(20):
            if self._serves(command or ["serve"]):
                return
            time.sleep(0.5)
        raise AssertionError(self.said())

    def _serves(self, command: Sequence[str]) -> bool:
        with (self.folder / "serve.log").open("ab") as log:
            self.server = process = subprocess.Popen(
                [*self.command, *command, "--port", str(self.port)],
                env=self.env, stdout=log, stderr=log, start_new_session=True, user=self.user, cwd="/",
            )  # fmt: skip
        until(lambda: process.poll() is not None or self.answers(), "serve answers or ends")
        return process.poll() is None

    def said(self) -> str:
        """Return what the server printed so far."""
        return (self.folder / "serve.log").read_text(errors="replace")

    def stop(self) -> float:
        """Stop the server as a terminal does; return the seconds it took."""
        if self.server is None or self.server.poll() is not None:
            return 0.0
        began = time.monotonic()
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(30)
        finally:
            self.server.kill()
        return time.monotonic() - began

    def ask(self, method: str, path: str, secret: str = "", body: Any = None, key: str = "") -> tuple[int, Any]:
        """Ask the server once; return (status, answer)."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=10)
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {secret}"} if secret else {}
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            said = answer.read()
            plain = "json" in (answer.getheader("Content-Type") or "")
            return answer.status, json.loads(said or b"null") if plain else said
        finally:
            line.close()

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def processes(self, mark: str) -> list[psutil.Process]:
        """Return the server's processes that `mark` names: "web" (parent first), "worker"."""
        assert self.server is not None
        parents = [one for one in children_of(self.server.pid) if title_of(one) == f"peyvand-{mark}"]
        return [*parents, *(child for one in parents for child in children_of(one.pid))]

    def rows(self, query: str, *params: object) -> list[tuple[Any, ...]]:
        """Ask the embedded database itself, past the product."""
        return rows(Cluster(self.folder).info(), query, *params)


@contextmanager
def installed() -> Iterator[Installation]:
    """Give an empty company that is served from a folder with spaces and Persian letters; nothing of it stays."""
    with scratch_folder() as folder:
        here = Installation(folder)
        try:
            here.start("run", "--no-demo")
            yield here
        finally:
            here.stop()
