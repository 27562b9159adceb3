"""The system user under which the server runs: ours, or another when we are root (which it refuses)."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

DEDICATED = "peyvand"


@dataclass(frozen=True)
class Account:
    """A system user; `uid` and `gid` are None when it is simply the present one."""

    uid: int | None = None
    gid: int | None = None

    @property
    def groups(self) -> list[int] | None:
        """Supplementary groups for a new process: none at all after dropping root."""
        return None if self.uid is None else []

    def give(self, path: Path) -> None:
        """Make this account the owner of `path`, when we are root and it is not yet."""
        if self.uid is not None and self.gid is not None and path.stat().st_uid != self.uid:
            os.chown(path, self.uid, self.gid)

    def can_run(self, program: Path) -> bool:
        """Say whether the account may execute `program` (tried, not guessed from mode bits)."""
        try:
            done = subprocess.run(
                [program, "--version"],
                user=self.uid,
                group=self.gid,
                extra_groups=self.groups,
                cwd="/",
                capture_output=True,
                timeout=30,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        """Say whether the account may change into `folder` and write there."""
        done = subprocess.run(
            ["/bin/sh", "-c", 'cd "$0" && test -w .', folder],
            user=self.uid,
            group=self.gid,
            extra_groups=self.groups,
            cwd="/",
            capture_output=True,
            timeout=30,
            check=False,
        )
        return done.returncode == 0


def account_for(*places: Path) -> Account:
    """Choose the account: the present user; as root, the first place's owner if not root, else our own."""
    if os.geteuid() != 0:
        return Account()
    for place in places:
        if place.exists() and (owner := place.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    return _known(DEDICATED) or _made(DEDICATED) or Account(*_nobody())


def _known(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _made(name: str) -> Account | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return None
    command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    for _attempt in range(20):  # another first start may hold the list of users, making the same one
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, timeout=30, check=False)
        if account := _known(name):
            return account
        if not os.access("/etc/passwd", os.W_OK):
            return None
        time.sleep(0.1)
    return None


def _nobody() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return entry.pw_uid, entry.pw_gid
