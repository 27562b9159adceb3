"""One parent for the web server and the worker: starts them, restarts what died, stops all together."""

from __future__ import annotations

import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

import click
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from peyvand.core.postgres.cluster import cluster_at

STOP_SECONDS = 4.5
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
HEALTHY_SECONDS = 60.0
EVERYWHERE = {str(ipaddress.IPv4Address(0)), str(ipaddress.IPv6Address(0))}
LINUX = sys.platform.startswith("linux")
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Address:
    """Where we listen."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address people type."""
        shown = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://{shown}:{self.port}"

    def refuse_if_taken(self) -> None:
        """Stop with a sentence when somebody else listens here."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                sentence = _("Port %(port)s on %(host)s cannot be used (%(why)s). Choose another with --port.")
                raise click.ClickException(
                    sentence % {"port": self.port, "host": self.host, "why": error.strerror}
                ) from None


@dataclass
class Child:
    """A process that should be alive; a death is answered by a new start, later each time it dies young."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    start_at: float = 0.0

    def tend(self, now: float) -> None:
        """Start the process when it is time; notice when it died."""
        if self.process is None and now >= self.start_at:
            # Its own session, so that Ctrl-C on the terminal reaches only the parent, which stops it in order.
            self.process = subprocess.Popen(
                self.command,
                start_new_session=True,
                env=_environment(),
                preexec_fn=_end_with_parent if LINUX else None,
            )
        elif self.process is not None and self.process.poll() is not None:
            self.deaths = 1 if now - self.start_at > HEALTHY_SECONDS else self.deaths + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self.deaths - 1, 6))
            sentence = _("%(what)s stopped (%(code)s); it starts again in %(seconds)s s.")
            told = {"what": self.name, "code": self.process.returncode, "seconds": f"{pause:g}"}
            click.echo(sentence % told, err=True)
            self._end_orphans()
            self.process, self.start_at = None, now + pause

    def _end_orphans(self) -> None:
        """End what a killed process left behind in its session: it would go on holding the port and the database."""
        if self.process is not None and os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Ask Linux to stop this process when its parent is killed, so that nobody keeps the port."""
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "peyvand.config.settings"}


def _web(address: Address) -> list[str]:
    # A thread that ends for want of work takes its connection to the database along: a new one costs more than a page.
    threads = "--blocking-threads 4 --blocking-threads-idle-timeout 600"
    options = f"--interface wsgi --workers 1 {threads} --workers-kill-timeout 3 --no-log --host {address.host} --port {address.port}"
    return [sys.executable, "-m", "granian", *options.split(), "peyvand.config.wsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "peyvand", "worker"]


@dataclass
class Supervisor:
    """The running installation."""

    address: Address
    first_words: str = ""
    stopping: bool = False
    children: list[Child] = field(default_factory=list)

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT, then stop the children and, if nobody else uses it, the database."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._ask_to_stop)
        self.children = [Child(_("The web server"), _web(self.address)), Child(_("The worker"), _worker())]
        try:
            self._tend_until(self._answers)
            if not self.stopping:
                click.echo(_("Peyvand is at %(url)s") % {"url": self.address.url})
                if self.first_words:
                    click.echo(self.first_words)
            self._tend_until(lambda: False)
        finally:
            self._stop()

    def _ask_to_stop(self, sign: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _tend_until(self, done: Callable[[], bool]) -> None:
        while not self.stopping and not done():
            for child in self.children:
                child.tend(time.monotonic())
            time.sleep(0.1)

    def _answers(self) -> bool:
        """Tell whether the web server answers."""
        try:
            with urllib.request.urlopen(f"{self.address.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def _stop(self) -> None:
        living = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        connections.close_all()
        if settings.DATABASES["default"]["EMBEDDED"]:
            cluster_at(settings.DATA_DIR).leave()
