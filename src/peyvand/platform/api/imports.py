"""Imports over HTTP: send a file, say what its columns are, try it, run it, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field as NinjaField
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from peyvand.platform.actions.imports import (
    Choices,
    begin,
    begin_undo,
    check_path,
    choose,
    discard,
    progress_of,
    read_differently,
    reason_text,
    receive_file,
    send_to_work,
    table_of,
)
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.paging import Paging, page_of, shown_page, sort_paths
from peyvand.platform.api_kit.problems import invalid, not_found, pointer
from peyvand.platform.api_kit.shapes import Given, Id, MomentOut, PageOf, Words
from peyvand.platform.api_kit.versions import made_at
from peyvand.platform.choices import ImportStatus
from peyvand.platform.models import Import
from peyvand.platform.policies import require
from peyvand.platform.rules.files import Dialect, flaw_sentence, preview, sniff

router = Router(tags=["imports"])
SORTS = {"id": "id"}
Column = int | Annotated[Words, Field(max_length=500)]


class FileIn(Given):
    """What is in the file."""

    table: Annotated[
        Words,
        Field(max_length=40, description="customers, orders, interactions or consents; empty: told by its columns"),
    ] = ""
    run: Annotated[bool, Field(description="run it at once with the suggested mapping")] = False


class ReadingIn(Given):
    """How the file is read, where the guess was wrong; `delimiter` may also be called tab."""

    encoding: Literal["utf-8", "cp1256", "utf-16-le", "utf-16-be", "cp1252"] = "utf-8"
    delimiter: Literal[",", ";", "\t", "tab", "،", "|"] = ","
    sheet: Annotated[Words, Field(max_length=100)] = ""
    header_row: Annotated[int, Field(ge=0, le=999_999, description="the row of the column names, 0: there is none")] = 1


class ChoicesIn(Given):
    """How to bring it in; what is not sent stays as it was suggested. With another `table` or `reading` that is suggested
    anew."""

    table: Annotated[Words, Field(max_length=40, description="what is in the file, where the guess was wrong")] = ""
    reading: ReadingIn | None = None
    mapping: Annotated[dict[str, Column], Field(description="{field: column name, or number from 1}")] | None = None
    policy: Literal["create", "update", "skip"] | None = None
    match_by: Annotated[Words, Field(max_length=40)] | None = None
    owner_id: Id | None = None
    currency: Annotated[Words, Field(max_length=3)] | None = None
    day_first: bool | None = None


class ImportUndoIn(Given):
    """`force` undoes it even where later work is lost."""

    force: bool = False


class LeftOut(Schema):
    """Why rows were left out, and how many."""

    code: str
    text: str
    rows: int


class ImportOut(Schema):
    """An import; created + updated + skipped + rejected = rows of what was read so far."""

    id: int
    table: str
    file_name: str
    status: str
    reading: Annotated[dict[str, Any], NinjaField(description="kind, encoding, delimiter, sheet, header_row")]
    header: list[str]
    mapping: Annotated[dict[str, int], NinjaField(description="{field: column number from 1}")]
    policy: str
    options: dict[str, Any]
    rows: int
    created: int
    updated: int
    skipped: int
    rejected: int
    reasons: list[LeftOut]
    totals: dict[str, int]
    error: str
    errors_file: str | None
    newest_on: str | None
    user_id: int
    created_at: MomentOut
    started_at: MomentOut | None
    finished_at: MomentOut | None
    undone_at: MomentOut | None


class FileRowOut(Schema):
    """A row by its line in the file, one cell for each column; `flaw` says what is wrong with it as a whole."""

    line: int
    cells: list[str]
    flaw: str


class FilePreviewOut(Schema):
    """The first rows as the file is read now, and the sheets of a workbook."""

    header: list[str]
    rows: list[FileRowOut]
    sheets: list[str]


class ImportFilter(Paging):
    """Which imports, the newest first."""

    status: ImportStatus | None = None
    table: Annotated[Words, Field(max_length=40)] = ""


PLAIN = (
    "id", "table", "file_name", "status", "header", "policy", "options", "error", "user_id",
    "created_at", "started_at", "finished_at", "undone_at",
)  # fmt: skip


def shown(run: Import) -> dict[str, Any]:
    """Return an import as the API answers it; before it ran, with the counts of its dry run."""
    tried = bool(run.checked) and run.status == ImportStatus.READY
    counts = run.checked if tried else {**progress_of(run), "reasons": run.reasons, "totals": run.totals}
    table = table_of(run.table)
    return {
        **{name: getattr(run, name) for name in PLAIN},
        "reading": {name: run.dialect.get(name) for name in ("kind", *ReadingIn.model_fields)},
        "mapping": {key: place + 1 for key, place in run.mapping.items()},
        **{name: counts.get(name, 0) for name in ("rows", "created", "updated", "skipped", "rejected")},
        "reasons": [
            {"code": code, "text": reason_text(table, code), "rows": rows} for code, rows in counts["reasons"].items()
        ],
        "totals": counts["totals"],
        "errors_file": f"/api/v1/imports/{run.pk}/errors" if errors_path(run).exists() else None,
        "newest_on": run.newest_on.isoformat() if run.newest_on else None,
    }


def errors_path(run: Import) -> Path:
    """Return where the explanations of the run, or of the dry run before it, are."""
    return check_path(run) if run.status in {ImportStatus.READY, ImportStatus.DRAFT} else Path(run.errors_path)


def find(request: ApiRequest, import_id: int) -> Import:
    """Return an import that the caller may see, else the answer "nothing here"."""
    return one(Import.objects.visible_to(request.user), import_id)


@router.get("/imports", response=PageOf[ImportOut], operation_id="list_imports")
def list_imports(request: ApiRequest, asked: Query[ImportFilter]) -> dict[str, Any]:
    """List imports, the newest first."""
    require(request.user, "import", "view")
    exact = {"status": asked.status, "table": asked.table}
    rows = Import.objects.visible_to(request.user).filter(**{name: value for name, value in exact.items() if value})
    return shown_page(page_of(rows, asked, sort_paths("-id", SORTS)), shown)


@router.post("/imports", response={201: ImportOut}, operation_id="create_import")
def create(
    request: ApiRequest, response: HttpResponse, about: Form[FileIn], file: File[UploadedFile]
) -> Status[dict[str, Any]]:
    """Send a CSV or XLSX file. It is looked at and its columns are guessed; nothing is brought in before `run`."""
    run = receive_file(actor=request.user, table=about.table, pieces=file.chunks(), name=file.name or "file")
    if about.run:
        run = choose(actor=request.user, import_id=run.pk, choices=Choices(run.mapping, run.policy, run.options))
        run = started(request, run, dry=False)
    made_at(request, response, run)
    return Status(201, shown(run))


@router.get("/imports/{int:import_id}", response=ImportOut, operation_id="get_import")
def get(request: ApiRequest, import_id: int) -> dict[str, Any]:
    """Return one import: how far it is, or how it ended."""
    return shown(find(request, import_id))


@router.get("/imports/{int:import_id}/preview", response=FilePreviewOut, operation_id="preview_import")
def look(request: ApiRequest, import_id: int) -> dict[str, Any]:
    """Return the first 20 rows of a file that was not run yet, as it is read now."""
    run = find(request, import_id)
    if run.status not in {ImportStatus.READY, ImportStatus.DRAFT}:
        raise not_found()
    seen = preview(Path(run.path), Dialect.from_json(run.dialect))
    rows = [{"line": row.line, "cells": row.values, "flaw": flaw_sentence(row.flaw)} for row in seen.rows]
    return {"header": seen.header, "rows": rows, "sheets": list(sniff(Path(run.path), run.file_name).sheets)}


@router.patch("/imports/{int:import_id}", response=ImportOut, operation_id="choose_import")
def change(request: ApiRequest, import_id: int, given: ChoicesIn) -> dict[str, Any]:
    """Say how the file is read, which column holds what, and how to bring it in."""
    run = find(request, import_id)
    sent = given.model_dump(exclude_unset=True, exclude={"mapping", "policy", "reading", "table"})
    if given.reading is not None or given.table:
        dialect = given.reading.model_dump(exclude_unset=True) if given.reading else {}
        if dialect.get("delimiter") == "tab":
            dialect["delimiter"] = "\t"
        run = read_differently(actor=request.user, import_id=run.pk, table=given.table, dialect=dialect)
        if given.model_fields_set <= {"reading", "table"}:
            return shown(run)
    mapping = run.mapping if given.mapping is None else places(run, given.mapping)
    choices = Choices(mapping, given.policy or run.policy, {**run.options, **sent})
    return shown(choose(actor=request.user, import_id=run.pk, choices=choices))


def places(run: Import, mapping: dict[str, Column]) -> dict[str, int]:
    """Return {field: column index} from names or numbers of columns."""
    known = {name: place for place, name in enumerate(run.header)}
    found = {key: column - 1 if isinstance(column, int) else known.get(column, -1) for key, column in mapping.items()}
    errors = [
        {"pointer": pointer("mapping", key), "detail": _("The file has no such column.")}
        for key, place in found.items()
        if not 0 <= place < len(run.header)
    ]
    if errors:
        raise invalid(errors)
    return found


def started(request: ApiRequest, run: Import, *, dry: bool) -> Import:
    """Set an import to work in the background."""
    if run.status == ImportStatus.DRAFT:
        choices = Choices(run.mapping, run.policy, run.options)
        choose(actor=request.user, import_id=run.pk, choices=choices)
    run = begin(actor=request.user, import_id=run.pk, dry=dry)
    send_to_work(run.pk)
    return run


@router.post("/imports/{int:import_id}/check", response={202: ImportOut}, operation_id="check_import")
def check(request: ApiRequest, import_id: int) -> Status[dict[str, Any]]:
    """Try it without keeping anything; read the import again for the counts."""
    return Status(202, shown(started(request, find(request, import_id), dry=True)))


@router.post("/imports/{int:import_id}/run", response={202: ImportOut}, operation_id="run_import")
def run(request: ApiRequest, import_id: int) -> Status[dict[str, Any]]:
    """Bring it in, in the background; read the import again for its progress."""
    return Status(202, shown(started(request, find(request, import_id), dry=False)))


@router.post("/imports/{int:import_id}/undo", response={202: ImportOut}, operation_id="undo_import")
def undo(request: ApiRequest, import_id: int, given: ImportUndoIn | None = None) -> Status[dict[str, Any]]:
    """Take the whole import back, in the background. Refused (409) where later work would be lost."""
    find(request, import_id)
    force = given is not None and given.force
    begun = begin_undo(actor=request.user, import_id=import_id, force=force)
    send_to_work(begun.pk)
    return Status(202, shown(begun))


@router.delete("/imports/{int:import_id}", response={204: None}, operation_id="discard_import")
def delete(request: ApiRequest, import_id: int) -> Status[None]:
    """Let go of a file that was never run."""
    discard(actor=request.user, import_id=find(request, import_id).pk)
    return Status(204, None)


@router.get("/imports/{int:import_id}/errors", response={200: None}, operation_id="get_import_errors")
def errors(request: ApiRequest, import_id: int) -> FileResponse:
    """Return the explanations as CSV: line, column, value, reason."""
    path = errors_path(find(request, import_id))
    if not path.exists():
        raise not_found()
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"errors-{import_id}.csv", content_type="text/csv"
    )
