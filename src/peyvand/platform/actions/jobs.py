"""Giving failed jobs another try."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from peyvand.platform.models import AuditEntry, User
from peyvand.platform.policies import require


def retry_job(*, actor: User, job_id: int) -> ProcrastinateJob:
    """Put a failed job back into the queue and return it as it waits there. Raises ValidationError in words, ProcrastinateJob.DoesNotExist."""
    require(actor, "job", "change")
    with transaction.atomic():
        job: ProcrastinateJob = ProcrastinateJob.objects.select_for_update().get(pk=job_id)
        if job.status != "failed":
            raise ValidationError(_("This job is not a failed one any more."))
        try:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job_id=job_id, retry_at=timezone.now())
        except ConnectorException:
            raise ValidationError(_("The same job is waiting already; it will run anyway.")) from None
        AuditEntry.objects.create(
            actor=actor, actor_name=actor.name, action="job.retry", model="job", object_id=job_id, title=job.task_name
        )
        job.refresh_from_db()
    return job
