"""Merging all pairs that are surely the same: previewed, done in the background chunk by chunk, each merge undoable."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from peyvand.people.actions.finding import likeness_of
from peyvand.people.actions.merging import Union, merge
from peyvand.people.actions.repointing import weight
from peyvand.people.choices import RunState, Surety
from peyvand.people.models import Customer, DuplicatePair, MergeRun
from peyvand.people.querysets import PairQuerySet
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.platform.versions import Conflict

CHUNK = 50


def exact_pairs(user: User) -> PairQuerySet:
    """Return the pairs that are surely the same and that `user` may merge."""
    pairs: PairQuerySet = DuplicatePair.objects.visible_to(user, "merge").open().filter(surety=Surety.EXACT)
    return pairs


def keeper_first(one: int, other: int) -> tuple[int, int]:
    """Return two customers' ids, first the one to keep: more hangs on her; of two alike the older one."""
    first, second = sorted((one, other))
    return (second, first) if weight(second) > weight(first) else (first, second)


def begin_exact_run(*, actor: User) -> MergeRun:
    """Start merging the exact pairs there are now; `work_on_exact_run` does the work."""
    require(actor, "customer", "merge")
    require(actor, "customer", "bulk")
    pairs = exact_pairs(actor)
    until = pairs.aggregate(last=Max("pk"))["last"] or 0
    return MergeRun.objects.create(actor=actor, total=pairs.count(), until_id=until)


def work_on_exact_run(run_id: int, *, tell: Callable[[MergeRun], None] | None = None) -> MergeRun:
    """Merge the next pairs of a run, with the rights its owner has now; every merge is a transaction of its own.

    A run that was broken off goes on behind the last pair it had done; return the run, RUNNING while pairs are left.
    """
    run = MergeRun.objects.select_related("actor").get(pk=run_id)
    if run.state == RunState.DONE:
        return run
    ahead = exact_pairs(run.actor).filter(pk__gt=run.after_id, pk__lte=run.until_id).order_by("pk")
    ids = list(ahead.values_list("pk", flat=True)[:CHUNK])
    for pair_id in ids:
        with transaction.atomic():
            merged = _merge_pair(run.actor, pair_id)
            done = {"merged": F("merged") + 1} if merged else {"left": F("left") + 1}
            MergeRun.objects.filter(pk=run_id).update(state=RunState.RUNNING, after_id=pair_id, **done)
    if len(ids) < CHUNK:
        MergeRun.objects.filter(pk=run_id).update(state=RunState.DONE, finished_at=timezone.now())
    run.refresh_from_db()
    if tell:
        tell(run)
    return run


def _merge_pair(actor: User, pair_id: int) -> bool:
    """Merge one pair if its two are there and still surely the same; a merge before may have taken one of them."""
    pair = DuplicatePair.objects.filter(pk=pair_id).first()
    if pair is None or likeness_of(pair.low_id, pair.high_id).surety != Surety.EXACT:
        return False
    keep_id, lose_id = keeper_first(pair.low_id, pair.high_id)
    try:
        with transaction.atomic():
            merge(actor=actor, union=Union(keep_id, lose_id))
    except (Customer.DoesNotExist, Conflict, PermissionDenied, ValidationError):
        return False
    return True
