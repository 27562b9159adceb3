"""The sweep that gives jobs of dead workers to living ones."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from procrastinate.exceptions import ConnectorException

from peyvand.platform.jobs import retry_stalled


class Manager:
    """Knows of two jobs in dead hands; the first is taken by another sweep meanwhile."""

    def __init__(self) -> None:
        self.given: list[str] = []

    async def get_stalled_jobs(self, *, seconds_since_heartbeat: float) -> list[str]:
        return ["taken", "left"]

    async def retry_job(self, job: str) -> None:
        if job == "taken":
            raise ConnectorException("not in doing status")
        self.given.append(job)

    async def prune_stalled_workers(self, *, seconds_since_heartbeat: float) -> None:
        return None


def test_two_sweeps_at_once_do_not_hinder_each_other() -> None:
    manager = Manager()
    context = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    asyncio.run(retry_stalled.func(context, timestamp=0))
    assert manager.given == ["left"]
