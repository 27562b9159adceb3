"""The newest contact with many customers at once, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from peyvand.core.sql import run_sql
from peyvand.platform.models import Import

SQL: Final = Path(__file__).resolve().parent.parent / "sql"


def touch_many(run: Import, newest: Mapping[int, datetime]) -> None:
    """Move the last touch of customers forward to the moments given by id."""
    if newest:
        params = {"run": run.pk, "ids": list(newest), "moments": list(newest.values())}
        run_sql(SQL / "import_touch_remember.sql", params)
        run_sql(SQL / "import_touch.sql", params)


def untouch(run: Import) -> None:
    """Put the last touches back that this import moved."""
    run_sql(SQL / "import_untouch.sql", {"run": run.pk})
