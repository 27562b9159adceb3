"""Writing the audit: one row per act, inside the act's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction

from peyvand.platform.models import AuditEntry


@contextmanager
def changes_allowed() -> Iterator[None]:
    """Allow audit rows to be changed or deleted inside this block, which is one transaction.

    Only for erasing a person on her own demand and for taking the demo company away: a trigger refuses it elsewhere.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL peyvand.allow_audit_change = 'on'")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL peyvand.allow_audit_change = 'off'")


def plain(value: Any) -> Any:
    """Return `value` as JSON holds it."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime | Decimal):
        return str(value)
    return value


def record(*, actor: Any, action: str, subject: models.Model, changes: Mapping[str, Any] | None = None) -> None:
    """Write one audit row: `changes` is {field: [before, after]} or {field: value} for what was made."""
    AuditEntry.objects.create(
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor or "")[:120],
        action=action,
        model=subject._meta.model_name or "",
        object_id=subject.pk,
        title=str(subject)[:300],
        changes={
            field: [plain(v) for v in value] if isinstance(value, list | tuple) else plain(value)
            for field, value in (changes or {}).items()
        },
    )


def record_many(*, actor: Any, action: str, model: str, rows: Iterable[tuple[int, str, Mapping[str, Any]]]) -> None:
    """Write one audit row for each (id, title, changes) of the same act on the same kind of thing."""
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                actor_id=getattr(actor, "pk", None), actor_name=str(actor or "")[:120], action=action, model=model,
                object_id=pk, title=title[:300], changes=dict(changes),
            )
            for pk, title, changes in rows
        ),
        batch_size=1000,
    )  # fmt: skip


def apply(subject: models.Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set `values` on `subject` and return {field: [before, after]} of those that differ; nothing is saved.

    Text is compared and kept as its field cleans it, so that another spelling of the same letters is no change.
    """
    changes: dict[str, list[Any]] = {}
    for name, given in values.items():
        before = getattr(subject, name)
        field = subject._meta.get_field(name) if isinstance(given, str) else None
        after = field.to_python(given) if isinstance(field, models.Field) else given
        if before != after:
            changes[name] = [before, after]
            setattr(subject, name, after)
    return changes
