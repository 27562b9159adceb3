"""Handing imports to the background, and finding those that nobody works on any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from peyvand.platform.actions.imports.running import check_import, run_import
from peyvand.platform.actions.imports.undoing import undo_import
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import

SILENT = timedelta(minutes=1)


def work_on(import_id: int) -> None:
    """Do what an import waits for; nothing when it waits for nothing."""
    status = Import.objects.filter(pk=import_id).values_list("status", flat=True).first()
    if status == ImportStatus.CHECKING:
        check_import(import_id)
    elif status == ImportStatus.RUNNING:
        run_import(import_id)
    elif status == ImportStatus.UNDOING:
        undo_import(import_id)


def send_to_work(import_id: int) -> None:
    """Put an import into the queue, once."""
    name = f"import-{import_id}"
    try:
        with transaction.atomic():  # a savepoint: "already there" must not spoil the caller's transaction
            job = app.configure_task("platform.run_import", lock=name, queueing_lock=name, allow_unknown=False)
            job.defer(import_id=import_id)
    except AlreadyEnqueued:
        return


def abandoned() -> list[int]:
    """Return the imports that are at work and have given no sign of life for a minute.

    A dry run and an undoing live in one transaction, so theirs is only their beginning; a second one that is not
    needed waits for the first at the lock of the import's row or of its job, and then finds nothing to do.
    """
    busy = (ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING)
    silent = Import.objects.filter(status__in=busy, beat_at__lt=timezone.now() - SILENT)
    return list(silent.values_list("pk", flat=True))
