"""What people decide about two customers who look alike: not the same, or look at them again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from peyvand.people.choices import PairState
from peyvand.people.models import DuplicatePair
from peyvand.people.policies import require_for
from peyvand.platform import audit
from peyvand.platform.models import User


def dismiss(*, actor: User, pair_id: int) -> DuplicatePair:
    """Say that two customers are not the same; no search opens the pair again."""
    return _decide(actor, pair_id, PairState.OPEN, PairState.DISMISSED)


def reopen(*, actor: User, pair_id: int) -> DuplicatePair:
    """Take "not the same" back."""
    return _decide(actor, pair_id, PairState.DISMISSED, PairState.OPEN)


def _decide(actor: User, pair_id: int, before: str, after: str) -> DuplicatePair:
    """Move a pair from one state to another; one that is elsewhere already stays there."""
    with transaction.atomic():
        pair = DuplicatePair.objects.select_for_update(of=("self",)).select_related("low", "high").get(pk=pair_id)
        for customer in (pair.low, pair.high):
            require_for(actor, customer, "merge")
        if pair.state == before:
            pair.state, pair.decided_by = after, None if after == PairState.OPEN else actor
            pair.decided_at = None if after == PairState.OPEN else timezone.now()
            pair.save(update_fields=["state", "decided_by", "decided_at"])
            for one, other in ((pair.low, pair.high), (pair.high, pair.low)):
                audit.record(actor=actor, action=f"customer.{after}_pair", subject=one, changes={"pair": other.pk})
    return pair
