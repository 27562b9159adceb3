"""The pages on which an administrator defines custom fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peyvand.core.manifest import FieldSubject
from peyvand.core.pages import go, is_part, show
from peyvand.platform import organisation
from peyvand.platform.actions.fields import archive_field, holders, order_fields, restore_field, save_field
from peyvand.platform.choices import FieldKind
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.fields import registry
from peyvand.platform.fields.definition import Definition
from peyvand.platform.fields.kinds import make_field
from peyvand.platform.forms.fields import CustomFieldForm
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.models import CustomField
from peyvand.platform.policies import may
from peyvand.platform.web.office.tabs import tabs


def _subject(key: str) -> FieldSubject:
    found = registry.subjects().get(key)
    if found is None:
        raise Http404
    return found


@page("setting", "view")
@require_GET
def fields(request: StaffRequest) -> HttpResponse:
    """List the organisation's own fields in their order, by the kind of record."""
    rows = list(CustomField.objects.all())
    groups = [
        {
            "subject": subject,
            "living": [row for row in rows if row.subject == subject.key and row.archived_at is None],
            "archived": [row for row in rows if row.subject == subject.key and row.archived_at is not None],
        }
        for subject in registry.subjects().values()
    ]
    context = {"groups": groups, "may_change": may(request.user, "setting", "change"), "tabs": tabs(request)}
    return show(request, "platform/office/fields.html", context)


def _example(form: CustomFieldForm) -> forms.BoundField:
    """Return the field that is being defined as people will meet it."""
    sent = form.data if form.is_bound else form.initial
    kind = form.row.kind if form.row else str(sent.get("kind") or "")
    definition = Definition(
        id=0,
        subject="",
        key="example",
        kind=kind if kind in FieldKind.values else FieldKind.TEXT,
        label_fa=str(sent.get("label_fa") or ""),
        label_en=str(sent.get("label_en") or ""),
        help_fa=str(sent.get("help_fa") or ""),
        help_en=str(sent.get("help_en") or ""),
        currency=(form.row.currency if form.row else "") or str(organisation.get("currency")),
        options=form.options(),
    )
    shown = forms.Form(auto_id="example-%s")
    shown.fields["value"] = make_field(definition)
    shown.fields["value"].label = definition.label or _("your field")
    return shown["value"]


def _form(request: StaffRequest, subject: FieldSubject, form: CustomFieldForm) -> HttpResponse:
    row = form.row
    context = {
        "subject": subject,
        "row": row,
        "form": form,
        "options": form.options() if form.is_listed() else None,
        "example": _example(form),
        "held": holders(row) if row else 0,
        "tabs": tabs(request),
    }
    return show(request, "platform/office/field.html", context, status=422 if form.errors else 200)


def _save(request: StaffRequest, subject: FieldSubject, row: CustomField | None) -> HttpResponse:
    form = CustomFieldForm(request.POST if request.method == "POST" else None, subject=subject, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            save_field(actor=request.user, subject=subject.key, facts=form.facts(), field_id=row.pk if row else None)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("Saved. The field is in forms, lists, imports and the API from now on."))
            return go(request, reverse("platform:fields"))
    return _form(request, subject, form)


@page("setting", "change")
@require_http_methods(["GET", "POST"])
def field_new(request: StaffRequest, subject: str) -> HttpResponse:
    """Add a field to a kind of record."""
    return _save(request, _subject(subject), None)


@page("setting", "change")
@require_http_methods(["GET", "POST"])
def field(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a field."""
    row = get_object_or_404(CustomField, pk=pk)
    return _save(request, _subject(row.subject), row)


@page("setting", "change")
@require_POST
def example(request: StaffRequest) -> HttpResponse:
    """Show the field that is being typed as people will meet it; with `?options` the rows of what can be chosen."""
    row = CustomField.objects.filter(pk=_number(request.POST.get("row", ""))).first()
    form = CustomFieldForm(request.POST, subject=_subject(request.POST.get("subject", "")), row=row)
    if "options" in request.GET:
        context: dict[str, Any] = {"options": form.options()} if form.is_listed() else {}
        return show(request, "platform/office/field_options.html", context)
    return show(request, "platform/office/field_example.html", {"example": _example(form)})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@page("setting", "change")
@require_GET
def option_row(request: StaffRequest) -> HttpResponse:
    """Bring an empty row for one more option."""
    return show(request, "platform/office/field_option.html", {"option": None})


@page("setting", "change")
@require_POST
def fields_order(request: StaffRequest, subject: str) -> HttpResponse:
    """Put the fields in the order that was sent (`order`, ids by commas), or one a place up (`up`)."""
    known = [one.id for one in registry.living(_subject(subject).key)]
    wanted = [_number(text) for text in request.POST.get("order", "").split(",")]
    if (up := _number(request.POST.get("up", ""))) in known[1:]:
        at = known.index(up)
        wanted = [*known[: at - 1], up, known[at - 1], *known[at + 1 :]]
    order_fields(actor=request.user, subject=subject, field_ids=[pk for pk in wanted if pk in known])
    return HttpResponse(status=204) if is_part(request) else go(request, reverse("platform:fields"))


@page("setting", "change")
@require_POST
def field_archive(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a field out of use; its values stay."""
    row = archive_field(actor=request.user, field_id=get_object_or_404(CustomField, pk=pk).pk)
    undo = f"undo:{reverse('platform:field_restore', args=[pk])}"
    messages.success(request, _("“%(name)s” is out of use. Its values are kept.") % {"name": row}, extra_tags=undo)
    return go(request, reverse("platform:fields"))


@page("setting", "change")
@require_POST
def field_restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a field into use again."""
    row = restore_field(actor=request.user, field_id=get_object_or_404(CustomField, pk=pk).pk)
    messages.success(request, _("“%(name)s” is in use again.") % {"name": row})
    return go(request, reverse("platform:fields"))
