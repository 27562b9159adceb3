"""Background work with promises."""

from __future__ import annotations

from procrastinate.contrib.django import app

from peyvand.interactions.actions.promises import break_overdue
from peyvand.platform import organisation


@app.periodic(cron="10 1 * * *")
@app.task(name="interactions.settle_silence", queue="default", queueing_lock="settle_silence")
def settle_silence(timestamp: int) -> None:
    """Call broken what nobody settled in time, where the organisation wants it so; before relationships are reviewed."""
    with organisation.reading_once():
        break_overdue(day=organisation.today())
