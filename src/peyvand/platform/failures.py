"""Why jobs failed: kept beside the queue, which itself only knows that they did."""

from __future__ import annotations

import traceback
from typing import Any

from asgiref.sync import sync_to_async
from django.db import DatabaseError, InterfaceError

from peyvand.platform.models import JobFailure

LONGEST = 8_000


def note(job_id: int, error: BaseException) -> None:
    """Write down what a job died of: its last words first, then where."""
    lines = traceback.format_exception(error)
    try:
        JobFailure.objects.create(
            job_id=job_id,
            error=f"{type(error).__name__}: {error}".replace("\x00", "")[:500],
            trace="".join(lines).replace("\x00", "")[-LONGEST:],
        )
    except (DatabaseError, InterfaceError):
        # The queue's own log has the traceback; a failing note must not hide the job's error.
        return


def note_failures(call_next: Any, context: Any, worker: Any) -> Any:
    """Be the worker's middleware around every plain task: note an error and let it go on its way."""
    try:
        return call_next()
    except Exception as error:
        note(context.job.id, error)
        raise


async def note_failures_of_coroutines(call_next: Any, context: Any, worker: Any) -> Any:
    """Do the same around every task that is a coroutine: procrastinate keeps the two kinds apart."""
    try:
        return await call_next()
    except Exception as error:
        await sync_to_async(note)(context.job.id, error)
        raise
