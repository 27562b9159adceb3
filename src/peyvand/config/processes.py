"""The processes below the supervisor: how they begin, what they do, and how they end.

On Linux a child begins as a copy of the supervisor, which has loaded everything: it is there at once and shares the memory
of what was loaded. Elsewhere copying a process that has used the system's libraries is not safe, and it begins anew.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any

import click
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from peyvand.config.cli import start_django

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
HEALTHY_SECONDS = 60.0
LINUX = sys.platform.startswith("linux")
SET_DEATH_SIGNAL, SET_NAME = 1, 15  # PR_SET_PDEATHSIG and PR_SET_NAME of prctl(2)
BEGINNING = multiprocessing.get_context("fork") if LINUX else multiprocessing.get_context("spawn")
IDLE_SECONDS = 600


@dataclass
class Child:
    """A process that should be alive; a death is answered by a new start, later each time it dies young.

    `title` is the name that `ps` and `top` show, at most 15 letters.
    """

    name: str
    title: str
    work: Callable[..., None]
    args: tuple[Any, ...] = ()
    process: BaseProcess | None = None
    deaths: int = 0
    start_at: float = 0.0

    def tend(self, now: float) -> None:
        """Start the process when it is time; notice when it died."""
        if self.process is None and now >= self.start_at:
            connections.close_all()  # a copy of us must not speak on our line to the database
            self.process = BEGINNING.Process(target=_live, args=(self.title, self.work, self.args))
            self.process.start()
        elif self.process is not None and not self.process.is_alive():
            self.deaths = 1 if now - self.start_at > HEALTHY_SECONDS else self.deaths + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self.deaths - 1, 6))
            sentence = _("%(what)s stopped (%(code)s); it starts again in %(seconds)s s.")
            told = {"what": self.name, "code": self.process.exitcode, "seconds": f"{pause:g}"}
            click.echo(sentence % told, err=True)
            self._kill_all()
            self.process, self.start_at = None, now + pause

    def terminate(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Wait until the process has ended; after `seconds` it is killed with everything it began."""
        if self.process is not None:
            self.process.join(seconds)
            if self.process.is_alive():
                self._kill_all()

    def _kill_all(self) -> None:
        """End what is left in the session of the process: it would go on holding the port and the database."""
        if self.process is not None and self.process.pid is not None and os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def _live(title: str, work: Callable[..., None], args: tuple[Any, ...]) -> None:
    """Be a child: in a session of its own, so that Ctrl-C on the terminal reaches only the parent, which ends it in order."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_DFL)
    if os.name == "posix":
        os.setsid()
    if LINUX:
        process = ctypes.CDLL(None)
        process.prctl(SET_DEATH_SIGNAL, signal.SIGTERM)  # when the parent is killed nobody keeps the port
        process.prctl(SET_NAME, title.encode())
    start_django()
    work(*args)


def serve_pages(host: str, port: int) -> None:
    """Be the web server: four threads, each with its own connection to the database."""
    from granian import Granian
    from granian.constants import Interfaces

    translation.deactivate()  # the terminal's language is not the visitors'
    multiprocessing.set_start_method(BEGINNING.get_start_method(), force=True)
    Granian(
        "peyvand.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        # A thread that ends for want of work takes its connection along: a new one costs more than a page.
        blocking_threads_idle_timeout=IDLE_SECONDS,
        workers_kill_timeout=3,
        log_enabled=False,
    ).serve()


def do_jobs() -> None:
    """Be the worker."""
    from peyvand.config.work import work

    work(concurrency=2)
