"""The gate: what has to be green before anything lands. `./peyvand test|lint|bench|screenshots` come here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from peyvand.core.postgres.cluster import Cluster
from tests import chromium

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SOURCES = ["src", "tests", "conftest.py", "manage.py", "peyvand"]
# A file's tests share what they set up; files go in the order in which they are found, where the long ones come first.
LONG_FIRST = ["--dist", "loadfile", "--no-loadscope-reorder"]
BROWSERS = ([chromium.SHELL], chromium.COMMON)  # the quick one first: not every system has a package of it
TSC = "node_modules/.bin/tsc"
talking = threading.Lock()
faults: list[str] = []  # what failed so far: said again at the end, where nobody overlooks it


def step(title: str, *command: str) -> bool:
    """Run one check, say how it ended, and tell whether it passed."""
    print(f"── {title}", flush=True)
    return ended(title, time.monotonic(), subprocess.run(command, cwd=ROOT, check=False))


def side_by_side(title: str, *command: str) -> bool:
    """Do as `step`, but say everything in one piece at the end, since another check runs meanwhile."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    with talking:
        print(f"── {title}\n{done.stdout}".rstrip(), flush=True)
        return ended(title, started, done)


def ended(title: str, started: float, done: subprocess.CompletedProcess[Any]) -> bool:
    """Say how a check ended, and tell whether it passed."""
    took = time.monotonic() - started
    print(f"   {'passed' if done.returncode == 0 else 'FAILED'} in {took:.1f} s", flush=True)
    if done.returncode:
        faults.append(title)
    return done.returncode == 0


def migrations_are_guarded() -> bool:
    """Let squawk read the SQL of every migration that a first start takes after the first of each context.

    The first ones make empty tables. What a squashed one replaces was read before it landed, and changes no more.
    """
    code = (
        "import django;django.setup();"
        "from django.db.migrations.loader import MigrationLoader;"
        "from django.core.management import call_command;"
        "taken=MigrationLoader(None).graph.nodes;"
        "ours=sorted(k for k,m in taken.items() if m.__module__.startswith('peyvand.') and not k[1].startswith('0001'));"
        "[print('-- '+'.'.join(k)) or call_command('sqlmigrate',*k) for k in ours]"
    )
    env = {"DJANGO_SETTINGS_MODULE": "peyvand.config.settings"}
    sql = subprocess.run(
        [PYTHON, "-c", code], cwd=ROOT, env={**os.environ, **env}, check=False, capture_output=True, text=True
    )
    if sql.returncode:
        print(sql.stderr)
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(sql.stdout)
        script.flush()
        return side_by_side(
            "squawk: migrations lock nothing for long", "squawk", "--config", "squawk.toml", script.name
        )


def lint(at_once: int = 2) -> bool:
    """Laws that need no running product, some at a time: the longest begins first, beside it goes everything else."""
    checks: Sequence[Callable[[], bool]] = (
        lambda: side_by_side("mypy: types", "mypy", "src/peyvand"),
        lambda: side_by_side("ruff: style", "ruff", "check", *SOURCES),
        lambda: side_by_side("ruff: format", "ruff", "format", "--check", *SOURCES),
        lambda: side_by_side("import-linter: the ladder", "lint-imports"),
        lambda: side_by_side("djlint: templates", "djlint", "--lint", "--quiet", "src/peyvand"),
        lambda: side_by_side("TypeScript: types", TSC, "--noEmit", "-p", "frontend/tsconfig.json"),
        lambda: side_by_side("TypeScript: worker", TSC, "--noEmit", "-p", "frontend/worker/tsconfig.json"),
        lambda: side_by_side(
            "migrations: none is missing", PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"
        ),
        migrations_are_guarded,
    )
    with ThreadPoolExecutor(at_once) as hands:
        results = list(hands.map(lambda check: check(), checks))  # all of them, so that one run shows every fault
    return all(results)


def have_browser(*kinds: Sequence[str]) -> bool:
    """Make sure that a browser of one of these kinds is here, the first of them if it can be had; else say what is missing."""
    if any(installed(names) for names in kinds):
        return True
    print("A browser is missing: install Chromium (Debian and Ubuntu: apt install chromium) and run this again.")
    return False


def installed(names: Sequence[str]) -> bool:
    """Tell whether a program of one of these names is here; where the package manager allows, install it by its first name."""
    if not chromium.found(*names) and shutil.which("apt-get") and os.geteuid() == 0:
        for wish in ("update", f"install {names[0]}"):
            command = ["timeout", "300", "apt-get", "-y", "--no-install-recommends", *wish.split()]
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return chromium.found(*names) is not None


@contextmanager
def own_database() -> Iterator[None]:
    """Give the tests a server of their own unless a data folder was named. After a power cut nobody asks for their data,
    so that it need not wait for the disk.
    """
    if os.environ.get("PEYVAND_DATA_DIR"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="peyvand-test-") as folder:
        Path(folder).chmod(0o755)
        os.environ["PEYVAND_DATA_DIR"] = folder
        cluster = Cluster(Path(folder))
        with psycopg.connect(**cluster.ensure().params(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            cluster.leave()


def test(arguments: Sequence[str]) -> bool:
    """Everything that CI runs. The laws are checked beside the tests, which wait now and then for a browser or a server."""
    pytest = (PYTHON, "-m", "pytest")
    if arguments:
        return step("tests", *pytest, *arguments)
    with own_database(), ThreadPoolExecutor(1) as beside:
        laws = beside.submit(lint, at_once=1)
        good = [have_browser(*BROWSERS), step("tests", *pytest, "-rs", "-n", "2", *LONG_FIRST)]
        if node := shutil.which("node"):
            good.append(step("front-end tests", node, "--test", "frontend/tests/"))
        return all([*good, laws.result()])


def main() -> None:
    """Run the named command and leave with 0 when all is well."""
    name, *arguments = sys.argv[1:]
    os.chdir(ROOT)
    commands: dict[str, Callable[[], bool]] = {
        "test": lambda: test(arguments),
        "lint": lint,
        "bench": lambda: have_browser(chromium.COMMON) and step("bench", PYTHON, "-m", "tests.bench", *arguments),
        "screenshots": lambda: (
            have_browser(*BROWSERS) and step("screenshots", PYTHON, "-m", "tests.screenshots", *arguments)
        ),
    }
    good = commands[name]()
    print("── everything passed" if good else f"── FAILED: {'; '.join(faults) or 'see above'}", flush=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
