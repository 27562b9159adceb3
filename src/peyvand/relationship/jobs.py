"""Background work of the engine."""

from __future__ import annotations

from procrastinate.contrib.django import app

from peyvand.platform import organisation
from peyvand.relationship.actions.review import review


@app.periodic(cron="30 1 * * *")
@app.task(name="relationship.nightly_review", queue="default", queueing_lock="nightly_review")
def nightly_review(timestamp: int) -> None:
    """Catch what only time changes."""
    with organisation.reading_once():
        review()


@app.task(name="relationship.review_everyone", queue="default", lock="review_everyone")
def review_everyone(replay: bool = False) -> None:
    """Decide for everyone: after an import, another day of the engine's clock, or other thresholds."""
    with organisation.reading_once():
        review(replay=replay)
