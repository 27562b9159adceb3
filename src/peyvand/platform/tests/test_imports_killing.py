"""An import that is killed at any moment and goes on ends like one that was never disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from peyvand.platform.actions.imports import Choices, begin, choose, receive_file
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import, User
from peyvand.platform.tests.test_imports import adds_up, as_csv, lines
from tests.cast import gather

RUNNER = """
import sys, django
from django.conf import settings
from django.db import connections
django.setup()
settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = sys.argv[3]
from peyvand.platform.actions.imports import running
running.CHUNK = 200
running.run_import(int(sys.argv[2]), tell=lambda run: print(run.cursor, flush=True))
"""


def started(folder: Path, rows: bytes, settings: Any) -> Import:
    settings.MEDIA_ROOT = folder
    actor = User.objects.get(name="Mina")
    run = receive_file(actor=actor, table="orders", pieces=[rows], name="o.csv")
    choose(actor=actor, import_id=run.pk, choices=Choices(mapping=run.mapping, options={"currency": "GBP"}))
    return begin(actor=actor, import_id=run.pk)


def process(run: Import, folder: Path) -> subprocess.Popen[str]:
    name = connection.settings_dict["NAME"]
    command = [sys.executable, "-c", RUNNER, str(name), str(run.pk), str(folder)]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "peyvand.config.settings", "PYTHONPATH": "src"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def facts(run: Import) -> dict[str, Any]:
    """Everything the import made, without ids, and what it says of itself."""
    order, line = apps.get_model("sales", "Order"), apps.get_model("sales", "OrderLine")
    customer = apps.get_model("people", "Customer")
    run.refresh_from_db()
    return {
        "counts": (run.rows, run.created, run.skipped, run.rejected, run.reasons, run.totals, str(run.newest_on)),
        "orders": list(order.objects.order_by("number").values_list("number", "customer__external_id", "total", "kind", "line_count")),
        "lines": list(line.objects.order_by("order__number", "position").values_list("order__number", "position", "product__code", "amount")),
        "customers": list(customer.objects.order_by("external_id").values_list("external_id", "name", "last_touch_at", "reach")),
        "errors": Path(run.errors_path).read_bytes(),
    }  # fmt: skip


def clear() -> None:
    for model in ("sales.OrderLine", "sales.Order", "catalog.Product"):
        apps.get_model(model).objects.all().delete()
    apps.get_model("people.Customer").objects.all().delete()


@pytest.mark.killing
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_three_times_the_import_ends_as_if_undisturbed(settings: Any, tmp_path: Path) -> None:
    gather()
    rows = as_csv(list(lines(7, 3000)))
    calm = started(tmp_path / "calm", rows, settings)
    assert process(calm, tmp_path / "calm").wait(timeout=120) == 0
    undisturbed = facts(calm)
    assert calm.status == ImportStatus.DONE
    clear()
    run, killed = started(tmp_path / "rough", rows, settings), 0
    while run.status == ImportStatus.RUNNING and killed < 20:
        worker = process(run, tmp_path / "rough")
        assert worker.stdout is not None
        if killed < 3:
            worker.stdout.readline()
            time.sleep(0.03 * killed)
            worker.send_signal(signal.SIGKILL)
            killed += 1
        worker.wait(timeout=120)
        run.refresh_from_db()
    assert killed == 3
    assert facts(run) == undisturbed
    assert adds_up(run)
