"""The job queue as outbox: events and the jobs of their receivers are written in the publisher's transaction."""

from __future__ import annotations

from collections.abc import Sequence

from peyvand.core.events import Event, Subscription


def write_event(event: Event, later: Sequence[Subscription]) -> None:
    """Write the event's row and one job per receiver; both vanish if the transaction does."""
    from peyvand.platform.jobs import deliver_event
    from peyvand.platform.models import EventRow

    row = EventRow.objects.create(name=event.name(), payload=event.payload())
    for subscription in later:
        deliver_event.defer(
            event_id=row.pk, event_name=event.name(), receiver=subscription.name, payload=event.payload()
        )
