"""What we learned of a customer, as entries of her timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from peyvand.core.addresses import address
from peyvand.core.manifest import TimelineEntry
from peyvand.knowledge.choices import FactKind
from peyvand.knowledge.models import Fact
from peyvand.knowledge.rules.questions import worded
from peyvand.knowledge.saying import answer_said
from peyvand.platform.models import User
from peyvand.platform.questions import Question


def _learned(reader: Any, customer: Any, before: Any, most: int) -> QuerySet[Any]:
    rows = Fact.objects.visible_to(reader).filter(customer=customer)
    if before is not None:
        rows = rows.filter(noted_at__lt=before)
    return rows.order_by("-noted_at", "-pk")[:most]


MOST_LETTERS = 200
ANSWERED = ("question", "value", "version__set", "version__questions")
LEARNED = Question(_learned, ("pk", "kind", "text", "quote", "is_asked", "noted_at", "noted_by__name", *ANSWERED))


def read_facts(user: User, customer_id: int, before: datetime | None, limit: int) -> list[TimelineEntry]:
    """Return what was noted of a customer, the newest first, strictly before a moment."""
    rows = LEARNED.ask(user, {"customer": customer_id, "before": before}, most=limit)
    return [_entry(row) for row in rows]


def _title(row: Any) -> str:
    how = _("asked directly") if row.is_asked else _("guessed")
    question = worded(row.version__set, row.version__questions, row.question)
    said = answer_said(question, row.value, row.text)
    facts = {"how": how, "kind": FactKind(row.kind).label, "text": Truncator(said).chars(MOST_LETTERS)}
    if question is None:
        return _("Learned (%(how)s), %(kind)s: %(text)s") % facts
    return _("Learned (%(how)s): %(question)s %(text)s") % {**facts, "question": question.text}


def _entry(row: Any) -> TimelineEntry:
    return TimelineEntry(
        kind="fact",
        id=row.pk,
        at=row.noted_at,
        title=_title(row),
        icon="lightbulb",
        body=row.quote,
        by=row.noted_by__name or "",
        url=address("knowledge:fact", row.pk),
    )
