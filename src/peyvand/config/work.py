"""The worker: takes jobs from the queue until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from peyvand.core.origin import coming_from
from peyvand.platform.failures import note_failures, note_failures_of_coroutines


def work(concurrency: int) -> None:
    """Do jobs until SIGTERM or SIGINT; running jobs get a few seconds to finish, then another worker repeats them."""
    worker_app = app.with_connector(cast(DjangoConnector, app.connector).get_worker_connector())
    with coming_from(""), contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        worker_app.run_worker(
            concurrency=concurrency,
            shutdown_graceful_timeout=4,
            delete_jobs="successful",
            listen_notify=True,
            task_middleware=[note_failures, note_failures_of_coroutines],
        )
