"""Background work on knowledge."""

from __future__ import annotations

from procrastinate.contrib.django import app

from peyvand.knowledge.actions import profiles
from peyvand.platform import organisation


@app.task(name="knowledge.measure_everyone", queue="default", lock="measure_everyone")
def measure_everyone() -> None:
    """Work out anew how well everybody is known, after a change of what must be known."""
    with organisation.reading_once():
        profiles.measure_everyone()
