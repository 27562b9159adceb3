"""What the workers do: waiting, running, failed with its error, and what time starts by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinatePeriodicDefer, ProcrastinateWorker

from peyvand.core.pages import show
from peyvand.platform.actions.jobs import retry_job
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.jobs_reading import STATES, ToldJob, job_name, jobs_in, told_jobs
from peyvand.platform.policies import may
from peyvand.platform.web.office.tabs import tabs

SHOWN = 50
ALIVE = timedelta(minutes=1)


def _rows(state: str) -> list[ToldJob]:
    """Return the jobs of one state, the newest failures and the oldest waiting first."""
    return told_jobs(jobs_in(state).order_by("-id" if state == "failed" else "id")[:SHOWN])


def _schedules() -> list[dict[str, Any]]:
    """Return what time starts by itself, with its last and next run."""
    last = dict(ProcrastinatePeriodicDefer.objects.values_list("task_name").annotate(Max("defer_timestamp")).order_by())
    rows = []
    for (name, _id), periodic in app.periodic_registry.periodic_tasks.items():
        stamp = last.get(name)
        coming = periodic.croniter.get_next(ret_type=float, start_time=timezone.now())
        rows.append(
            {
                "name": job_name(name),
                "cron": periodic.cron,
                "last": datetime.fromtimestamp(stamp, UTC) if stamp else None,
                "next": datetime.fromtimestamp(coming, UTC),
            }
        )
    return sorted(rows, key=lambda row: row["next"])


@page("job", "view")
@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    """Show the queue in one state, the schedules and the workers."""
    state = request.GET.get("state", "failed")
    state = state if state in STATES else "failed"
    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("id")).order_by())
    labels = {"failed": _("Failed"), "doing": _("Running"), "todo": _("Waiting")}
    context = {
        "state": state,
        "chips": [(s, labels[s], counts.get(s, 0)) for s in STATES],
        "rows": _rows(state),
        "schedules": _schedules(),
        "workers": ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - ALIVE).count(),
        "may_change": may(request.user, "job", "change"),
        "tabs": tabs(request),
    }
    return show(request, "platform/office/jobs.html", context)


@page("job", "change")
@require_POST
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a failed job another try."""
    try:
        retry_job(actor=request.user, job_id=pk)
    except ProcrastinateJob.DoesNotExist:
        raise Http404 from None
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("The job is waiting for its next try."))
    return redirect("platform:jobs")
