"""File locks between processes. The kernel drops them when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext_noop as _

from peyvand.core.postgres.account import Account
from peyvand.core.postgres.errors import ClusterError

PAUSE = 0.02


class Deadline:
    """A moment after which waiting ends; every wait loop of this package carries one."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def passed(self) -> bool:
        """Say whether the time is over."""
        return time.monotonic() >= self._end


def open_shared(path: Path, account: Account) -> int:
    """Open a lock file for reading and writing, made for (and owned by) the server's account when missing."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise ClusterError(
            _("The database in %(path)s belongs to another system user. Run the command as that user."),
            path=path.parent,
        ) from None
    account.give(path)
    return descriptor


@contextmanager
def exclusive(path: Path, *, account: Account, deadline: Deadline) -> Iterator[None]:
    """Hold the lock at `path` alone. Raises ClusterError when others keep it past the deadline."""
    descriptor = open_shared(path, account)
    try:
        while not _try(descriptor, fcntl.LOCK_EX):
            if deadline.passed():
                raise ClusterError(
                    _(
                        "Another process has kept the database in %(path)s locked for %(seconds)d seconds. "
                        "See what it is doing, or end it, and try again."
                    ),
                    path=path.parent,
                    seconds=int(deadline.seconds),
                )
            time.sleep(PAUSE)
        yield
    finally:
        os.close(descriptor)


class Membership:
    """One process's place among the users of a cluster: a shared lock on the `users` file while it lives."""

    def __init__(self, path: Path, account: Account) -> None:
        self.process = os.getpid()
        self._descriptor = open_shared(path, account)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def is_mine(self) -> bool:
        """Say whether this process took the lock itself; a forked child only shares its parent's."""
        return self.process == os.getpid()

    def is_last(self) -> bool:
        """Say whether nobody else uses the cluster. Ask only while holding the start lock."""
        return _try(self._descriptor, fcntl.LOCK_EX)

    def leave(self) -> None:
        """Give up the place."""
        os.close(self._descriptor)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
