"""The table: one column per size, growth from one to the next, and the machine."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
DATA, PAGE = DOCS / "benchmarks.json", DOCS / "benchmarks.md"
Figures = dict[str, Any]
# Budgets of the design for 100,000 customers on two cores: median milliseconds.
BUDGETS = {"list of 50": 11, "search": 20, "customer": 12, "board": 23}


def machine() -> str:
    """Return the processor, its cores and the memory."""
    cpu = platform.processor() or "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.release()}"


def rows(figures: Figures) -> list[tuple[str, float | None, str]]:
    """Return (what, number, text) of every line of the table."""
    found: list[tuple[str, float | None, str]] = []
    for name, times in figures["pages"].items():
        queries = figures["queries"].get(name)
        asked = f", {queries} queries" if queries is not None else ""
        bad = f", {times['errors']} errors" if times["errors"] else ""
        budget = f" (budget {BUDGETS[name]})" if name in BUDGETS and figures["customers"] <= 100_000 else ""
        found.append(
            (
                f"{name}: median ms / p95 ms",
                times["p50"],
                f"{times['p50']}{budget} / {times['p95']}, cpu {times['cpu']}{asked}{bad}",
            )
        )
    eight, brought = figures["eight"], figures["import"]
    found += [
        ("8 clients at once: median ms / p95 ms", eight["p95"], f"{eight['p50']} / {eight['p95']}, {eight['errors']} errors"),
        ("review of everybody, first time: s", figures["review_first_s"], str(figures["review_first_s"])),
        ("review of everybody, every night: s", figures["review_s"], str(figures["review_s"])),
        ("an order until the stage is decided: s", figures["event_s"], str(figures["event_s"])),
        ("import: rows/s, half known, half new", brought["rows_per_s"],
         f"{brought['rows_per_s']:,} ({brought['rows']:,} rows in {brought['seconds']} s, {brought['memory_mb']} MB)"),
        ("memory of web and worker: MB", figures["memory_mb"], str(figures["memory_mb"])),
        ("start until the first page: s", figures["start_s"], str(figures["start_s"])),
        ("scripts of a page, gzip: kB", figures["script_kb"], str(figures["script_kb"])),
        ("database: MB", figures["database_mb"], f"{figures['database_mb']:,}"),
        ("made by the generator in: s", figures["generated_s"], str(figures["generated_s"])),
    ]  # fmt: skip
    return found


def show(figures: Figures) -> str:
    """Return the figures of one run as text."""
    head = f"{figures['customers']:,} customers, {figures['orders']:,} orders"
    return "\n".join([head, *(f"  {name:<48} {text}" for name, _number, text in rows(figures))])


def write(figures: Figures) -> None:
    """Keep this run beside those of other sizes and write the page anew."""
    figures |= {
        "measured_on": datetime.now(UTC).date().isoformat(), "machine": machine(), "python": platform.python_version(),
        "django": version("django"), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    kept = {run["customers"]: run for run in (json.loads(DATA.read_text()) if DATA.exists() else [])}
    kept[figures["customers"]] = figures
    runs = [kept[size] for size in sorted(kept)]
    DATA.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(runs), encoding="utf-8")


def page(runs: list[Figures]) -> str:
    """Return docs/benchmarks.md: a column per size, and how the last grew from the first."""
    sizes = [f"{run['customers']:,} customers, {run['orders']:,} orders" for run in runs]
    growth = len(runs) > 1
    lines = [
        "# Benchmarks", "",
        "Written by `./peyvand bench --customers N`; the figures are in `benchmarks.json`. A company is made by COPY in a",
        "database of its own, then measured through the real server over HTTP: whole answers as a browser gets them,",
        f"{runs[-1]['rounds']} times after 8 to warm up, different customers and words each time. Orders have no lines.",
        "`cpu` is the processor time of web and worker per answer in ms: unlike the clock it hardly moves when the machine",
        "has other work (`load` below: 1 is one busy core).", "",
        f"| what | {' | '.join(sizes)} |{' grew |' if growth else ''}",
        f"|---|{'---|' * len(runs)}{'---|' if growth else ''}",
    ]  # fmt: skip
    tables = [rows(run) for run in runs]
    for number, (name, _first, _text) in enumerate(tables[0]):
        cells = " | ".join(table[number][2] for table in tables)
        lines.append(f"| {name} | {cells} |{_growth(tables[0][number][1], tables[-1][number][1]) if growth else ''}")
    lines += ["", "| size | day | machine | Python | Django | PostgreSQL | load |", "|---|---|---|---|---|---|---|"]
    lines += [
        f"| {run['customers']:,} | {run['measured_on']} | {run['machine']} | {run['python']} | {run['django']} | {run['postgres']} | {run['load']} |"
        for run in runs
    ]
    return "\n".join(lines) + "\n"


def _growth(first: float | None, last: float | None) -> str:
    return f" {last / first:.2f} x |" if first and last is not None else "  |"
