"""The table: one column per size, growth from one to the next, and the machine."""

from __future__ import annotations

import json
import os
import platform
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
DATA, PAGE = DOCS / "benchmarks.json", DOCS / "benchmarks.md"
Figures = dict[str, Any]
# Budgets of the design on two cores: median milliseconds of a page at 100,000 customers, ...
BUDGETS = {"list of 50": 11, "search": 20, "customer": 12, "board": 23}
# ... how many times that, and which 95th percentile, at more than 100,000, ...
GROWTH, SEARCH_GROWTH, LARGE_P95 = 1.5, 2, 50
LARGE = 100_000


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


def pace() -> float:
    """Return the processor time in ms of a fixed piece of plain Python: one machine is not always as fast as itself."""
    began = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number * number
    return round((time.process_time() - began) * 1000, 1)


def rows(figures: Figures) -> list[tuple[str, float | None, str]]:
    """Return (what, number, text) of every line of the table."""
    eight = figures["eight"]
    return [
        *(_page(figures, name, times) for name, times in figures["pages"].items()),
        ("8 clients at once: median ms / p95 ms", eight["p95"],
         f"{eight['p50']} / {eight['p95']} (budget 200), {eight['errors']} errors"),
        _line(figures, "50 records visible in the browser: ms", "records_ms", 250),
        _line(figures, "first paint, empty cache, phone 4 times slower: ms", "phone_ms", 1000),
        _line(figures, "review of everybody, first time, all history: s", "review_first_s"),
        _line(figures, "review of everybody, everybody decided again: s", "review_everyone_s", 60),
        ("review of everybody, every night: s", figures["review_s"],
         f"{figures['review_s']} (budget 60): {figures['night_decided']:,} changed or due, {figures['night_moved']:,} moved"),
        _line(figures, "an order until the stage is decided: s", "event_s", 2),
        _line(figures, "the same while everybody is decided again: s", "event_in_review_s", 2),
        _line(figures, "rule group: count: s", "rule_count_s", 1),
        _line(figures, "rule group: all members found: s", "rule_fill_s"),
        _line(figures, "rule group: refresh after one event: s", "rule_event_s", 2),
        ("duplicates among everybody: s", figures["duplicates_s"], _duplicates(figures)),
        _import("new customers", figures["import_new"]),
        _import("half of them known, all renamed", figures["import_half"]),
        _line(figures, "memory of web and worker: MB", "memory_mb", 250),
        _line(figures, "start until the first page: s", "start_s", 5),
        _line(figures, "stop: s", "stop_s"),
        _line(figures, "scripts of a page, gzip: kB", "script_kb", 120),
        _line(figures, "database: MB", "database_mb"),
        _line(figures, "made by the generator in: s", "generated_s"),
        _line(figures, "this whole bench: s", "took_s"),
    ]  # fmt: skip


def _line(figures: Figures, what: str, key: str, budget: int | None = None) -> tuple[str, float | None, str]:
    allowed = f" (budget {budget:,})" if budget else ""
    return what, figures[key], f"{figures[key]:,}{allowed}"


def _duplicates(figures: Figures) -> str:
    if figures["duplicates_s"] is None:
        return "not measured"
    return f"{figures['duplicates_s']} (budget 60): {figures['duplicates_compared']:,} pairs compared"


def _import(whom: str, brought: Figures) -> tuple[str, float | None, str]:
    text = (
        f"{brought['rows_per_s']:,} (budget 12,000): {brought['rows']:,} rows in {brought['seconds']} s "
        f"({brought['whole_s']} s with starting the command), "
        f"{brought['memory_mb']} MB (budget 300); undone in {brought['undo_s']} s"
    )
    return f"import, {whom}: rows/s", brought["rows_per_s"], text


def _page(figures: Figures, name: str, times: Figures) -> tuple[str, float | None, str]:
    large = figures["customers"] > LARGE
    grown = (SEARCH_GROWTH if name == "search" else GROWTH) if large else 1
    budget = f" (budget {BUDGETS[name] * grown:g})" if name in BUDGETS else ""
    late = f" (budget {LARGE_P95})" if large else ""
    queries = figures["queries"].get(name)
    asked = f", {queries} queries" if queries is not None else ""
    bad = f", {times['errors']} errors" if times["errors"] else ""
    text = f"{times['p50']}{budget} / {times['p95']}{late}, cpu {times['cpu']}{asked}{bad}"
    return f"{name}: median ms / p95 ms", times["p50"], text


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
    runs = json.loads(DATA.read_text()) if DATA.exists() else []
    # A run of an older bench, which measured less, has no place beside this one.
    kept = {run["customers"]: run for run in runs if run.keys() >= figures.keys()}
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
        f"{runs[-1]['rounds']} times after 8 to warm up, different customers and words each time. Orders have no lines:",
        "no measured page shows them, and the engine reads days and totals. Budgets are the design's, for two cores.",
        "The night reviews yesterday's company with a day's orders of which nobody was told.",
        "`cpu` is the processor time of web and worker per answer in ms: unlike the clock it hardly moves when the machine",
        "has other work (`load` below: 1 is one busy core). `pace` is that of a million rounds of a plain loop, the median of",
        "some before and after the pages: a machine that is shared is not always as fast.", "",
        f"| what | {' | '.join(sizes)} |{' grew |' if growth else ''}",
        f"|---|{'---|' * len(runs)}{'---|' if growth else ''}",
    ]  # fmt: skip
    tables = [rows(run) for run in runs]
    for number, (name, _first, _text) in enumerate(tables[0]):
        cells = " | ".join(table[number][2] for table in tables)
        lines.append(f"| {name} | {cells} |{_growth(tables[0][number][1], tables[-1][number][1]) if growth else ''}")
    lines += [
        "",
        "| size | day | machine | Python | Django | PostgreSQL | load | pace |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {run['customers']:,} | {run['measured_on']} | {run['machine']} | {run['python']} | {run['django']} | {run['postgres']} | {run['load']} | {run['pace_ms']} |"
        for run in runs
    ]
    return "\n".join(lines) + "\n"


def _growth(first: float | None, last: float | None) -> str:
    return f" {last / first:.2f} x |" if first and last is not None else "  |"
