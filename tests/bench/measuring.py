"""What is measured, in the order in which it can be."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peyvand.core.postgres.cluster import cluster_at
from peyvand.people.actions.finding import find_duplicates
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.relationship.actions.review import review
from peyvand.relationship.choices import Stage
from peyvand.relationship.models import Relationship
from peyvand.sales.actions import NewLine, NewOrder, place_order
from tests.bench.company import Size, Staff
from tests.bench.importing import bring
from tests.bench.looking import look
from tests.bench.making import make
from tests.bench.report import LARGE, pace
from tests.bench.ruling import is_member, rule
from tests.bench.server import Page, Served, many_clients, memory_mb, one_client, script_kb, serving

Figures = dict[str, Any]
OWED_S = 1_800  # longer than the jobs of an import take


def measure(size: Size, folder: Path, port: int, rounds: int) -> Figures:
    """Make the company, measure everything and return the figures by name."""
    began = time.monotonic()
    figures: Figures = {"customers": size.customers, "orders_each": size.orders_each, "rounds": rounds}
    staff, figures["generated_s"] = make(size, folder)
    figures["orders"] = _count("SELECT count(*) FROM sales_order")
    _say(f"{size.customers:,} customers, made in {figures['generated_s']} s")
    figures |= _reviews() | _duplicates(size)
    figures["database_mb"] = round(_count("SELECT pg_database_size(current_database())") / 1e6)
    figures["postgres"] = _text("SHOW server_version")
    pages = _pages(size)
    figures["queries"] = {page.name: _queries(staff.manager, page) for page in pages}
    sessions = {user.pk: _session(user) for user in (staff.manager, staff.sellers[0])}
    paces = _paces()
    _step_aside()
    with serving(port) as server:
        figures |= _served(server, pages, staff, sessions, rounds)
    figures["pace_ms"] = round(median([*paces, *_paces()]), 1)
    figures |= {"start_s": server.start_s, "stop_s": server.stop_s}
    figures["import_new"] = bring(size.customers, known=False)
    figures["import_half"] = bring(size.customers, known=True)
    _step_aside()
    figures["took_s"] = round(time.monotonic() - began)
    return figures


def _paces() -> list[float]:
    return [pace() for _time in range(9)]


def _reviews() -> Figures:
    """Review as of yesterday for the first time and once more, then the night: yesterday's company plus a day's orders."""
    today = organisation.today()
    yesterday = today - timedelta(days=1)
    figures: Figures = {"review_first_s": review(day=yesterday)["seconds"]}
    _say(f"reviewed everybody for the first time in {figures['review_first_s']} s")
    _vacuum()
    figures["review_everyone_s"] = review(day=yesterday, everyone=True)["seconds"]
    _say(f"decided everybody again in {figures['review_everyone_s']} s")
    night = review(day=today)
    figures |= {"review_s": night["seconds"], "night_decided": night["customers"], "night_moved": night["moved"]}
    _say(f"reviewed a night in {night['seconds']} s: {night['customers']:,} decided, {night['moved']:,} moved")
    return figures


def _duplicates(size: Size) -> Figures:
    """Look for duplicates among everybody, as every night; only in the size that has a budget."""
    if size.customers > LARGE:
        return {"duplicates_s": None, "duplicates_compared": 0}
    began = time.monotonic()
    found = find_duplicates()
    figures: Figures = {"duplicates_s": round(time.monotonic() - began, 1), "duplicates_compared": found.compared}
    _say(
        f"looked for duplicates in {figures['duplicates_s']} s: {found.compared:,} pairs compared, {found.alike:,} alike"
    )
    return figures


def _served(server: Served, pages: Sequence[Page], staff: Staff, sessions: Mapping[int, str], rounds: int) -> Figures:
    _worker_is_done()
    session, port = sessions[staff.manager.pk], server.port
    figures: Figures = {"pages": {page.name: vars(one_client(server, session, page, rounds)) for page in pages}}
    today = Page("today of a seller", [reverse("platform:today")])
    figures["pages"][today.name] = vars(one_client(server, sessions[staff.sellers[0].pk], today, rounds))
    figures["eight"] = vars(many_clients(port, session, pages, rounds))
    figures["memory_mb"] = memory_mb(server.process)
    customers = reverse("people:customers")
    figures["script_kb"] = script_kb(port, session, customers)
    _say("measured the pages")
    figures["event_s"] = _one_event(staff, _is_decided)
    figures |= rule(staff.manager)
    figures["rule_event_s"] = _one_event(staff, is_member)
    _say(f"a rule was counted in {figures['rule_count_s']} s, and followed an order after {figures['rule_event_s']} s")
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_reviewed_apart)
        time.sleep(2)
        figures["event_in_review_s"] = _one_event(staff, _is_decided)
        figures["review_served_s"] = running.result()
    _say(f"an order was seen after {figures['event_s']} s, during a review after {figures['event_in_review_s']} s")
    _worker_is_done()
    return figures | look(port, session, customers, reverse("platform:today"))


def _worker_is_done() -> None:
    """Wait until the worker has done what was left to it: a kept company still owes the jobs of its last import."""
    began = time.monotonic()
    while _count("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"):
        if time.monotonic() - began > OWED_S:
            raise SystemExit("The worker does not come to an end with its jobs.")
        time.sleep(1)
    _say(f"the worker was done after {time.monotonic() - began:.0f} s")


def _reviewed_apart() -> float:
    try:
        return review(everyone=True)["seconds"]
    finally:
        connections.close_all()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


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


def _one_event(staff: Staff, seen: Callable[[int], bool]) -> float:
    """Return how long after the first order of a customer in attraction what the worker does of it is `seen`."""
    customer = Customer.objects.filter(relationship__stage=Stage.ATTRACTION).order_by("pk")[0]
    began = time.monotonic()
    place_order(
        actor=staff.manager,
        customer_id=customer.pk,
        new=NewOrder([NewLine(Decimal(1), Decimal(5_000_000), None, "دان")]),
    )
    while time.monotonic() - began < 30:
        if seen(customer.pk):
            return round(time.monotonic() - began, 2)
        time.sleep(0.02)
    return 30.0


def _is_decided(customer_id: int) -> bool:
    return Relationship.objects.filter(pk=customer_id).exclude(stage=Stage.ATTRACTION).exists()
