"""Asking for a review of everybody, and knowing how far it is: pages say so as long as they show the old stages."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from peyvand.platform import organisation
from peyvand.platform.actions.settings import keep, keep_whether

TASK = "relationship.review_everyone"
PERCENT = "everybody_reviewed"  # how much of a review that was asked for is done: pages ask the queue only then


def ask_for_review(*, replay: bool = False) -> None:
    """Let a job review everybody, and let the pages know from this moment on."""
    with transaction.atomic():
        keep(PERCENT, 0)
        app.configure_task(TASK, allow_unknown=False).defer(replay=replay)


def note_progress(done: int, of: int) -> None:
    """Keep how far the review is."""
    keep(PERCENT, 100 * done // of)


def note_reviewed() -> None:
    """Forget how far it was, unless one more review waits already."""
    waiting = ProcrastinateJob.objects.filter(task_name=TASK, status="todo")
    keep_whether(PERCENT, waiting.exists)


def under_way() -> int | None:
    """Return how many percent of a review of everybody are done, None when there is none.

    What is kept may have outlived a review that failed, so the queue is asked as well; usually nothing is kept.
    """
    percent: int | None = organisation.kept(PERCENT)
    if percent is None:
        return None
    living = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    return percent if living.exists() else None
