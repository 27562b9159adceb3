"""Reading the audit: which entries, and what changed, as far as its reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet

from peyvand.core.periods import Period
from peyvand.platform import organisation
from peyvand.platform.audit_words import Names, field_label
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import AuditEntry, User


@dataclass(frozen=True)
class Detail:
    """One changed field: what it is called, what it was and what it became, in words."""

    field: str
    label: str
    before: str
    after: str


def entries_of(actor: int | None = None, thing: str = "", period: Period | None = None) -> QuerySet[AuditEntry]:
    """Return what a colleague did, to one kind of thing, in a period; None and "" ask for everything."""
    entries: QuerySet[AuditEntry] = AuditEntry.objects.all()
    entries = entries if actor is None else entries.filter(actor_id=actor)
    entries = entries.filter(model=thing) if thing else entries
    if period is None:
        return entries
    zone = organisation.zone()
    first, after = (datetime.combine(day, time.min, zone) for day in (period.start, period.stop))
    return entries.filter(at__gte=first, at__lt=after)


def details(entry: AuditEntry, reader: User, names: Names) -> list[Detail]:
    """Return the changed fields that the reader may see; `names` are those of the records they point to."""
    rows = []
    for name, value in (entry.changes or {}).items():
        if not reads_field(reader, entry.model, name):
            continue
        before, after = value if isinstance(value, list) and len(value) == 2 else ("", value)
        told = [names.told(entry.model, name, one) for one in (before, after)]
        rows.append(Detail(name, str(field_label(entry.model, name)), *told))
    return rows
