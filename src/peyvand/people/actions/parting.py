"""Undoing a merge: both customers as they were, and what came to the keeper since stays with her."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.actions.customers import refresh_reach
from peyvand.people.actions.merging import ADDED, DERIVED, record_deed, settle_pair, write_fields
from peyvand.people.actions.repointing import move_back
from peyvand.people.choices import PairState
from peyvand.people.events import CustomersParted
from peyvand.people.models import CoOwner, Customer, Merge
from peyvand.people.policies import require_for
from peyvand.people.rules.uniting import parted
from peyvand.platform.audit import plain
from peyvand.platform.fields.registry import is_custom
from peyvand.platform.fields.values import value_of
from peyvand.platform.models import User


def changed_since(done: Merge) -> list[str]:
    """Return the fields of the keeper that a merge gave her and that were changed since: they stay as they are now."""
    return [name for name in _back(done, done.keep)[1] if name not in DERIVED]


def unmerge(*, actor: User, merge_id: int) -> Merge:
    """Part two customers again: every field and row goes back, but for what was changed or added since.

    Raises ValidationError when it was undone already, or another merge must be undone first.
    """
    with transaction.atomic():
        done = Merge.objects.select_for_update(of=("self",)).get(pk=merge_id)
        both = Customer.objects.filter(pk__in=[done.keep_id, done.lose_id]).order_by("pk")
        locked = {customer.pk: customer for customer in both.select_for_update(of=("self",))}
        done.keep, done.lose = locked[done.keep_id], locked[done.lose_id]
        for right in ("merge", "change"):
            require_for(actor, done.keep, right)
        _refuse_if_tangled(done)
        move_back(done.lose_id, done.keep_id, done.moved, done.rows)
        CoOwner.objects.filter(customer=done.keep_id, pk__in=done.moved.get(ADDED, ())).delete()
        restored = _restore_fields(done)
        done.undone_at, done.undone_by = timezone.now(), actor
        done.save(update_fields=["undone_at", "undone_by"])
        settle_pair(actor, done.keep, done.lose, PairState.DISMISSED)
        record_deed(actor, "unmerge", done, restored)
        publish(CustomersParted(merge_id=done.pk, customer_id=done.keep_id, merged_id=done.lose_id))
    return done


def _refuse_if_tangled(done: Merge) -> None:
    """Merges are undone in the reverse order, the newest first: only so does everything go back where it was."""
    if done.undone_at is not None:
        raise ValidationError(_("This merge has been undone already."))
    if done.keep.deleted_at is not None:
        raise ValidationError(_("First bring back the customer that was kept."))
    newer = (
        Merge.objects.standing().filter(keep=done.keep, pk__gt=done.pk).select_related("lose").order_by("-pk").first()
    )
    if newer is not None:
        raise ValidationError(_("First undo the merge with %(name)s, which came later.") % {"name": newer.lose.name})


def _back(done: Merge, keep: Customer) -> tuple[dict[str, Any], list[str]]:
    now = {name: plain(value_of(keep, name)) for name in done.after}
    return parted(done.before, done.after, now)


def _typed(name: str, value: Any) -> Any:
    """Return a remembered value as the record holds it."""
    meta: Any = Customer._meta
    return value if is_custom(name) else meta.get_field(name).to_python(value)


def _restore_fields(done: Merge) -> list[str]:
    """Put the fields of both back; return those of the keeper that went back."""
    keep, lose = done.keep, done.lose
    back, changed = _back(done, keep)
    Customer.objects.filter(pk=lose.pk).update(external_id=None)
    try:
        with transaction.atomic():
            write_fields(keep, {name: _typed(name, value) for name, value in back.items()})
            write_fields(lose, {"external_id": done.lost["external_id"], "deleted_at": None, "merged_into_id": None})
    except IntegrityError:
        raise ValidationError(
            _("Another customer has got the number of %(name)s meanwhile.") % {"name": lose.name}
        ) from None
    if "reach" in changed:
        refresh_reach(keep)
    return list(back)
