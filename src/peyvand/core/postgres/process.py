"""The running server as the operating system sees it: its pid, whether it lives, its start and its end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from peyvand.core.postgres.account import Account
from peyvand.core.postgres.binaries import Binaries

LOG_PREFIX = re.compile(r"^[0-9:. -]+UTC \[\d+\] ")
STOP_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}


@dataclass(frozen=True)
class Launch:
    """Everything a start needs. `host` is the socket's folder, or 127.0.0.1 when its path is too long."""

    binaries: Binaries
    account: Account
    home: Path
    host: str
    port: int

    @property
    def cluster(self) -> Path:
        """The cluster's folder."""
        return self.home / "data"


def recorded_pid(cluster: Path) -> int | None:
    """Return the pid in postmaster.pid, which may be long dead or somebody else's by now."""
    try:
        return abs(int((cluster / "postmaster.pid").read_text().split("\n", 1)[0]))
    except (OSError, ValueError):
        return None


def running_pid(cluster: Path) -> int | None:
    """Return the pid of the living server of exactly this cluster, else None."""
    pid = recorded_pid(cluster)
    return pid if pid and is_server(pid, cluster) else None


def is_server(pid: int, cluster: Path) -> bool:
    """Say whether `pid` is alive, not a zombie, and works in this cluster's folder."""
    if not Path("/proc/self/stat").exists():
        return _is_server_by_ps(pid, cluster)
    process = Path("/proc") / str(pid)
    try:
        state = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
        if state in {"Z", "X"}:
            return False
        try:
            return (process / "cwd").readlink() == cluster
        except PermissionError:  # root of a container without the right to trace
            return os.fsencode(cluster) in (process / "cmdline").read_bytes().split(b"\0")
    except (OSError, IndexError):
        return False


def _is_server_by_ps(pid: int, cluster: Path) -> bool:
    said = subprocess.run(
        ["/bin/ps", "-ww", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    ).stdout.strip()
    return bool(said) and not said.startswith("Z") and str(cluster) in said


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a server program; ours (PGPORT, LC_ALL ...) must not change what it does."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", **extra}


def spawn(launch: Launch) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that neither Ctrl-C nor our end reaches it.

    A recycled pid in postmaster.pid would make the server refuse. We know that it is not the server's, and
    say so by naming that pid as its grandparent; the file, the last protection, is left in place.
    """
    stale = recorded_pid(launch.cluster)
    for remains in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (launch.home / remains).unlink(missing_ok=True)
    start_log = launch.home / "start.log"
    start_log.unlink(missing_ok=True)  # it may be another user's: root and the owner start the same cluster
    with start_log.open("wb") as log:
        return subprocess.Popen(
            [launch.binaries.program("postgres"), "-D", launch.cluster, *_listening(launch)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=launch.home,
            env=environment(PG_GRANDPARENT_PID=str(stale)) if stale else environment(),
            user=launch.account.uid,
            group=launch.account.gid,
            extra_groups=launch.account.groups,
            umask=0o077,
            start_new_session=True,
        )


def _listening(launch: Launch) -> list[str]:
    by_socket = launch.host.startswith("/")
    folder = '"' + launch.host.replace('"', '""') + '"' if by_socket else ""
    return [
        *("-c", f"listen_addresses={'' if by_socket else launch.host}"),
        *("-c", f"unix_socket_directories={folder}"),
        *("-c", f"port={launch.port}"),
    ]


def last_words(home: Path) -> str:
    """Return the last complaints of a server that did not start, at most 600 characters."""
    lines = _said(home / "start.log")
    if not any("FATAL" in line or "PANIC" in line or "error" in line for line in lines):
        logs = sorted((home / "data" / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for path in logs[-1:] for line in _said(path)] or lines
    return " ".join(lines[-3:])[-600:]


def _said(path: Path) -> list[str]:
    """Return the lines of a log without their time and pid, `[]` when it is not there."""
    if not path.exists():
        return []
    return [LOG_PREFIX.sub("", line).strip() for line in path.read_text(errors="replace").splitlines()]


def signal_server(pid: int, mode: str) -> None:
    """Ask the server to end: `smart`, `fast` or `immediate`, as in PostgreSQL's manual."""
    if sys.platform != "win32":
        os.kill(pid, STOP_SIGNALS[mode])
