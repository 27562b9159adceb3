"""A backup: the database's dump, the files and a manifest in one tar file; and the way back."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from peyvand.core.postgres.dump import dump_database, restore_database

FORMAT = 1
PIECE = 1024 * 1024


class ArchiveError(Exception):
    """A backup cannot be written or brought back; the message is a sentence."""


def product_version() -> str:
    """Return the installed version, "development" in a checkout."""
    try:
        return version("peyvand")
    except PackageNotFoundError:
        return "development"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write_backup(target: Path) -> dict[str, Any]:
    """Write the whole installation but its secret key to `target`, mode 0600, whole or not at all; return the manifest."""
    draft = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".peyvand-backup-") as folder:
            dump = Path(folder) / "database.dump"
            dump_database(connection, dump)
            manifest = _manifest(dump)
            note = Path(folder) / "manifest.json"
            note.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
            draft.touch(mode=0o600)
            with tarfile.open(draft, "w") as tar:
                tar.add(note, "manifest.json")
                tar.add(dump, "database.dump")
                if settings.MEDIA_ROOT.is_dir():
                    tar.add(settings.MEDIA_ROOT, "files")
            draft.replace(target)
    except OSError as error:
        facts = {"path": target, "reason": error.strerror or str(error)}
        raise ArchiveError(_("The backup %(path)s could not be written: %(reason)s.") % facts) from None
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _manifest(dump: Path) -> dict[str, Any]:
    loader = MigrationLoader(connection)
    steps = set(loader.applied_migrations or {}) - set(loader.replacements)  # the same, taken one by one or squashed
    return {
        "format": FORMAT,
        "peyvand": product_version(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": {"sha256": digest_of(dump), "bytes": dump.stat().st_size},
        "migrations": sorted(f"{app}.{name}" for app, name in steps),
    }


def restore_backup(source: Path) -> dict[str, Any]:
    """Replace the database and add the files by what `source` holds; return its manifest. The dump goes in whole or not."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
        folder = Path(name)
        try:
            with tarfile.open(source) as tar:
                _unpack(tar, folder)
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            digest = manifest["database"]["sha256"]
        except (OSError, ValueError, KeyError, TypeError, tarfile.TarError):
            raise ArchiveError(_("%(path)s is not a backup of Peyvand, or it is damaged.") % {"path": source}) from None
        _refuse_newer(manifest)
        if digest != digest_of(folder / "database.dump"):
            raise ArchiveError(_("%(path)s is not a backup of Peyvand, or it is damaged.") % {"path": source})
        restore_database(connection, folder / "database.dump")
        _put_files(folder / "files")
    return manifest


def _unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the plain files of `tar` below `folder`; refuse links, devices and ways out of it.

    `extractall(filter="data")` does this too, but Python 3.11 has it from 3.11.4 on only, and Debian 12 stays at 3.11.2.
    """
    for member in tar:
        place = (folder / member.name).resolve()
        if member.isdir():
            continue
        if not member.isfile() or not place.is_relative_to(folder.resolve()):
            raise tarfile.TarError(member.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        content = tar.extractfile(member)
        if content is None:
            raise tarfile.TarError(member.name)
        with content, place.open("wb") as file:
            shutil.copyfileobj(content, file, PIECE)


def _refuse_newer(manifest: dict[str, Any]) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if manifest.get("format") != FORMAT or set(manifest.get("migrations", [])) - known:
        facts = {"version": manifest.get("peyvand", "?")}
        raise ArchiveError(_("This backup was made by a newer Peyvand (%(version)s). Update first.") % facts)


def _put_files(folder: Path) -> None:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        place = settings.MEDIA_ROOT / path.relative_to(folder)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
