"""`python -m tests.bench`: make a company, measure it, write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench", description="Measures Peyvand on a made-up company.")
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders-per-customer", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=60, help="how often each page is asked for")
    parser.add_argument("--dry", action="store_true", help="print, but do not write docs/benchmarks.md")
    parser.add_argument("--data-dir", type=Path, help="where the database is made (default: a temporary folder)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the company here, and use it again next time")
    return parser.parse_args()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Run the whole bench in a data folder that is thrown away, or kept for the next run."""
    given = arguments()
    signal.signal(signal.SIGTERM, lambda _sign, _frame: sys.exit(143))  # leave by the doors that clean up
    folder = given.keep or Path(tempfile.mkdtemp(prefix="peyvand-bench-", dir=given.data_dir))
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    os.environ |= {"PEYVAND_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "peyvand.config.settings"}
    sys.path.insert(0, str(ROOT / "src"))
    os.chdir(ROOT)
    import django

    django.setup()
    from tests.bench.company import Size
    from tests.bench.measuring import measure
    from tests.bench.report import show, write

    try:
        figures = measure(Size(given.customers, given.orders_per_customer), folder, free_port(), given.rounds)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(show(figures))
    if not given.dry:
        write(figures)


main()
