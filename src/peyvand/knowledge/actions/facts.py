"""What can be done with facts: note, supersede, settle, rank, take away, bring back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.knowledge.choices import NOTED, RANKED, SETTLED, SINGLE, FactKind, Source, Status
from peyvand.knowledge.events import KnowledgeChanged
from peyvand.knowledge.models import Fact
from peyvand.knowledge.policies import require_change, require_noting
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.models import User


@dataclass(frozen=True)
class NewFact:
    """What was learned. `is_asked`: she was asked and said so; else we guess. `learned_on` None is today, `noted_at` now."""

    text: str
    quote: str = ""
    competitor: str = ""
    is_asked: bool = False
    source: str = Source.OTHER.value
    learned_on: date | None = None
    noted_at: datetime | None = None


def note_fact(*, actor: User, customer_id: int, kind: str, new: NewFact) -> Fact:
    """Note a fact. Of a kind that there is one of at a time it supersedes the one that stands."""
    if kind not in NOTED:
        raise ValidationError({"kind": _("Choose one of the list.")})
    with transaction.atomic():
        customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer_id, deleted_at=None)
        require_noting(actor, customer, kind)
        standing = Fact.objects.standing().filter(customer=customer, kind=kind)
        before = standing.first() if kind in SINGLE else None
        fact = Fact(customer=customer, kind=kind, supersedes=before)
        if kind in RANKED:
            fact.rank = (standing.aggregate(last=Max("rank"))["last"] or 0) + 1
        return keep(actor, fact, new, "fact.add")


def supersede_fact(*, actor: User, fact_id: int, new: NewFact) -> Fact:
    """Note what is so now instead; what was noted before stays as history. It keeps its place among the needs."""
    with transaction.atomic():
        before = _lock(actor, fact_id)
        if before.kind == FactKind.ANSWER:
            raise ValidationError(_("Answer the question again instead."))
        if before.successors.filter(removed_at=None).exists():
            raise ValidationError(_("Something newer stands there already."))
        same = {"kind": before.kind, "rank": before.rank, "status": before.status}
        return keep(actor, Fact(customer=before.customer, supersedes=before, **same), new, "fact.supersede")


def keep(actor: User, fact: Fact, new: NewFact, action: str) -> Fact:
    """Fill a fact with what was learned, save it and tell it. Call it in a transaction that has locked the customer."""
    fact.text, fact.quote, fact.competitor = new.text.strip(), new.quote.strip(), new.competitor.strip()
    fact.is_asked, fact.source, fact.noted_by = new.is_asked, new.source, actor
    fact.learned_on, fact.noted_at = new.learned_on or organisation.today(), new.noted_at or timezone.now()
    if not fact.text:
        raise ValidationError({"text": _("Write what you know.")})
    if fact.learned_on > organisation.today():
        raise ValidationError({"learned_on": _("This day has not come yet.")})
    fact.full_clean(exclude=["customer", "noted_by", "supersedes", "version"], validate_constraints=False)
    fact.save()
    told = {"customer": fact.customer_id, "kind": fact.kind, "is_asked": fact.is_asked}
    _tell(actor, fact, action, told)
    return fact


def _tell(actor: User, fact: Fact, action: str, changes: Mapping[str, Any]) -> None:
    audit.record(actor=actor, action=action, subject=fact, changes=changes)
    publish(KnowledgeChanged(customer_id=fact.customer_id, fact_id=fact.pk, kind=fact.kind))


def _lock(actor: User, fact_id: int) -> Fact:
    fact = Fact.objects.select_for_update(of=("self",)).select_related("customer").get(pk=fact_id)
    require_change(actor, fact)
    return fact


def settle_fact(*, actor: User, fact_id: int, status: str) -> Fact:
    """Say what became of a need, wish, expectation or plan: met, dropped, or open again."""
    with transaction.atomic():
        fact = _lock(actor, fact_id)
        if status not in Status.values or fact.kind not in SETTLED:
            raise ValidationError({"status": _("Choose one of the list.")})
        if fact.status != status:
            before, fact.status = fact.status, status
            fact.save(update_fields=["status"])
            _tell(actor, fact, "fact.settle", {"status": [before, status]})
    return fact


def rank_facts(*, actor: User, customer_id: int, kind: str, fact_ids: Sequence[int]) -> None:
    """Put a customer's needs (or what decides) in this order; those that are not named come after, as they stood."""
    if kind not in RANKED:
        raise ValidationError({"kind": _("Choose one of the list.")})
    with transaction.atomic():
        require_for(actor, Customer.objects.get(pk=customer_id, deleted_at=None), "change", "fact")
        standing = Fact.objects.standing().filter(customer=customer_id, kind=kind).order_by("rank", "pk")
        rows = {fact.pk: fact for fact in standing.select_for_update(of=("self",)).select_related("customer")}
        wanted = [pk for pk in dict.fromkeys(fact_ids) if pk in rows]
        order = [*wanted, *(pk for pk in rows if pk not in wanted)]
        if not rows or order == list(rows):
            return
        first = rows[order[0]]
        for rank, pk in enumerate(order, 1):
            rows[pk].rank = rank
        Fact.objects.bulk_update(rows.values(), ["rank"])
        _tell(actor, first, "fact.rank", {"order": [list(rows), order]})


def withdraw_fact(*, actor: User, fact_id: int) -> Fact:
    """Take away what was noted by mistake; what it superseded holds again. `restore_fact` brings it back."""
    return _put(actor, fact_id, away=True)


def restore_fact(*, actor: User, fact_id: int) -> Fact:
    """Bring back what was taken away."""
    return _put(actor, fact_id, away=False)


def _put(actor: User, fact_id: int, *, away: bool) -> Fact:
    with transaction.atomic():
        fact = _lock(actor, fact_id)
        if (fact.removed_at is not None) == away:
            return fact
        fact.removed_at = timezone.now() if away else None
        fact.save(update_fields=["removed_at"])
        _tell(actor, fact, "fact.remove" if away else "fact.restore", {})
    return fact
