"""Importing a real file as a person would on the command line, and taking the import back."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from peyvand.platform.models import Import

COMMAND = [sys.executable, "-m", "peyvand", "import"]
# From the first row to the last; that the command starts and looks at the file is told apart.
ROWS = 200_000


def bring(customers: int, *, known: bool) -> dict[str, Any]:
    """Import a file of newcomers, or one in which half of the customers are known and each of them is renamed.

    Returns counts, rows a second and the most memory held. The import is undone afterwards, so that a kept company stays
    as it was made.
    """
    rows = min(ROWS, 2 * customers)
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "customers.csv", rows, customers, known=known)
        began = time.monotonic()
        answer, most = _watched([*COMMAND, "customers", str(path), "--json"])
        whole = time.monotonic() - began
    result = json.loads(answer)
    run = Import.objects.get(pk=result["id"])
    seconds = (run.finished_at - run.started_at).total_seconds()
    began = time.monotonic()
    _watched([*COMMAND, "undo", str(result["id"]), "--force"])
    return {
        "rows": rows, "seconds": round(seconds, 2), "whole_s": round(whole, 2), "rows_per_s": round(rows / seconds), "memory_mb": round(most / 1e6),
        "created": result["created"], "updated": result["updated"], "undo_s": round(time.monotonic() - began, 2),
    }  # fmt: skip


def _written(path: Path, rows: int, customers: int, *, known: bool) -> Path:
    """Write a file whose phone numbers come after those of all customers, or are spread over them and as many others."""
    first, apart = (0, 2 * customers // rows) if known else (customers, 1)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["نام", "موبایل", "ایمیل", "شهر"])
        for n in range(rows):
            sheet.writerow([f"مشتری {n}", f"0930{first + n * apart:07d}", f"c{n}@import.example", "تهران"])
    return path


def _watched(command: list[str]) -> tuple[str, int]:
    """Run a command; return what it wrote and the most bytes it held."""
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "src"}, stdout=subprocess.PIPE, text=True)
    watched, most = psutil.Process(process.pid), 0
    while process.poll() is None:
        try:
            most = max(most, watched.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    answer, _nothing = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed.")
    return answer, most
