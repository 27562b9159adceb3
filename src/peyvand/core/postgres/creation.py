"""A new cluster: made beside its place and moved there when whole, so no interruption leaves a half one."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_noop as _

from peyvand.core.postgres.account import Account
from peyvand.core.postgres.binaries import Binaries
from peyvand.core.postgres.errors import ClusterError
from peyvand.core.postgres.process import environment
from peyvand.core.postgres.tuning import INCLUDE

SUPERUSER = "peyvand"
INITDB_SECONDS = 300
OURS = ("postgres", "secret.key")


def prepare_folders(data_dir: Path, home: Path, account: Account) -> None:
    """Make the data folder and the cluster's home in it, reachable for the account. Raises ClusterError.

    Folders above the data folder are never changed; those that are missing are made passable.
    """
    try:
        for folder in [*reversed(data_dir.parents), data_dir]:
            if not folder.exists():
                folder.mkdir(exist_ok=True)
                folder.chmod(0o711 if account.uid is not None else 0o700)
        _let_pass(data_dir, account)
        home.mkdir(mode=0o700, exist_ok=True)
        account.give(home)
    except OSError as error:
        raise ClusterError(
            _(
                "The data folder %(path)s cannot be made or written (%(reason)s). "
                "Set PEYVAND_DATA_DIR to another folder."
            ),
            path=data_dir,
            reason=error.strerror,
        ) from None
    if account.uid is not None and not account.can_enter(home):
        raise ClusterError(
            _(
                "PostgreSQL does not run as root, and the system user it runs as cannot reach %(path)s: "
                "a folder on the way is closed to others. "
                "Set PEYVAND_DATA_DIR to an open place, for example /var/lib/peyvand."
            ),
            path=data_dir,
        )


def _let_pass(data_dir: Path, account: Account) -> None:
    """Let the server pass through a closed data folder of ours; never through one that is somebody's home."""
    if account.uid is None or data_dir.stat().st_mode & 0o001 or data_dir.stat().st_uid == account.uid:
        return
    content = {path.name for path in data_dir.iterdir()}
    if not content or content & set(OURS):
        data_dir.chmod(data_dir.stat().st_mode | 0o011)


def password_of(home: Path, account: Account, *, create: bool) -> str:
    """Return the superuser's password from its file (mode 0600), made at the first start."""
    path = home / "password"
    try:
        if create and not path.exists():
            draft = home / f"password.{secrets.token_hex(4)}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(32))
            account.give(draft)
            draft.replace(path)
        return path.read_text().strip()
    except FileNotFoundError:
        raise ClusterError(_("The file %(path)s with the database's password is missing."), path=path) from None
    except PermissionError:
        raise ClusterError(
            _("The database in %(path)s belongs to another system user. Run the command as that user."),
            path=home,
        ) from None


def create_cluster(binaries: Binaries, *, home: Path, account: Account) -> None:
    """Make the cluster `home/data`; the caller holds the start lock. Raises ClusterError."""
    for remains in home.glob("data.new-*"):
        shutil.rmtree(remains, ignore_errors=True)
    draft = home / f"data.new-{secrets.token_hex(4)}"
    where = ["-D", str(draft), "-U", SUPERUSER, f"--pwfile={home / 'password'}"]
    done = subprocess.run(
        [binaries.program("initdb"), *where, *_options(binaries)],
        cwd=home,
        env=environment(),
        user=account.uid,
        group=account.gid,
        extra_groups=account.groups,
        umask=0o077,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=INITDB_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        reason = " ".join(done.stderr.decode(errors="replace").split())[-400:]
        raise ClusterError(_("A new database could not be made in %(path)s: %(reason)s"), path=home, reason=reason)
    with (draft / "postgresql.conf").open("a") as conf:
        conf.write(INCLUDE)
    draft.rename(home / "data")
    _flush(home)


def _options(binaries: Binaries) -> list[str]:
    """Return initdb's options. The character type matters: with "C", pg_trgm knows no Persian letter."""
    ctype = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    options = ["--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={ctype}", "--lc-messages=C", "--lc-time=C"]
    options += [
        "--lc-monetary=C",
        "--lc-numeric=C",
        "--auth=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    ]
    if binaries.major >= 17:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
