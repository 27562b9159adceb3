"""Reading the queue: which jobs wait, run or have failed, what they are called, and what they died of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from peyvand.core.manifest import JobName, Text, offers
from peyvand.platform.models import JobFailure

STATES = ("failed", "doing", "todo")


@dataclass(frozen=True)
class ToldJob:
    """A job with its name, the moment it last moved, and what its last try died of."""

    job: ProcrastinateJob
    name: Text
    at: datetime | None
    failure: JobFailure | None


def job_name(task: str) -> Text:
    """Return what a job is called; its own name when nobody gave it one."""
    known: list[JobName] = offers("job_names")
    names: dict[str, Text] = {one.job: one.label for one in known}
    return names.get(task, task)


def jobs_in(*states: str) -> QuerySet[ProcrastinateJob]:
    """Return the jobs in some of `STATES`, in no order."""
    found: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(status__in=states).order_by()
    return found


def told_jobs(asked: Iterable[ProcrastinateJob]) -> list[ToldJob]:
    """Return jobs as they are shown, with two questions for all of them."""
    jobs = list(asked)
    ids = [job.pk for job in jobs]
    moments = dict(
        ProcrastinateEvent.objects.filter(job_id__in=ids).values_list("job_id").annotate(Max("at")).order_by()
    )
    errors = {row.job_id: row for row in JobFailure.objects.filter(job_id__in=ids).order_by("id")}
    return [ToldJob(job, job_name(job.task_name), moments.get(job.pk), errors.get(job.pk)) for job in jobs]
