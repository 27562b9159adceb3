"""What is measured, in the order in which it can be."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
from django.conf import settings
from django.db import connection, connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peyvand.config.preparation import prepare
from peyvand.core.postgres.cluster import cluster_at
from peyvand.people.models import Customer
from peyvand.platform.models import User
from peyvand.relationship.actions.review import review
from peyvand.relationship.choices import Stage
from peyvand.relationship.models import Relationship
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.bench.company import Size, Staff, hire, settle
from tests.bench.server import Page, many_clients, memory_mb, one_client, script_kb, serving

Figures = dict[str, Any]
IMPORTED = 50_000


def measure(size: Size, port: int, rounds: int) -> Figures:
    """Make the company, measure everything and return the figures by name."""
    figures: Figures = {"customers": size.customers, "orders_each": size.orders_each, "rounds": rounds}
    prepare()
    staff = hire()
    figures["generated_s"] = _timed(lambda: settle(size, staff))
    _say(f"made {size.customers:,} customers in {figures['generated_s']} s")
    figures["orders"] = _count("SELECT count(*) FROM sales_order")
    figures["review_first_s"] = review()["seconds"]
    _vacuum()
    figures["review_s"] = review()["seconds"]
    _say(f"reviewed everybody in {figures['review_first_s']} s, again in {figures['review_s']} s")
    figures["database_mb"] = round(_count("SELECT pg_database_size(current_database())") / 1e6)
    pages = _pages(size)
    figures["queries"] = {page.name: _queries(staff.manager, page) for page in pages}
    sessions = {user.pk: _session(user) for user in (staff.manager, staff.sellers[0])}
    _step_aside()
    with serving(port) as server:
        figures["start_s"] = server.start_s
        session = sessions[staff.manager.pk]
        figures["pages"] = {page.name: vars(one_client(server, session, page, rounds)) for page in pages}
        today = Page("today of a seller", [reverse("platform:today")])
        figures["pages"][today.name] = vars(one_client(server, sessions[staff.sellers[0].pk], today, rounds))
        figures["eight"] = vars(many_clients(port, session, pages, rounds))
        figures["memory_mb"] = memory_mb(server.process)
        figures["script_kb"] = script_kb(port, session, reverse("people:customers"))
        figures["event_s"] = _one_event(staff)
        _say("measured the pages")
    figures["import"] = _import(min(IMPORTED, size.customers))
    figures["postgres"] = _text("SHOW server_version")
    _step_aside()
    return figures


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _timed(act: Any) -> float:
    began = time.monotonic()
    act()
    return round(time.monotonic() - began, 2)


def _count(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


def _text(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _step_aside() -> None:
    """Close our connections and let the database go: the next start is a cold one."""
    connections.close_all()
    cluster_at(settings.DATA_DIR).leave()


def _pages(size: Size) -> list[Page]:
    """Return the pages of the table; the paths walk through different customers and words."""
    some = [1 + n * (size.customers // 40) for n in range(40)]
    words = ("رضایی", "محمدی", "شرکت بیمه", "09300000123", "کریمی مریم", "C00000777")
    search = reverse("platform:palette")
    return [
        Page("list of 50", [reverse("people:customers")]),
        Page("search", [f"{search}?q={quote(word)}" for word in words]),
        Page("list of 50, searched", [f"{reverse('people:customers')}?q={quote(word)}" for word in words]),
        Page("customer", [reverse("people:customer", args=[pk]) for pk in some]),
        Page("timeline of the customer", [reverse("interactions:timeline", args=[pk]) for pk in some], part=True),
        Page("board", [reverse("relationship:board")]),
        Page("today", [reverse("platform:today")]),
    ]


def _queries(user: User, page: Page) -> int:
    """Return how many statements the page sends, in a browser that was here before."""
    browser = Browser()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    extra = {"HX-Request": "true"} if page.part else {}
    browser.get(page.paths[0], headers=extra)
    with CaptureQueriesContext(connection) as held:
        answer = browser.get(page.paths[0], headers=extra)
    if answer.status_code != 200:
        raise SystemExit(f"{page.name}: {page.paths[0]} answered {answer.status_code}")
    return len(held)


def _session(user: User) -> str:
    browser = Browser()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser.cookies["sessionid"].value


def _one_event(staff: Staff) -> float:
    """Return how long after a first order the worker has moved a customer out of attraction."""
    customer = Customer.objects.filter(relationship__stage=Stage.ATTRACTION).order_by("pk")[0]
    began = time.monotonic()
    place_order(
        actor=staff.manager,
        customer_id=customer.pk,
        new=NewOrder([NewLine(Decimal(1), Decimal(5_000_000), None, "دان")]),
    )
    while time.monotonic() - began < 30:
        if Relationship.objects.filter(pk=customer.pk).exclude(stage=Stage.ATTRACTION).exists():
            return round(time.monotonic() - began, 2)
        time.sleep(0.02)
    return 30.0


def _import(rows: int) -> Figures:
    """Import a file of half known and half new customers as a person would on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(["نام", "موبایل", "ایمیل", "شهر"])
            for n in range(rows):
                sheet.writerow([f"مشتری {n}", f"0930{n * 2:07d}", f"c{n}@import.example", "تهران"])
        command = [sys.executable, "-m", "peyvand", "import", "customers", str(path), "--json"]
        began, most = time.monotonic(), 0
        process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "src"}, stdout=subprocess.PIPE)
        while process.poll() is None:
            most = max(most, psutil.Process(process.pid).memory_info().rss)
            time.sleep(0.05)
        seconds = time.monotonic() - began
    result = json.loads(process.stdout.read()) if process.stdout and process.returncode == 0 else {}
    return {
        "rows": rows, "seconds": round(seconds, 2), "rows_per_s": round(rows / seconds), "memory_mb": round(most / 1e6),
        "created": result.get("created"), "updated": result.get("updated"),
    }  # fmt: skip
