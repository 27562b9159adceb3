"""Everything that is kept about a customer, found through the model registry: what is handed out, what is erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from peyvand.core.manifest import Belonging, offers
from peyvand.people.actions.repointing import belongings
from peyvand.people.models import Customer
from peyvand.platform.models import AuditEntry

PLAIN = Belonging("")


@dataclass(frozen=True)
class Part:
    """The rows of one table about some customers, by way of `path`, and what its context says about them."""

    model: type[Model]
    path: str
    said: Belonging

    @property
    def label(self) -> str:
        """Return the model as manifests name it."""
        return self.model._meta.label

    def of(self, ids: set[int]) -> QuerySet[Any]:
        """Return the rows about these customers."""
        return self.model._base_manager.filter(**{f"{self.path}__in": ids})

    def untold(self, ids: set[int]) -> QuerySet[Any]:
        """Return those of them that are not handed out."""
        if not self.said.told:
            return self.of(ids)
        return self.of(ids).filter(**self.said.untold) if self.said.untold else self.of(ids).none()


def parts() -> Iterator[Part]:
    """Yield every table with rows about a customer: what points to her, and what contexts declare by a `path`.

    A new table that points to customers takes part without anybody remembering it.
    """
    said = belongings()
    relations: list[Any] = [field for field in Customer._meta.get_fields(include_hidden=True) if field.auto_created]
    for relation in relations:
        if (relation.one_to_many or relation.one_to_one) and relation.related_model != Customer:
            model = relation.related_model
            yield Part(model, relation.field.name, said.get(model._meta.label, PLAIN))
    declared: list[Belonging] = offers("belongings")
    for belonging in declared:
        if belonging.path:
            yield Part(apps.get_model(belonging.table), belonging.path, belonging)


def one_and_all(customer_id: int) -> set[int]:
    """Return the ids under which a customer is kept: her own, and those of records that were merged into hers."""
    found, fresh = {customer_id}, {customer_id}
    while fresh:
        fresh = set(Customer.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return found


def audit_of(ids: set[int]) -> QuerySet[AuditEntry]:
    """Return the audit of customers and of every row about them that is still there."""
    subjects: dict[str, set[int]] = {"customer": set(ids)}
    for part in parts():
        about = set(part.of(ids).order_by().values_list("pk", flat=True))
        subjects.setdefault(part.model._meta.model_name or "", set()).update(about)
    rows: QuerySet[AuditEntry] = AuditEntry.objects.none()
    for name, pks in subjects.items():
        rows |= AuditEntry.objects.filter(model=name, object_id__in=pks)
    return rows
