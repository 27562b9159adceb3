"""Whether we live and can work: for supervisors and load balancers."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from peyvand.platform.doors import public

WORKER_SILENT = timedelta(minutes=2)


@public("supervisors ask without signing in; it tells nothing")
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """Tell that this process answers."""
    return JsonResponse({"status": "ok"})


def _pending() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _checks() -> dict[str, bool]:
    try:
        worker = ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - WORKER_SILENT).exists()
        return {"database": True, "migrations": not _pending(), "worker": worker}
    except DatabaseError:
        return {"database": False, "migrations": False, "worker": False}


@public("supervisors ask without signing in; it tells nothing that helps a stranger")
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Tell whether pages can be served: database and migrations; the worker is reported, but pages work without it."""
    checks = _checks()
    good = checks["database"] and checks["migrations"]
    return JsonResponse({"status": "ok" if good else "not ready", **checks}, status=200 if good else 503)
