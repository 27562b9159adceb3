"""Bringing other people's tables in, and taking them back.

receive_file -> (read_differently) -> choose -> begin(dry=True) + check_import -> begin + run_import -> begin_undo + undo_import.
The pages and the API defer the job `platform.run_import`; the command line runs the same functions itself.
"""

from peyvand.platform.actions.imports.explaining import first_errors
from peyvand.platform.actions.imports.plan import open_to, reason_text, specs, tables
from peyvand.platform.actions.imports.preparing import (
    Choices,
    begin,
    choose,
    discard,
    read_differently,
    receive_file,
    require_import,
    resumable,
    table_of,
)
from peyvand.platform.actions.imports.running import check_import, check_path, progress_of, run_import
from peyvand.platform.actions.imports.undoing import WouldLose, begin_undo, losses, undo_import
from peyvand.platform.actions.imports.working import abandoned, send_to_work, work_on

__all__ = [
    "Choices",
    "WouldLose",
    "abandoned",
    "begin",
    "begin_undo",
    "check_import",
    "check_path",
    "choose",
    "discard",
    "first_errors",
    "losses",
    "open_to",
    "progress_of",
    "read_differently",
    "reason_text",
    "receive_file",
    "require_import",
    "resumable",
    "run_import",
    "send_to_work",
    "specs",
    "table_of",
    "tables",
    "undo_import",
    "work_on",
]
