"""Running an import: chunk after chunk, each one transaction that moves rows, counts and cursor together."""

from __future__ import annotations

import gc
import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from peyvand.platform import audit, organisation
from peyvand.platform.actions.imports.explaining import append
from peyvand.platform.actions.imports.plan import BadRow, Plan
from peyvand.platform.actions.imports.preparing import require_import, table_of
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import
from peyvand.platform.rules.files import Unreadable
from peyvand.platform.rules.files.errors import RowError
from peyvand.platform.rules.imports import Outcome, added, newer
from peyvand.platform.speaking import speaking_to

log = logging.getLogger(__name__)
CHUNK = 10_000
COUNTS = ("rows", "created", "updated", "skipped", "rejected")
MOVED = [*COUNTS, "cursor", "reasons", "totals", "newest_on", "errors_size", "beat_at"]
Tell = Callable[[Import], None]


@dataclass
class Chunk:
    """Some rows of the file: those whose meaning is known, and those that have none."""

    size: int = 0
    ready: list[Any] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def quiet(run: Import) -> None:
    """Tell nobody how far the run got."""


def folder_of(run: Import) -> Path:
    """Return the folder of an import's files."""
    return Path(run.path).parent


def _chunks(plan: Plan, after: int) -> Iterator[Chunk]:
    rows = plan.rows(after)
    while True:
        chunk = Chunk()
        for row in islice(rows, CHUNK):
            chunk.size += 1
            ready = plan.ready(row)
            if isinstance(ready, BadRow):
                chunk.bad.append(ready)
            else:
                chunk.ready.append(ready)
        if not chunk.size:
            return
        yield chunk


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for cycles seldom: a chunk is a hundred thousand objects without any, walked through again and again."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """Read the next chunk while the database works on the present one; what is wrong with it is said in this language."""
    context, language = copy_context(), get_language()

    def following() -> Chunk | None:
        with override(language):  # Django's language stays behind in its thread
            return next(chunks, None)

    with _seldom_collecting(), ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(context.run, following)
        while (chunk := coming.result()) is not None:
            coming = reader.submit(context.run, following)
            yield chunk


def _write(plan: Plan, run: Import, chunk: Chunk) -> list[RowError]:
    """Write one chunk, add its counts to `run` (in memory), and return the explanations of the rows left out."""
    outcome: Outcome = plan.table.write(run, chunk.ready)
    explained = [plan.explain(note) for note in outcome.notes]
    for bad in chunk.bad:
        outcome.rejected += 1
        outcome.reasons[bad.note.code] += 1
        explained.extend(bad.errors)
    if outcome.rows != chunk.size:
        raise AssertionError(f"{plan.table.key}: {outcome.rows} rows accounted for, {chunk.size} given")
    run.rows += chunk.size
    run.cursor += chunk.size
    for name in ("created", "updated", "skipped", "rejected"):
        setattr(run, name, getattr(run, name) + getattr(outcome, name))
    run.reasons = added(run.reasons, outcome.reasons)
    run.totals = added(run.totals, outcome.totals)
    run.newest_on = newer(run.newest_on, outcome.newest)
    run.beat_at = timezone.now()
    return sorted(explained, key=lambda error: error.line)


def run_import(import_id: int, *, tell: Tell = quiet) -> Import:
    """Bring in what the file still holds; safe to call again after a crash, or twice at once (the second one leaves).

    Returns the import in its last state: done, failed with `error`, or running in somebody else's hands.
    """
    run: Import = Import.objects.select_related("user").get(pk=import_id)
    with organisation.reading_once(), speaking_to(run.user):
        try:
            return _run(run, tell)
        except Unreadable as unreadable:
            return _fail(run, unreadable.sentence)
        except PermissionDenied as refused:
            return _fail(run, str(refused))
        except OperationalError:
            raise
        except DatabaseError:
            log.exception("import %s stopped", import_id)
            return _fail(run, _("The import stopped at a row that could not be stored."))


def _run(run: Import, tell: Tell) -> Import:
    if run.status != ImportStatus.RUNNING:
        return run
    require_import(run.user, table_of(run.table))  # it may have been waiting while her role was changed
    plan = Plan.of(run)
    for chunk in _ahead(_chunks(plan, run.cursor)):
        with transaction.atomic():
            held: Import = Import.objects.select_for_update(of=("self",)).select_related("user").get(pk=run.pk)
            if held.status != ImportStatus.RUNNING or held.cursor != run.cursor:
                return held
            errors = _write(plan, held, chunk)
            held.errors_size = append(Path(held.errors_path), held.errors_size, errors)
            held.save(update_fields=MOVED)
        run = held
        tell(run)
    return _finish(run, plan)


def _finish(run: Import, plan: Plan) -> Import:
    with transaction.atomic():
        held: Import = Import.objects.select_for_update(of=("self",)).select_related("user").get(pk=run.pk)
        if held.status != ImportStatus.RUNNING or held.cursor != run.cursor:
            return held
        held.status = ImportStatus.DONE
        held.finished_at = timezone.now()
        held.save(update_fields=["status", "finished_at"])
        counts = {name: getattr(held, name) for name in COUNTS}
        audit.record(actor=held.user, action="import.run", subject=held, changes=counts)
        if plan.table.finished:
            plan.table.finished(held)
    return held


def _fail(run: Import, sentence: str) -> Import:
    Import.objects.filter(pk=run.pk, status=ImportStatus.RUNNING).update(
        status=ImportStatus.FAILED, error=sentence, finished_at=timezone.now()
    )
    run.refresh_from_db()
    return run


def check_import(import_id: int, *, tell: Tell = quiet) -> Import:
    """Dry run: the same work in one transaction that is rolled back; counts and explanations are kept outside it."""
    run: Import = Import.objects.select_related("user").get(pk=import_id)
    if run.status != ImportStatus.CHECKING:
        return run
    trial = Import.objects.select_related("user").get(pk=import_id)
    trial.errors_path = str(check_path(trial))
    Path(trial.errors_path).unlink(missing_ok=True)
    error = ""
    with organisation.reading_once(), speaking_to(run.user):
        try:
            with transaction.atomic():
                _try(trial, tell)
                transaction.set_rollback(True)
        except Unreadable as unreadable:
            error = unreadable.sentence
        except OperationalError:
            raise
        except DatabaseError:
            log.exception("dry run of import %s stopped", import_id)
            error = _("The import stopped at a row that could not be stored.")
    progress_path(run).unlink(missing_ok=True)
    Import.objects.filter(pk=import_id, status=ImportStatus.CHECKING).update(
        status=ImportStatus.READY, checked=_result(trial), error=error, newest_on=trial.newest_on
    )
    run.refresh_from_db()
    return run


def _try(trial: Import, tell: Tell) -> None:
    plan = Plan.of(trial)
    for chunk in _ahead(_chunks(plan, 0)):
        errors = _write(plan, trial, chunk)
        trial.errors_size = append(Path(trial.errors_path), trial.errors_size, errors)
        note_progress(trial)
        tell(trial)


def _result(run: Import) -> dict[str, Any]:
    return {name: getattr(run, name) for name in (*COUNTS, "reasons", "totals")}


def check_path(run: Import) -> Path:
    """Return where the explanations of the dry run are."""
    return folder_of(run) / "check.csv"


def progress_path(run: Import) -> Path:
    """Return where a dry run says how far it is: its transaction is invisible to others."""
    return folder_of(run) / "progress.json"


def note_progress(run: Import) -> None:
    """Write how far the dry run is, and touch its sign of life."""
    fresh = progress_path(run).with_suffix(".new")
    fresh.write_text(json.dumps({name: getattr(run, name) for name in COUNTS}))
    fresh.replace(progress_path(run))


def progress_of(run: Import) -> dict[str, int]:
    """Return the counts so far, of a dry run from its file and of a run from its row."""
    if run.status == ImportStatus.CHECKING:
        try:
            return dict(json.loads(progress_path(run).read_text()))
        except (OSError, ValueError):
            return dict.fromkeys(COUNTS, 0)
    return {name: getattr(run, name) for name in COUNTS}
