"""Background work with promises and what was written."""

from __future__ import annotations

from procrastinate.contrib.django import app

from peyvand.interactions.actions.promises import break_overdue
from peyvand.interactions.actions.wording import count_wording as recount
from peyvand.platform import organisation


@app.periodic(cron="10 1 * * *")
@app.task(name="interactions.settle_silence", queue="default", queueing_lock="settle_silence")
def settle_silence(timestamp: int) -> None:
    """Call broken what nobody settled in time, where the organisation wants it so; before relationships are reviewed."""
    with organisation.reading_once():
        break_overdue(day=organisation.today())


@app.periodic(cron="40 2 * * *")
@app.task(name="interactions.count_wording", queue="default", queueing_lock="count_wording")
def count_wording(timestamp: int) -> None:
    """Count how customers are written about: what was imported or corrected since, and by the list of words as it is."""
    with organisation.reading_once():
        recount(today=organisation.today())
