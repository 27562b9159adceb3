"""Taking imported customers back, and what would be lost by it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import CASCADE, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import ngettext

from peyvand.core.events import publish
from peyvand.core.sql import run_sql
from peyvand.people.events import CustomersImported
from peyvand.people.imports.fields import PROFILE
from peyvand.people.imports.writing import NULLABLE, UPDATE_SQL
from peyvand.people.models import Address, ContactPoint, Customer
from peyvand.people.rules.naming import reach_text
from peyvand.platform.actions.imports.removing import remove_all
from peyvand.platform.models import Import, ImportChange

BATCH = 5_000


def made_by(run: Import) -> QuerySet[Customer]:
    """Return the customers an import made."""
    return Customer.objects.filter(made_by_import=run.pk)


def _kept_on(made: QuerySet[Customer], run: Import) -> Iterator[tuple[str, int]]:
    """Return (model, count) of what people or other imports have recorded about these customers."""
    for relation in Customer._meta.related_objects:
        holder = relation.related_model
        if relation.on_delete is not CASCADE or relation.many_to_many:
            continue
        fields = {field.name for field in holder._meta.get_fields()}
        kept = holder._base_manager.filter(**{f"{relation.field.attname}__in": made.values("pk")})
        if "made_by_import" in fields:
            kept = kept.exclude(made_by_import=run.pk) if run.pk else kept
        elif holder._meta.model_name not in {"groupmember", "coowner", "affiliation"}:
            continue
        if count := kept.count():
            yield str(holder._meta.model_name), count


def _loss(model: str, count: int) -> str:
    """Return the sentence for so many rows of a model that would go with the customers."""
    values = {"count": count}
    if model == "order":
        return (
            ngettext("%(count)s order of theirs would be lost.", "%(count)s orders of theirs would be lost.", count)
            % values
        )
    if model == "interaction":
        return (
            ngettext(
                "%(count)s recorded contact with them would be lost.",
                "%(count)s recorded contacts with them would be lost.",
                count,
            )
            % values
        )
    return (
        ngettext(
            "%(count)s note of who belongs to whom would be lost.",
            "%(count)s notes of who belongs to whom would be lost.",
            count,
        )
        % values
    )


def lost_with(run: Import) -> list[str]:
    """Return what would be lost if the customers this import made went away."""
    made, sentences = made_by(run), []
    if changed := made.exclude(version=1).count():
        sentences.append(
            ngettext(
                "%(count)s customer that this import made has been changed since and would be removed.",
                "%(count)s customers that this import made have been changed since and would be removed.",
                changed,
            )
            % {"count": changed}
        )
    return sentences + [_loss(model, count) for model, count in _kept_on(made, run)]


def built_on(run: Import) -> list[str]:
    """Return what undoing an import of customers would lose."""
    sentences = lost_with(run)
    now_at = Customer.objects.filter(pk=OuterRef("object_id")).values("version")[:1]
    changes = run.changes.filter(model="customer").annotate(now_at=Subquery(now_at))
    if changed := changes.filter(now_at__isnull=False).exclude(now_at=F("version")).count():
        sentences.append(
            ngettext(
                "%(count)s customer that this import updated has been changed since; those changes would be lost.",
                "%(count)s customers that this import updated have been changed since; those changes would be lost.",
                changed,
            )
            % {"count": changed}
        )
    return sentences


def undo(run: Import) -> dict[str, int]:
    """Remove the customers this import made and put back those it changed."""
    removed = remove_all(made_by(run))
    restored = 0
    changes = iter(run.changes.filter(model="customer").order_by("id").iterator(BATCH))
    while batch := list(islice(changes, BATCH)):
        restored += _put_back(batch)
    return {"customers": removed, "restored": restored}


def _put_back(batch: list[ImportChange]) -> int:
    had = {change.object_id: set(change.before["points"]) for change in batch}
    points = ContactPoint.objects.filter(customer_id__in=had).values_list("pk", "customer_id", "kind", "value")
    added = [pk for pk, customer_id, kind, value in points if f"{kind}:{value}" not in had[customer_id]]
    ContactPoint.objects.filter(pk__in=added).delete()
    homeless = [change.object_id for change in batch if not change.before["address"]]
    Address.objects.filter(customer_id__in=homeless).delete()
    rows = [_row(change, had[change.object_id]) for change in batch]
    return run_sql(UPDATE_SQL, {"rows": json.dumps(rows, default=str), "now": timezone.now()})


def _row(change: ImportChange, points: Iterable[str]) -> dict[str, Any]:
    values = change.before["values"]
    pairs = sorted((kind, value) for kind, _colon, value in (point.partition(":") for point in points))
    return {
        **{name: values.get(name) or (None if name in NULLABLE else "") for name in PROFILE},
        "id": change.object_id,
        "reach": reach_text(pairs, [values.get("external_id"), values.get("national_id")]),
        "step": 1,
    }


def finished(run: Import) -> None:
    """Tell that customers came in or went out."""
    publish(CustomersImported(import_id=run.pk))
