"""Background work of the engine."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from peyvand.platform import organisation
from peyvand.relationship.actions.everybody import note_progress, note_reviewed
from peyvand.relationship.actions.review import decide_all_dirty, review
from peyvand.relationship.engine import fold


@app.periodic(cron="30 1 * * *")
@app.task(name="relationship.nightly_review", queue="default", queueing_lock="nightly_review")
def nightly_review(timestamp: int) -> None:
    """Catch what only time changes, and what was not told."""
    with organisation.reading_once():
        decide_all_dirty()
        review()
    note_reviewed()


@app.periodic(cron="17 * * * *")
@app.task(name="relationship.fold_tally", queue="default", queueing_lock="fold_tally")
def fold_tally(timestamp: int) -> None:
    """Keep the counted relationships few rows, however many are decided in a day."""
    with transaction.atomic():
        fold()


@app.task(name="relationship.review_everyone", queue="default", lock="review_everyone")
def review_everyone(replay: bool = False) -> None:
    """Review everyone: after an import, another day of the engine's clock, or other thresholds."""
    with organisation.reading_once():
        review(replay=replay, progress=note_progress)
    note_reviewed()
