"""The audit in sentences: who did what, when and from where, filtered by person, kind of thing and month."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core import display
from peyvand.core.jalali import NotADate, Period
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import show
from peyvand.platform import audit as writing
from peyvand.platform import organisation
from peyvand.platform.audit_reading import details, entries_of
from peyvand.platform.audit_words import Names
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.exporting import XLSX
from peyvand.platform.models import AuditEntry, User
from peyvand.platform.rules.export import csv_chunks, write_xlsx
from peyvand.platform.sentences import THINGS, tell
from peyvand.platform.web.office.tabs import tabs

SHOWN, CHUNK = 50, 2_000
MONTHS = 24
ASKED = ("person", "thing", "month")


def _months(asked: Period | None) -> list[tuple[str, str]]:
    """Return the months of the last two years, the present first, and what is asked for if it is none of them."""
    months = [Period.of(timezone.localdate(), "month")]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    if asked and asked not in months:
        months.append(asked)
    return [(str(one), one.label()) for one in months]


def _period(asked: QueryDict) -> Period | None:
    month = asked.get("month", "")
    try:
        return Period.parse(month) if month else None
    except NotADate:
        return None


def _filtered(asked: QueryDict) -> QuerySet[AuditEntry]:
    """Return the entries that fit what was asked; what makes no sense asks for nothing."""
    person, thing = (asked.get(name, "").replace("\x00", "") for name in ("person", "thing"))
    return entries_of(int(person[:15]) if person.isascii() and person.isdigit() else None, thing, _period(asked))


@page("audit", "view")
@require_GET
def audit(request: StaffRequest) -> HttpResponse:
    """Tell what was done, the latest first."""
    try:
        found = paginate(_filtered(request.GET), sort=["-id"], cursor=request.GET.get("cursor"), limit=SHOWN)
    except BadCursor:
        found = paginate(_filtered(request.GET), sort=["-id"], cursor=None, limit=SHOWN)
    query = request.GET.copy()
    query["cursor"] = found.next or ""
    people = list(User.objects.order_by("name"))
    names = Names.of(found.items, request.user)
    context = {
        "rows": [{"entry": e, "sentence": tell(e), "details": details(e, request.user, names)} for e in found.items],
        "more": f"?{query.urlencode()}" if found.next else "",
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "query": "&".join(f"{name}={request.GET[name]}" for name in ASKED if request.GET.get(name)),
        "months": _months(_period(request.GET)), "things": list(THINGS.items()), "people": people, "tabs": tabs(request),
    }  # fmt: skip
    return show(request, "platform/office/audit.html", context, part="platform/office/audit_rows.html")


@page("audit", "view")
@require_GET
def export(request: StaffRequest) -> HttpResponseBase:
    """Download the audit as it is filtered, CSV or XLSX (`format`); that is written down, too."""
    entries, kind = _filtered(request.GET), "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    facts = {name: request.GET[name][:100] for name in ASKED if request.GET.get(name)} | {"format": kind}
    writing.record(actor=request.user, action="audit.export", subject=request.user, changes=facts)
    head = [_("When"), _("Who"), _("From where"), _("What was done"), _("What changed")]
    lines = _lines(entries, request.user)
    if kind == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            csv_chunks(head, lines), content_type="text/csv; charset=utf-8"
        )
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "audit.xlsx"
            write_xlsx(path, head, lines, right_to_left=get_language_bidi(), sheet=_("Audit"))
            answer = FileResponse(path.open("rb"), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="audit.{kind}"'
    return answer


def _told(entries: Sequence[AuditEntry], reader: User) -> list[list[str]]:
    names, zone, lines = Names.of(entries, reader), organisation.zone(), []
    for entry in entries:
        told = details(entry, reader, names)
        changed = "; ".join(f"{one.label}: {one.before} → {one.after}" for one in told)
        at = entry.at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
        lines.append([at, entry.actor_name, entry.origin, strip_tags(tell(entry)), changed])
    return lines


def _lines(entries: QuerySet[AuditEntry], reader: User) -> Iterator[list[str]]:
    """Return the entries as rows of a sheet; a stream outlives the reader's language and digits, so they come along."""
    return _streamed(entries, reader, get_language(), display.current())


def _streamed(
    entries: QuerySet[AuditEntry], reader: User, language: str, shown: display.Display
) -> Iterator[list[str]]:
    """Yield the rows, a chunk at a time."""
    cursor = None
    while True:
        found = paginate(entries, sort=["-id"], cursor=cursor, limit=CHUNK)
        with override(language), display.use(shown):
            lines = _told(found.items, reader)
        yield from lines
        cursor = found.next
        if cursor is None:
            return
