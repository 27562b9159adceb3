"""What `doctor` looks at: each check says what it found and what to do."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

PACKAGE = Path(__file__).resolve().parent.parent
LEAST_FREE = 1024**3


@dataclass(frozen=True)
class Check:
    """One look: a stable code, whether it is well, what was found, and what to do when it is not."""

    code: str
    ok: bool
    sentence: str
    remedy: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it for machines."""
        return asdict(self)


def examine() -> list[Check]:
    """Look at everything, the database last: what depends on it is left out when it does not answer."""
    found = [_python(), _data_folder(), _room(), _pages(), _words()]
    try:
        found += _database()
    except (DatabaseError, OSError) as error:
        sentence = " ".join(str(error).split())
        remedy = _("Start the server that DATABASE_URL names, or leave it empty to use the built-in one.")
        found.append(Check("database", False, sentence, remedy))
    return found


def _python() -> Check:
    shown = ".".join(map(str, sys.version_info[:3]))
    return Check("python", sys.version_info >= (3, 11), _("Python %(version)s.") % {"version": shown})


def _data_folder() -> Check:
    folder = settings.DATA_DIR
    well = os.access(folder, os.W_OK)
    remedy = _("Choose another folder with PEYVAND_DATA_DIR, or let this user write there.")
    return Check("data_folder", well, _("The data are in %(path)s.") % {"path": folder}, "" if well else remedy)


def _room() -> Check:
    free = shutil.disk_usage(settings.DATA_DIR).free if settings.DATA_DIR.exists() else 0
    sentence = _("%(free)s GB are free there.") % {"free": round(free / 1024**3, 1)}
    return Check("disk", free >= LEAST_FREE, sentence, "" if free >= LEAST_FREE else _("Make room on this disk."))


def _pages() -> Check:
    built = (PACKAGE / "ui" / "static" / "dist" / ".vite" / "manifest.json").is_file()
    sentence = (
        _("The pages' styles and scripts are built.") if built else _("The pages' styles and scripts are missing.")
    )
    return Check("pages", built, sentence, "" if built else _("Run: ./peyvand setup"))


def _words() -> Check:
    missing = [po for po in PACKAGE.rglob("*.po") if not po.with_suffix(".mo").is_file()]
    sentence = _("The Persian words are missing.") if missing else _("The Persian words are there.")
    return Check("words", not missing, sentence, _("Run: ./peyvand setup") if missing else "")


def _database() -> Iterator[Check]:
    from peyvand.config.preparation import pending_migrations, problems

    pending = pending_migrations()
    faults = problems(pending)
    kind = _("the built-in one") if settings.DATABASES["default"]["EMBEDDED"] else _("the one of DATABASE_URL")
    connection.ensure_connection()
    facts = {"version": connection.get_database_version()[0], "kind": kind}
    yield Check("database", True, _("PostgreSQL %(version)s answers: %(kind)s.") % facts)
    yield from (Check(fault.code, False, fault.sentence, fault.remedy) for fault in faults)
    if not pending:
        yield from (look() for look in LOOKS)


def _administrator() -> Check:
    from peyvand.platform.choices import RoleKey
    from peyvand.platform.models import User

    well = User.objects.active().filter(role__key=RoleKey.ADMINISTRATOR).exists()
    sentence = _("There is an administrator.") if well else _("There is no administrator yet.")
    return Check("administrator", well, sentence, "" if well else "peyvand user create EMAIL --role administrator")


def _jobs() -> Check:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        failed = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s",
            [timezone.now() - timedelta(minutes=1)],
        )
        workers = cursor.fetchone()[0]
    sentence = _("%(workers)s workers are at it, %(failed)s jobs have failed.") % {"workers": workers, "failed": failed}
    return Check("jobs", not failed, sentence, _("An administrator sees why on the page of jobs.") if failed else "")


LOOKS: tuple[Callable[[], Check], ...] = (_administrator, _jobs)
