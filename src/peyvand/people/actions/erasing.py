"""Forgetting a person on her demand: what could tell who she was goes everywhere, sums stay.

Her record becomes a stub without a name that nobody finds. Rows that a context keeps for its sums (`Belonging.erased`)
lose their words; all others go. What was written in the audit loses title and values, and keeps who did what when.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.about import Part, audit_of, one_and_all, parts
from peyvand.people.events import CustomerDeleted
from peyvand.people.models import Affiliation, ContactPoint, Customer, Forgotten, PersonFile
from peyvand.people.policies import require_for
from peyvand.people.rules.forgetting import digests
from peyvand.platform import audit
from peyvand.platform.actions.forgetting import forget_traces
from peyvand.platform.models import AuditEntry, User

NOBODY = "—"
# The deeds of one customer that name another.
NEIGHBOURLY = ("customer.people", "customer.party", "customer.merge", "customer.unmerge")
STAYS = frozenset(
    {"id", "kind", "is_demo", "version", "created_by", "created_at", "updated_at", "deleted_at", "erased_at"}
)


@dataclass(frozen=True)
class Extent:
    """What an erasure takes away and what it only empties: how many rows of each table."""

    goes: dict[str, int]
    stays: dict[str, int]
    records: int


def extent(customer_id: int) -> Extent:
    """Count what an erasure would do."""
    ids = one_and_all(customer_id)
    goes: Counter[str] = Counter()
    stays: Counter[str] = Counter()
    for part in parts():
        (goes if part.said.erased is None else stays)[part.label] += part.of(ids).count()
    return Extent(dict(+goes), dict(+stays), len(ids))


def erase_customer(*, actor: User, customer_id: int, version: int) -> Customer:
    """Forget a customer and every record that was merged into hers. There is no way back.

    Raises PermissionDenied, Customer.DoesNotExist, and ValidationError when she changed since the person looked.
    """
    with transaction.atomic():
        customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id, erased_at=None)
        require_for(actor, customer, "erase")
        if customer.version != version:
            raise ValidationError(_("This customer changed in the meantime. Look again at what goes."))
        ids = one_and_all(customer_id)
        _remember(ids)
        runs, files, names = _imports_of(ids), _files(ids), _names(ids)
        words = names | _numbers(ids)
        with audit.changes_allowed():
            audit_of(ids).update(title="", changes={})
            _told_of_neighbours(ids, names).update(changes={})
        _clear_rows(ids)
        Customer.objects.filter(pk__in=ids).update(**_emptied())
        customer.refresh_from_db()
        files += forget_traces(model="customer", ids=ids, runs=runs, words=words)
        audit.record(actor=actor, action="customer.erase", subject=customer, changes={"records": len(ids)})
        publish(CustomerDeleted(customer_id=customer_id))
        transaction.on_commit(lambda: _unlink(files))
    return customer


def _remember(ids: set[int]) -> None:
    """Keep hashes of her numbers and addresses, so that no file brings her back unnoticed."""
    rows = [Forgotten(digest=one) for one in sorted(digests(settings.SECRET_KEY, _numbers(ids)))]
    Forgotten.objects.bulk_create(rows, ignore_conflicts=True)


def _numbers(ids: set[int]) -> set[str]:
    """Return her phones, addresses and identifiers."""
    values: set[str | None] = set(ContactPoint.objects.filter(customer__in=ids).values_list("value", flat=True))
    for numbers in Customer.objects.filter(pk__in=ids).values_list("national_id", "external_id"):
        values.update(numbers)
    return {value for value in values if value}


def _names(ids: set[int]) -> set[str]:
    """Return what she is called, and was called whenever something was done with her."""
    now = Customer.objects.filter(pk__in=ids).values_list("name", flat=True)
    once = AuditEntry.objects.filter(model="customer", object_id__in=ids).values_list("title", flat=True)
    return {name for name in (*now, *once) if name}


def is_forgotten(values: Iterable[str]) -> set[str]:
    """Return which of these numbers and addresses belong to somebody who was erased."""
    if not Forgotten.objects.exists():
        return set()  # as nearly everywhere: the numbers of a million rows need not be looked through
    hashes = {next(iter(digests(settings.SECRET_KEY, [value]))): value for value in set(values) if value.strip()}
    known = Forgotten.objects.filter(digest__in=list(hashes)).values_list("digest", flat=True)
    return {hashes[digest] for digest in known}


def _told_of_neighbours(ids: set[int], names: set[str]) -> QuerySet[AuditEntry]:
    """Return what the audit of others says about her: of whom she belongs to, and of whom she once was one with.

    Those she has left point to her no more, so they are found by her names.
    """
    houses = Affiliation.objects.filter(person__in=ids).values("organisation")
    named = Q(action="customer.people", object_id__in=houses)
    for name in names:
        said = json.dumps(name, ensure_ascii=False)
        named |= Q(told__contains=said) | Q(told__contains=f": {said[1:]}")  # by itself, or as "partner of: ..."
    told = AuditEntry.objects.filter(model="customer", action__in=NEIGHBOURLY).annotate(
        told=Cast("changes", TextField())
    )
    return told.filter(named)


def _clear_rows(ids: set[int]) -> None:
    every = list(parts())
    for part in sorted(every, key=lambda one: one.said.path == ""):  # what hangs on her rows first
        _clear(part, ids)


def _clear(part: Part, ids: set[int]) -> None:
    if part.said.erased is None:
        part.of(ids).delete()
    elif part.said.erased:
        part.of(ids).update(**part.said.erased)


def _emptied() -> dict[str, Any]:
    """Return the values of a stub: nothing in any field that people or files fill, whichever are added one day."""
    fields: list[Field[Any, Any]] = [
        field for field in Customer._meta.concrete_fields if field.name not in STAYS and not field.generated
    ]
    now = timezone.now()
    return {field.name: _nothing(field) for field in fields} | {"name": NOBODY, "deleted_at": now, "erased_at": now}


def _nothing(field: Field[Any, Any]) -> Any:
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


def _files(ids: set[int]) -> list[str]:
    return [path for path in PersonFile.objects.filter(customer__in=ids).values_list("path", flat=True) if path]


def _imports_of(ids: set[int]) -> set[int]:
    """Return the imports that made her or something about her: their files name her."""
    found = set(Customer.objects.filter(pk__in=ids).values_list("made_by_import", flat=True))
    for part in parts():
        if any(field.name == "made_by_import" for field in part.model._meta.concrete_fields):
            found |= set(part.of(ids).order_by().values_list("made_by_import", flat=True))
    return {run for run in found if run}


def _unlink(files: list[str]) -> None:
    for file in files:
        Path(file).unlink(missing_ok=True)
