"""`kill -9` of the web server, the worker, the database and their parent, while programs write through the API."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from peyvand.core.postgres.cluster import Cluster
from peyvand.core.tests.scratch import server_processes
from tests.installation import Installation, installed, until
from tests.killing.clients import LINES, Client, Load

pytestmark = [pytest.mark.killing, pytest.mark.slow]


@pytest.fixture(scope="module")
def here() -> Iterator[tuple[Installation, str]]:
    with installed() as one:
        yield one, one.secret_of_an_administrator()


def kill(*pids: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def kill_web_worker(here: Installation) -> None:
    kill(until(lambda: here.processes("web"), "there is a web server")[-1].pid)


def kill_web_parent(here: Installation) -> None:
    kill(until(lambda: here.processes("web"), "there is a web server")[0].pid)


def kill_worker(here: Installation) -> None:
    kill(until(lambda: here.processes("worker"), "there is a worker")[0].pid)


def kill_postmaster(here: Installation) -> None:
    kill(server_processes(Cluster(here.folder))[0])


def kill_whole_database(here: Installation) -> None:
    kill(*server_processes(Cluster(here.folder)))


def kill_supervisor(here: Installation) -> None:
    assert here.server is not None
    kill(here.server.pid)
    here.server.wait()
    here.start()


def kill_everything(here: Installation) -> None:
    assert here.server is not None
    children = [one.pid for mark in ("web", "worker") for one in here.processes(mark)]
    kill(here.server.pid, *children, *server_processes(Cluster(here.folder)))
    here.server.wait()
    here.start()


VICTIMS: list[Callable[[Installation], None]] = [
    kill_web_worker, kill_worker, kill_postmaster, kill_web_parent, kill_whole_database, kill_supervisor,
    kill_everything,
]  # fmt: skip


def hand_over(here: Installation) -> None:
    """Let half a minute without a heartbeat pass at once for every worker but the newest, and the sweep come now."""
    newest = "(SELECT max(id) FROM procrastinate_workers)"
    here.rows(f"UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour' WHERE id < {newest}")
    here.rows(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
        """VALUES ('events', 'platform.retry_stalled', '{"timestamp": 0}')"""
    )


def all_jobs_are_done(here: Installation) -> None:
    """Wait until no job waits, nor lies in the hands of a worker that was killed."""
    waiting = (
        "SELECT id, task_name, status FROM procrastinate_jobs "
        "WHERE status IN ('todo', 'doing') AND task_name <> 'platform.retry_stalled'"
    )
    deadline = time.monotonic() + 60
    while left := here.rows(waiting):
        assert time.monotonic() < deadline, left
        hand_over(here)
        time.sleep(0.5)


def nothing_is_lost_or_doubled(here: Installation, load: Load) -> None:
    customers = dict(here.rows("SELECT name, id FROM people_customer WHERE name LIKE %s", "%-%"))
    orders = dict(here.rows("SELECT note, id FROM sales_order"))
    for kind, found in (("customers", customers), ("orders", orders)):
        acknowledged = load.acknowledged(kind)
        assert len(acknowledged) > 10
        assert acknowledged.items() <= found.items(), f"acknowledged {kind} are lost"
    assert here.rows("SELECT name FROM people_customer GROUP BY name HAVING count(*) > 1") == []
    assert here.rows("SELECT note FROM sales_order GROUP BY note HAVING count(*) > 1") == []


def every_event_had_its_effect_once(here: Installation) -> None:
    told = Counter(dict(here.rows("SELECT name, count(*) FROM platform_eventrow GROUP BY name")))
    assert told["sales.OrderPlaced"] == here.rows("SELECT count(*) FROM sales_order")[0][0]
    assert told["people.CustomerCreated"] == here.rows("SELECT count(*) FROM people_customer")[0][0]
    assert here.rows("SELECT id, task_name FROM procrastinate_jobs WHERE status = 'failed'") == []
    assert here.rows("SELECT count(*) FROM relationship_dirty") == [(0,)]
    wrong = here.rows(
        "SELECT c.id, f.exchanges, count(o.id) FROM people_customer c LEFT JOIN sales_order o ON o.customer_id = c.id "
        "LEFT JOIN relationship_facts f ON f.customer_id = c.id "
        "GROUP BY c.id, f.exchanges HAVING f.exchanges IS DISTINCT FROM count(o.id)"
    )
    assert wrong == []


def test_an_order_is_seen_in_her_stage_and_on_today_within_two_seconds(here: tuple[Installation, str]) -> None:
    """She bought every month and then fell silent; her next order, through the API, takes her off the list."""
    running, secret = here
    client = Client(running, secret, "سکوت", threading.Event())
    customer = client.insist("/api/v1/customers", {"kind": "organisation", "name": "سکوت"}, "silent")["id"]

    def order(days_ago: int) -> None:
        day = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
        body = {"customer_id": customer, "placed_at": day, "note": f"سکوت {days_ago}", "lines": LINES}
        client.insist("/api/v1/orders", body, f"silent-{days_ago}")

    def stage() -> str:
        return str(running.ask("GET", f"/api/v1/relationships/{customer}", secret)[1]["stage"])

    def on_today() -> bool:
        return customer in {item["customer_id"] for item in running.ask("GET", "/api/v1/today", secret)[1]}

    for days_ago in range(315, 80, -30):
        order(days_ago)
    until(on_today, "Today names who fell silent")
    silent = stage()
    order(0)
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # so many wait for each core of this machine
    until(lambda: stage() != silent and not on_today(), "the order is seen", seconds=2 * crowd)


def test_whatever_is_killed_under_load_comes_back_with_all_that_was_acknowledged(
    here: tuple[Installation, str], request: pytest.FixtureRequest
) -> None:
    running, secret = here
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    print(f"random times from seed {seed}")
    ends = time.monotonic() + request.config.getoption("soak")
    load = Load(running, secret, "بار")
    load.goes_on()
    victims = list(VICTIMS)
    while victims or time.monotonic() < ends:
        victim = victims.pop(0) if victims else chance.choice(VICTIMS)
        time.sleep(chance.uniform(0.1, 0.5))
        print(victim.__name__)
        victim(running)
        load.goes_on()
    load.end()
    all_jobs_are_done(running)
    nothing_is_lost_or_doubled(running, load)
    every_event_had_its_effect_once(running)
    assert sum(client.again for client in load.clients) > 0  # the kills were felt


@contextmanager
def held(here: Installation, table: str) -> Iterator[None]:
    """Let nobody write to a table meanwhile: whoever tries stands in the middle of a transaction."""
    with psycopg.connect(**Cluster(here.folder).info().params()) as connection:
        connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        yield


def somebody_waits_for(here: Installation, table: str) -> bool:
    return bool(
        here.rows("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", table),
    )


def test_a_web_server_killed_between_an_order_and_its_answer_has_done_all_or_nothing(
    here: tuple[Installation, str],
) -> None:
    running, secret = here
    client = Client(running, secret, "میانه", threading.Event())
    customer = client.insist("/api/v1/customers", {"kind": "organisation", "name": "میانه"}, "half-1")["id"]
    order = {"customer_id": customer, "note": "میانه", "lines": LINES}
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(client.insist("/api/v1/orders", order, "half-2")))
    with held(running, "sales_orderline"):  # the order itself is written by then
        asking.start()
        until(lambda: somebody_waits_for(running, "sales_orderline"), "the order is half written")
        kill_web_worker(running)
        until(lambda: client.again, "the client notices")
    asking.join(40)
    assert len(answers) == 1
    lines = "SELECT count(l.id) FROM sales_order o JOIN sales_orderline l ON l.order_id = o.id WHERE note = 'میانه'"
    assert running.rows(lines) == [(1,)]
    assert running.rows("SELECT count(*) FROM sales_order WHERE note = 'میانه'") == [(1,)]


def test_a_job_whose_worker_was_killed_in_the_middle_is_done_once(here: tuple[Installation, str]) -> None:
    running, secret = here
    client = Client(running, secret, "کار", threading.Event())
    with held(running, "relationship_facts"):
        customer = client.insist("/api/v1/customers", {"kind": "organisation", "name": "کار"}, "job-1")["id"]
        until(lambda: somebody_waits_for(running, "relationship_facts"), "the job is half done")
        victim = running.processes("worker")[0].pid
        kill(victim)
    until(lambda: any(one.pid != victim for one in running.processes("worker")), "another worker")
    all_jobs_are_done(running)
    moves = "SELECT count(*) FROM relationship_stagemove WHERE customer_id = %s"
    assert running.rows(moves, customer) == [(1,)]
    every_event_had_its_effect_once(running)


def test_it_stops_soon_and_leaves_nothing_running(here: tuple[Installation, str]) -> None:
    running, _secret = here
    server = running.server
    assert server is not None
    children = [one for mark in ("web", "worker") for one in running.processes(mark)]
    assert running.stop() < 10  # it has five seconds; a busy machine twice that
    assert server.returncode == 0
    assert not any(one.is_running() for one in children)
    assert not Cluster(running.folder).is_running()
    running.start()
