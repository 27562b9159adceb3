"""One parent for the web server and the worker: starts them, restarts what died, stops all together."""

from __future__ import annotations

import gc
import ipaddress
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from types import FrameType

import click
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from peyvand.config.environment import keep_address
from peyvand.config.processes import Child, do_jobs, serve_pages
from peyvand.core.postgres.cluster import cluster_at

STOP_SECONDS = 4.5
EVERYWHERE = {str(ipaddress.IPv4Address(0)), str(ipaddress.IPv6Address(0))}


@dataclass(frozen=True)
class Address:
    """Where we listen."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address people type."""
        shown = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://[{shown}]:{self.port}" if ":" in shown else f"http://{shown}:{self.port}"

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
        self.children = [
            Child(_("The web server"), "peyvand-web", serve_pages, (self.address.host, self.address.port)),
            Child(_("The worker"), "peyvand-worker", do_jobs),
        ]
        _load_for_all()
        try:
            self._tend_until(self._answers)
            if not self.stopping:
                keep_address(settings.DATA_DIR, self.address.url)
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
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.end(max(0.1, deadline - time.monotonic()))
        connections.close_all()
        if settings.DATABASES["default"]["EMBEDDED"]:
            cluster_at(settings.DATA_DIR).leave()


def _load_for_all() -> None:
    """Load what web and worker both need before they begin, and keep the search for garbage from touching it.

    Where they begin as copies of us they load nothing themselves, and share the memory of it.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
