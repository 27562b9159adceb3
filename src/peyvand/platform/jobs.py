"""Background work of the platform."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from peyvand.core import events
from peyvand.platform import organisation
from peyvand.platform.actions import imports
from peyvand.platform.actions.holidays import seed_holidays
from peyvand.platform.fields import indexing
from peyvand.platform.models import EventRow, IdempotencyKey, JobFailure, RateLimit, Session, SignInLink

RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)


@app.task(name="platform.deliver_event", queue="events", retry=RETRY)
def deliver_event(event_id: int, event_name: str, receiver: str, payload: dict[str, Any]) -> None:
    """Hand one event to one receiver; receivers are idempotent, so a second delivery is harmless."""
    with organisation.reading_once():
        events.deliver(event_name, receiver, payload)


@app.periodic(cron="* * * * *")
@app.task(name="platform.retry_stalled", queue="events", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Give the jobs of workers that died to those that live."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=30):
        with suppress(ConnectorException):  # another sweep was quicker, or the job ended after all
            await manager.retry_job(job)
    await manager.prune_stalled_workers(seconds_since_heartbeat=120)


@app.periodic(cron="17 2 * * *")
@app.task(name="platform.clean_up", queue="default", queueing_lock="clean_up")
def clean_up(timestamp: int) -> None:
    """Remove what nobody needs: old events, answered keys, ended sessions, links and counters; fill in coming holidays."""
    now = timezone.now()
    EventRow.objects.filter(at__lt=now - timedelta(days=30)).delete()
    IdempotencyKey.objects.filter(created_at__lt=now - timedelta(days=2)).delete()
    RateLimit.objects.filter(window_start__lt=now - timedelta(days=1)).delete()
    SignInLink.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    JobFailure.objects.filter(at__lt=now - timedelta(days=30)).delete()
    seed_holidays(now.date())


@app.task(name="platform.run_import", queue="default", retry=RETRY)
def run_import(import_id: int) -> None:
    """Do what an import waits for: its dry run, its rows, or its undoing. Each goes on where it was left."""
    imports.work_on(import_id)


@app.periodic(cron="* * * * *")
@app.task(name="platform.resume_imports", queue="events", queueing_lock="resume_imports")
def resume_imports(timestamp: int) -> None:
    """Go on with imports whose worker or command line died."""
    for import_id in imports.abandoned():
        imports.send_to_work(import_id)


@app.task(name="platform.settle_field_indexes", queue="default", retry=RETRY)
def settle_field_indexes(field_id: int) -> None:
    """Make or drop the indexes of a custom field, as its definition says now."""
    indexing.settle(field_id)
