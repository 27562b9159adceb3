"""What the workers do over HTTP: waiting, running, failed with its error, and another try."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from peyvand.platform.actions.jobs import retry_job
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, sort_paths
from peyvand.platform.api_kit.shapes import MomentOut, PageOf, Words
from peyvand.platform.jobs_reading import STATES, ToldJob, jobs_in, told_jobs
from peyvand.platform.policies import require

router = Router(tags=["jobs"])
State = Literal["waiting", "running", "failed"]
KEPT: dict[State, str] = {"waiting": "todo", "running": "doing", "failed": "failed"}
SAID = {kept: state for state, kept in KEPT.items()}


class JobFilter(Paging):
    """Jobs in which state, and in what order."""

    state: State | None = None
    sort: Annotated[Words, Field(description="id; - descends")] = "-id"


class JobOut(Schema):
    """A job: `task` names it for machines, `name` for people; `error` and `trace` tell what its last try died of.

    It is not begun before `scheduled_at`; `moved_at` is when it last came into another state.
    """

    id: int
    task: str
    name: str
    queue: str
    state: State
    attempts: int
    scheduled_at: MomentOut | None
    moved_at: MomentOut | None
    error: str
    trace: str


def shown(told: ToldJob) -> dict[str, Any]:
    """Return a job as the API answers it."""
    job, failure = told.job, told.failure
    return {
        "id": job.pk,
        "task": job.task_name,
        "name": str(told.name),
        "queue": job.queue_name,
        "state": SAID[job.status],
        "attempts": job.attempts,
        "scheduled_at": job.scheduled_at,
        "moved_at": told.at,
        "error": failure.error if failure else "",
        "trace": failure.trace if failure else "",
    }


@router.get("/jobs", response=PageOf[JobOut], operation_id="list_jobs")
def list_jobs(request: ApiRequest, asked: Query[JobFilter]) -> dict[str, Any]:
    """List the jobs that wait, run or have failed, the newest first; what is done is not kept."""
    require(request.user, "job", "view")
    rows = jobs_in(KEPT[asked.state]) if asked.state else jobs_in(*STATES)
    page = page_of(rows, asked, sort_paths(asked.sort, {"id": "id"}))
    return {"items": [shown(told) for told in told_jobs(page.items)], "next": page.next}


@router.post("/jobs/{int:job_id}/retry", response=JobOut, operation_id="retry_job")
def retry(request: ApiRequest, job_id: int) -> dict[str, Any]:
    """Give a failed job another try."""
    return shown(told_jobs([retry_job(actor=request.user, job_id=job_id)])[0])
