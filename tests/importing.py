"""Files as people bring them in, for the tests of every context that takes some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from peyvand.platform.actions.imports import Choices, begin, begin_undo, choose, receive_file, undo_import
from peyvand.platform.actions.imports.running import run_import
from peyvand.platform.models import Import, User


def bring(user: User, table: str, text: str | bytes, *, policy: str = "update", **options: Any) -> Import:
    """Take a file in with the suggested mapping, and run it."""
    data = text if isinstance(text, bytes) else text.encode()
    run = receive_file(actor=user, table=table, pieces=[data], name=f"{table}.csv")
    choices = Choices(mapping=run.mapping, policy=policy, options=options)
    choose(actor=user, import_id=run.pk, choices=choices)
    begin(actor=user, import_id=run.pk)
    return run_import(run.pk)


def take_back(user: User, run: Import) -> None:
    """Undo an import on which nothing was built."""
    begin_undo(actor=user, import_id=run.pk)
    undo_import(run.pk)


def explained(run: Import) -> str:
    """Return the file of explanations."""
    return Path(run.errors_path).read_text(encoding="utf-8-sig")
