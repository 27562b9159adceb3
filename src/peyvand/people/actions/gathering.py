"""Everything we know about a person as one file: JSON for machines, a page for her."""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Field, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from peyvand.core.html import Html, escape
from peyvand.core.manifest import Text
from peyvand.people.actions.about import Part, audit_of, one_and_all, parts
from peyvand.people.actions.customers import lock
from peyvand.people.choices import FileState
from peyvand.people.models import Customer, PersonFile
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.audit import plain
from peyvand.platform.field_classes import GUARDED, reads_class
from peyvand.platform.models import User
from peyvand.platform.sentences import THINGS

KEPT = timedelta(days=7)
Row = dict[str, Any]
Sections = dict[str, list[Row]]
STYLE = "body{font-family:sans-serif;max-width:60rem;margin:2rem auto}dt{color:#666}dd{margin:0 0 .5rem}"


def require_all_of(actor: User, customer: Customer) -> None:
    """Raise PermissionDenied with a sentence unless `actor` may hand out everything about this customer."""
    require_for(actor, customer, "export")
    if not all(reads_class(actor, one) for one in GUARDED):
        raise PermissionDenied(_("Whoever hands out everything about a person has to see every field."))


def ask_for_file(*, actor: User, customer_id: int) -> PersonFile:
    """Ask for the file of a customer; `write_file` makes it in the background."""
    with transaction.atomic():
        customer = lock(customer_id)
        require_all_of(actor, customer)
        asked = PersonFile.objects.create(customer=customer, asked_by=actor)
        audit.record(actor=actor, action="customer.data", subject=customer)
    return asked


def write_file(file_id: int, labels: Mapping[str, Text]) -> None:
    """Write the file that was asked for, fields called by their `labels`.

    A file that is there already, or whose customer is gone, is left alone. Whoever may not have it any more gets none.
    """
    waiting = PersonFile.objects.select_related("customer", "asked_by__role").filter(state=FileState.WAITING)
    if (asked := waiting.filter(pk=file_id).first()) is None:
        return
    try:
        require_all_of(asked.asked_by, asked.customer)
    except PermissionDenied:
        asked.delete()
        return
    place = settings.MEDIA_ROOT / "people" / f"{asked.pk}-{secrets.token_hex(8)}.zip"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch(mode=0o600)
    found = everything_about(asked.customer)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1))
        file.writestr("data.html", page_of(asked.customer, found, labels))
    done = PersonFile.objects.filter(pk=file_id)
    done.update(state=FileState.DONE, path=str(place), size=place.stat().st_size, done_at=timezone.now())


def clear_old_files() -> None:
    """Remove files that nobody fetched within a week."""
    old = PersonFile.objects.filter(asked_at__lt=timezone.now() - KEPT)
    paths = list(old.exclude(path="").values_list("path", flat=True))
    old.delete()
    for path in paths:
        Path(path).unlink(missing_ok=True)


def everything_about(customer: Customer) -> Sections:
    """Return every row about a customer by table: "people.Customer" first, the audit about her last."""
    ids = one_and_all(customer.pk)
    names = dict(User.objects.values_list("pk", "name"))
    found: Sections = {"people.Customer": list(_rows(Customer.objects.filter(pk__in=ids), names))}
    for part in parts():
        if part.said.told and (rows := list(_rows(_told(part, ids), names))):
            found.setdefault(part.label, []).extend(rows)
    entries = (
        audit_of(ids)
        .exclude(_silent(ids))
        .order_by("id")
        .values("at", "actor_name", "action", "model", "title", "changes")
    )
    found["platform.AuditEntry"] = [{name: plain(value) for name, value in entry.items()} for entry in entries]
    return found


def _told(part: Part, ids: set[int]) -> QuerySet[Any]:
    """Return the rows of a table that are handed out."""
    return part.of(ids).exclude(pk__in=part.untold(ids).values("pk")).order_by("pk")


def _silent(ids: set[int]) -> Q:
    """Return which rows of the audit tell what is not handed out."""
    silent = Q(pk=None)
    for part in parts():
        if part.said.untold or not part.said.told:
            silent |= Q(model=part.model._meta.model_name, object_id__in=part.untold(ids).values("pk"))
    return silent


def _rows(rows: QuerySet[Any], names: Mapping[int, str]) -> Iterator[Row]:
    fields: list[Field[Any, Any]] = [one for one in rows.model._meta.concrete_fields if not one.generated]
    for row in rows.values(*(field.attname for field in fields)):
        yield {field.name: _value(field, row[field.attname], names) for field in fields}


def _value(field: Field[Any, Any], value: Any, names: Mapping[int, str]) -> Any:
    """Return a value as JSON holds it; a colleague by her name."""
    if field.related_model is User and value is not None:
        return names.get(value, value)
    return plain(value)


def page_of(customer: Customer, found: Sections, labels: Mapping[str, Text]) -> str:
    """Return what was found as a page that opens anywhere, without anything from elsewhere."""
    head = (
        f'<html lang="{get_language() or "fa"}" dir="{"rtl" if get_language_bidi() else "ltr"}"><meta charset="utf-8">'
    )
    title = escape(_("Everything we know about %(name)s") % {"name": customer.name})
    sections = "".join(_section(label, rows, labels) for label, rows in found.items())
    return f"<!doctype html>{head}<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{sections}</html>"


def _section(label: str, rows: list[Row], labels: Mapping[str, Text]) -> Html:
    lists = "".join(f"<dl>{_lines(row, labels)}</dl><hr>" for row in rows)
    return Html(f"<h2>{escape(label_of(label))}</h2>{lists}")


def _lines(row: Row, labels: Mapping[str, Text]) -> str:
    told = ((name, value) for name, value in row.items() if value not in (None, "", [], {}))
    return "".join(
        f"<dt>{escape(labels.get(name, name))}</dt><dd><bdi>{escape(_said(value))}</bdi></dd>" for name, value in told
    )


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def label_of(label: str) -> str:
    """Return what a table is called to people, by its name in manifests ("sales.Order")."""
    return str(THINGS.get(label.partition(".")[2].lower(), label))
