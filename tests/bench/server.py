"""The real server as a child, and clients that ask it for pages."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles

import psutil

HOST, WARM, CLIENTS = "127.0.0.1", 8, 8
PATIENCE = 60.0


@dataclass(frozen=True)
class Page:
    """What is asked for: a name for the table and the paths to take in turn; `part` asks as htmx does."""

    name: str
    paths: Sequence[str]
    part: bool = False


@dataclass(frozen=True)
class Times:
    """Milliseconds of many answers, and how many were not answered well."""

    p50: float
    p95: float
    errors: int = 0
    cpu: float = 0.0


def summary(seconds: Sequence[float], errors: int = 0, cpu: float = 0.0) -> Times:
    """Return the median and the 95th percentile in milliseconds; `cpu` is the processor time of one answer in them."""
    cuts = quantiles(seconds, n=20, method="inclusive")
    return Times(round(cuts[9] * 1000, 1), round(cuts[18] * 1000, 1), errors, round(cpu * 1000, 1))


@dataclass
class Client:
    """One browser with a kept connection and a session."""

    port: int
    session: str

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)

    def ask(self, path: str, *, part: bool = False) -> tuple[int, bytes, float]:
        """Return (status, body, seconds)."""
        headers = {"Cookie": f"sessionid={self.session}", "Accept-Encoding": "gzip", "Accept-Language": "fa"}
        if part:
            headers["HX-Request"] = "true"
        began = time.perf_counter()
        self._line.request("GET", path, headers=headers)
        answer = self._line.getresponse()
        body = answer.read()
        return answer.status, body, time.perf_counter() - began


@dataclass
class Served:
    """A running server, its port, and the seconds until it answered and, once it has stopped, until it was gone."""

    process: subprocess.Popen[bytes]
    port: int
    start_s: float
    stop_s: float = 0.0


@contextmanager
def serving(port: int) -> Iterator[Served]:
    """Start `serve`, yield it when it answers, and stop it."""
    began = time.monotonic()
    # Its own session, so that it can be ended with all its children.
    process = subprocess.Popen(
        [sys.executable, "-m", "peyvand", "serve", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": "src"},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        served = Served(process, port, _until_it_answers(process, port, began))
        yield served
    finally:
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    served.stop_s = round(time.monotonic() - began, 2)


def _until_it_answers(process: subprocess.Popen[bytes], port: int, began: float) -> float:
    while time.monotonic() - began < PATIENCE:
        if process.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            status = Client(port, "").ask("/sign-in/")[0]
        except OSError:
            time.sleep(0.05)
            continue
        if status == 200:
            return round(time.monotonic() - began, 2)
        time.sleep(0.05)
    raise SystemExit("The server did not answer in a minute.")


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the server, its worker and their parent, without the database."""
    everybody = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return [one for one in everybody if "postgres" not in one.name()]


def processor_time(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds of processor that web and worker have used: it says more than a clock on a busy machine."""
    return sum(one.cpu_times().user + one.cpu_times().system for one in family(process))


def one_client(server: Served, session: str, page: Page, rounds: int) -> Times:
    """Ask for a page again and again, alone."""
    client = Client(server.port, session)
    seconds, errors, used = [], 0, 0.0
    for number in range(WARM + rounds):
        status, _body, took = client.ask(page.paths[number % len(page.paths)], part=page.part)
        errors += status != 200
        if number == WARM - 1:
            used = processor_time(server.process)
        if number >= WARM:
            seconds.append(took)
    return summary(seconds, errors, (processor_time(server.process) - used) / rounds)


def many_clients(port: int, session: str, pages: Sequence[Page], rounds: int) -> Times:
    """Ask for all pages in turn with several clients at once."""
    seconds: list[float] = []
    errors: list[int] = []

    def browse(start: int) -> None:
        client = Client(port, session)
        for number in range(rounds):
            page = pages[(start + number) % len(pages)]
            status, _body, took = client.ask(page.paths[(start + number) % len(page.paths)], part=page.part)
            seconds.append(took)
            if status != 200:
                errors.append(status)

    threads = [threading.Thread(target=browse, args=[start]) for start in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return summary(seconds, len(errors))


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """Return what web, worker and parent hold, shared pages counted once."""
    return round(sum(one.memory_full_info().pss for one in family(process)) / 1e6, 1)


def script_kb(port: int, session: str, path: str) -> float:
    """Return the gzip weight in kB of the scripts that a page loads at once."""
    client = Client(port, session)
    _status, body, _took = client.ask(path)
    html = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
    named = set(re.findall(r'(?:src|href)="([^"]+\.js)"', html))
    weight = 0
    for name in named:
        script = client.ask(name)[1]
        weight += len(script if script[:2] == b"\x1f\x8b" else gzip.compress(script))
    return round(weight / 1000, 1)
