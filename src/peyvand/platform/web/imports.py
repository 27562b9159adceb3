"""The import pages: one page with four steps that collapse into sentences, and the list of imports."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import show
from peyvand.platform.actions import imports as actions
from peyvand.platform.actions.settings import change_setting
from peyvand.platform.choices import ImportStatus
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.imports import ColumnsForm, DialectForm, FileForm
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.models import Import
from peyvand.platform.policies import may
from peyvand.platform.rules.files import Unreadable, sniff
from peyvand.platform.web.import_pages import page_context

PAGE = "platform/imports/import.html"
STEPS = "platform/imports/steps.html"
LISTED = 100


@page("import", "view")
@require_GET
def imports(request: StaffRequest) -> HttpResponse:
    """List the imports, newest first."""
    runs = Import.objects.visible_to(request.user).select_related("user")[:LISTED]
    labels = {key: table.label for key, table in actions.tables().items()}
    rows = [(run, labels.get(run.table, run.table)) for run in runs]
    return show(request, "platform/imports/list.html", {"rows": rows, "may_add": may(request.user, "import", "add")})


@page("import", "add")
def import_new(request: StaffRequest) -> HttpResponse:
    """Take a file in."""
    posted = request.method == "POST"
    form = FileForm(request.POST if posted else None, request.FILES if posted else None,
                    initial={"table": request.GET.get("table", "")})  # fmt: skip
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.receive_file(
                actor=request.user, table=form.cleaned_data["table"], pieces=file.chunks(), name=file.name
            )
        except Unreadable as refused:
            form.add_error("file", refused.sentence)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return redirect("platform:import", run.pk)
    tables = list(actions.tables().values())
    return show(request, "platform/imports/new.html", {"form": form, "tables": tables}, status=422 if posted else 200)


def _find(request: StaffRequest, pk: int) -> Import:
    found: Import = get_object_or_404(Import.objects.visible_to(request.user).select_related("user"), pk=pk)
    return found


def _show(request: StaffRequest, run: Import, forms: dict[str, Any] | None = None) -> HttpResponse:
    context = page_context(request, run, forms)
    return show(request, PAGE, context, part=STEPS, status=422 if forms else 200)


@page("import", "view")
@require_GET
def import_page(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one import where it stands; while it works, the page asks again every second."""
    return _show(request, _find(request, pk))


@page("import", "add")
@require_POST
def import_read(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct how the file is read."""
    run = _find(request, pk)
    try:
        form = DialectForm(request.POST, run=run, sheets=list(sniff(Path(run.path), run.file_name).sheets))
        if not form.is_valid():
            return _show(request, run, {"dialect": form})
        dialect = form.cleaned_data
        actions.read_differently(actor=request.user, import_id=pk, table=dialect.pop("table"), dialect=dialect)
    except Unreadable as refused:
        messages.error(request, refused.sentence)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("platform:import", pk)


@page("import", "add")
@require_POST
def import_choose(request: StaffRequest, pk: int) -> HttpResponse:
    """Fix what each column holds, then check at once."""
    run = _find(request, pk)
    form = ColumnsForm(request.POST, run=run, table=actions.open_to(actions.table_of(run.table), request.user))
    if not form.is_valid():
        return _show(request, run, {"columns": form})
    policy = form.cleaned_data.get("policy") or run.policy
    try:
        choices = actions.Choices(mapping=form.mapping(), policy=policy, options=form.options())
        actions.choose(actor=request.user, import_id=pk, choices=choices)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _show(request, run, {"columns": form})
    return _begin(request, pk, dry=True)


@page("import", "add")
@require_POST
def import_begin(request: StaffRequest, pk: int) -> HttpResponse:
    """Start the import, or its dry run (`dry`)."""
    _find(request, pk)
    return _begin(request, pk, dry=bool(request.POST.get("dry")))


def _begin(request: StaffRequest, pk: int, *, dry: bool) -> HttpResponse:
    try:
        actions.begin(actor=request.user, import_id=pk, dry=dry)
        actions.send_to_work(pk)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("platform:import", pk)


@page("import", "view")
@require_GET
def import_errors(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Download the rows that were left out, with line, column, value and reason."""
    run = _find(request, pk)
    path = actions.check_path(run) if request.GET.get("check") else Path(run.errors_path)
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"import-{run.pk}-errors.csv", content_type="text/csv"
    )


@page("import", "delete")
@require_POST
def import_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the import back; when something would be lost, say what and ask again."""
    run = _find(request, pk)
    try:
        actions.begin_undo(actor=request.user, import_id=pk, force=bool(request.POST.get("force")))
        actions.send_to_work(pk)
    except actions.WouldLose as loss:
        return show(request, "platform/imports/loss.html", {"run": run, "sentences": loss.sentences}, status=409)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("platform:import", pk)


@page("import", "add")
@require_POST
def import_discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Let go of a file that was not imported."""
    _find(request, pk)
    try:
        actions.discard(actor=request.user, import_id=pk)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect("platform:import", pk)
    messages.success(request, _("The file has been let go of; nothing was imported."))
    return redirect("platform:imports")


@page("setting", "change")
@require_POST
def import_as_of(request: StaffRequest, pk: int) -> HttpResponse:
    """Look at relationships as of the day after the newest exchange of this import."""
    run = _find(request, pk)
    if run.newest_on is None or run.status != ImportStatus.DONE:
        raise Http404
    day = run.newest_on + timedelta(days=1)
    change_setting(actor=request.user, key="as_of", text=day.isoformat())
    messages.success(request, _("Relationships are now shown as of that day."))
    return redirect("platform:import", pk)
