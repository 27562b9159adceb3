"""What the import page shows in each state: facts for the template, gathered without asking the database twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.manifest import ImportTable
from peyvand.core.money import Money
from peyvand.platform import organisation
from peyvand.platform.actions.imports import check_path, first_errors, open_to, progress_of, reason_text, table_of
from peyvand.platform.choices import ImportStatus
from peyvand.platform.doors import StaffRequest
from peyvand.platform.forms.imports import DELIMITER_NAMES, ENCODING_NAMES, ColumnsForm, DialectForm
from peyvand.platform.models import Import
from peyvand.platform.policies import may
from peyvand.platform.rules.files import Dialect, Unreadable, preview, sniff

OPEN = frozenset({ImportStatus.DRAFT, ImportStatus.READY})
BUSY = frozenset({ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING})
OLD_DAYS = 60
FIRST_STRONG, POP = "\u2068", "\u2069"


def step_of(run: Import, change: str) -> int:
    """Return which of the four steps a person is at: 1 file, 2 columns, 3 dry run, 4 import."""
    if run.status in OPEN and change in {"file", "columns"}:
        return 1 if change == "file" else 2
    if run.status == ImportStatus.DRAFT:
        return 2
    if run.status == ImportStatus.CHECKING or (run.status == ImportStatus.READY and not run.checked):
        return 3
    return 4


def page_context(request: StaffRequest, run: Import, forms: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return everything the page needs, in its present state."""
    table, step = table_of(run.table), step_of(run, request.GET.get("change", ""))
    context: dict[str, Any] = {
        "run": run, "table": table, "step": step, "is_open": run.status in OPEN, "busy": run.status in BUSY,
        "states": ["done" if n < step else "now" if n == step else "later" for n in (1, 2, 3, 4)],
        "file_said": file_said(run, table), "columns_said": columns_said(run),
        "may_undo": may(request.user, "import", "delete") and run.status in {ImportStatus.DONE, ImportStatus.FAILED},
    }  # fmt: skip
    if run.status in OPEN:
        context |= _reading(run, table, step, forms or {})
    if run.status in BUSY:
        context["progress"] = progress_of(run)
    if run.checked:
        context["check"] = counted(table, run.checked, first_errors(str(check_path(run)), 10))
    if run.status in {ImportStatus.DONE, ImportStatus.FAILED, ImportStatus.UNDONE}:
        context |= _report(request, run, table)
    return context


def file_said(run: Import, table: ImportTable) -> str:
    """Return what the file holds and how it is read, as a sentence; each part is isolated, so that Latin and Persian keep
    their order."""
    dialect = run.dialect
    if dialect.get("kind") == "xlsx":
        parts = [run.file_name, str(table.label), _("sheet “%(sheet)s”") % {"sheet": dialect.get("sheet", "")}]
    else:
        encoding, delimiter = (
            ENCODING_NAMES.get(dialect.get("encoding", "")),
            DELIMITER_NAMES.get(dialect.get("delimiter", "")),
        )
        parts = [run.file_name, str(table.label), str(encoding), str(delimiter)]
    return " · ".join(f"{FIRST_STRONG}{part}{POP}" for part in parts)


def columns_said(run: Import) -> str:
    """Return how many columns are used, as a sentence."""
    return _("%(used)s of %(all)s columns are imported") % {
        "used": shown_digits(len(run.mapping)),
        "all": shown_digits(len(run.header)),
    }


def _reading(run: Import, table: ImportTable, step: int, forms: dict[str, Any]) -> dict[str, Any]:
    path = Path(run.path)
    context: dict[str, Any] = {}
    columns = forms.get("columns") or ColumnsForm(run=run, table=open_to(table, run.user))
    try:
        seen = preview(path, Dialect.from_json(run.dialect))
        context["rows"] = seen.rows
        samples = [
            [row.values[place] for row in seen.rows if row.values[place].strip()][:3]
            for place in range(len(run.header))
        ]
        context["columns"] = list(zip(run.header, samples, columns.columns(), strict=True))
        if step == 1:
            sheets = list(sniff(path, run.file_name).sheets)
            context["dialect_form"] = forms.get("dialect") or DialectForm(run=run, sheets=sheets)
    except Unreadable as unreadable:
        context["unreadable"] = unreadable.sentence
    return context | {"columns_form": columns}


def counted(table: ImportTable, counts: dict[str, Any], errors: list[list[str]]) -> dict[str, Any]:
    """Return counts with their reasons and totals in words."""
    reasons = [(reason_text(table, code), rows) for code, rows in counts.get("reasons", {}).items()]
    totals = counts.get("totals", {})
    return {
        **counts,
        "reasons": sorted(reasons, key=lambda reason: -reason[1]),
        "made": [(label, totals[key]) for key, label in table.made.items() if totals.get(key)],
        "money": [Money(amount, key[7:]) for key, amount in totals.items() if key.startswith("amount:")],
        "errors": errors,
    }


def _report(request: StaffRequest, run: Import, table: ImportTable) -> dict[str, Any]:
    names = ("rows", "created", "updated", "skipped", "rejected", "reasons", "totals")
    counts = {name: getattr(run, name) for name in names}
    context: dict[str, Any] = {
        "report": counted(table, counts, first_errors(run.errors_path, 10)),
        "list_url": table.list_url_name,
    }
    newest = run.newest_on
    if (
        newest
        and run.status == ImportStatus.DONE
        and organisation.as_of() is None
        and may(request.user, "setting", "change")
    ):
        context["offer_as_of"] = newest if (organisation.today() - newest).days > OLD_DAYS else None
    return context
