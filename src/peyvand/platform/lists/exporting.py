"""A list as a file for spreadsheets: all its rows, read a chunk at a time, never all at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from peyvand.core import display
from peyvand.core.jalali import format_date
from peyvand.platform import audit, organisation
from peyvand.platform.doors import StaffRequest
from peyvand.platform.lists.cells import Exported, export_header, export_rows
from peyvand.platform.lists.fields import Field, ListSpec
from peyvand.platform.lists.querying import Listing, batches, reader_for
from peyvand.platform.lists.state import read_state
from peyvand.platform.rules.export import Cell, csv_chunks, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_list(request: StaffRequest, spec: ListSpec) -> HttpResponseBase:
    """Return the filtered list as CSV or XLSX (`format`), with one audit row. Raises ListError with a sentence."""
    reader = reader_for(request.user)
    fields = spec.allowed(request.user)
    listing = Listing(spec, fields, read_state(request.GET, spec, fields), reader)
    rows = listing.matching(spec.takeable(request.user))
    kind = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    facts = {
        "list": spec.url_name,
        "format": kind,
        "query": listing.state.query()[:2000],
        "rows": rows.order_by().count(),
    }
    audit.record(actor=request.user, action=f"{spec.model}.export", subject=request.user, changes=facts)
    columns = [field for field in listing.columns if field.export]
    name = f"{spec.url_name.rpartition(':')[2]}-{reader.today:%Y%m%d}.{kind}"
    header = export_header(columns, reader.display)
    lines = _lines(listing, rows, columns)
    if kind == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_chunks(header, lines), content_type="text/csv; charset=utf-8"
        )
    else:
        answer = _workbook(header, lines, f"{spec.label} {format_date(reader.today)}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(listing: Listing, rows: Any, columns: list[Field]) -> Iterator[list[Cell]]:
    """Yield the export's rows. A stream outlives its request, so each chunk brings the reader's language along."""
    shown, language = listing.reader.display, listing.reader.display.language
    with translation.override(language):
        exported = [Exported.of(field, listing.reader.currency) for field in columns]
    for chunk in listing.chunks(rows, columns):
        with translation.override(language), display.use(shown), organisation.reading_once():
            lines = list(export_rows(chunk, exported, batches(columns, chunk), shown))
        yield from lines


def _workbook(header: list[str], lines: Iterator[list[Cell]], title: str) -> HttpResponseBase:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_xlsx(path, header, lines, right_to_left=translation.get_language_bidi(), sheet=title)
        file = path.open("rb")  # stays readable after its name is gone; FileResponse closes it
    return FileResponse(file, content_type=XLSX)
