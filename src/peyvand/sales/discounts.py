"""Asking for a discount over the ceiling, deciding about it, and using what was granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.text import clean
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.platform import audit, organisation
from peyvand.platform.actions.settings import keep_whether
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.sales.ceilings import OverCeiling, ceiling_of, discount_of, may_decide
from peyvand.sales.choices import DiscountState
from peyvand.sales.models import DiscountRequest, Order, OrderLine

LONGEST = timedelta(days=366)
WAITING = "discounts_waiting"  # whether anybody waits for a word: Today asks only then


@dataclass(frozen=True)
class Wish:
    """A discount that is asked for: `percent` off, until a last day; `draft` is the order as it was typed."""

    percent: Decimal
    reason: str
    until: date
    order_id: int | None = None
    draft: str = ""


def ask_discount(*, actor: User, customer_id: int, wish: Wish) -> DiscountRequest:
    """Ask for more than the ceiling; asking again before there is an answer replaces what was asked.

    Raises ValidationError for a percentage or a day that cannot be, and without a reason.
    """
    require(actor, "order", "add")
    _check(wish)
    with transaction.atomic():
        customer = Customer.objects.select_for_update().get(pk=customer_id, deleted_at=None)
        require_for(actor, customer, "view")
        mine = DiscountRequest.objects.filter(customer=customer, asked_by=actor, order=wish.order_id)
        request = mine.filter(state=DiscountState.OPEN).first() or DiscountRequest(customer=customer, asked_by=actor)
        ceiling = ceiling_of(customer.pk)
        request.percent, request.reason, request.until = wish.percent, clean(wish.reason), wish.until
        request.order_id, request.draft = wish.order_id, wish.draft
        request.approver = ceiling.approver if ceiling else None
        request.save()
        _settle(actor, "customer.discount_ask", request, ["", str(request.percent)])
    return request


def _check(wish: Wish) -> None:
    today = organisation.today()
    if not 0 < wish.percent <= 100:
        raise ValidationError({"percent": _("A discount is more than 0 and at most 100 percent.")})
    if not clean(wish.reason):
        raise ValidationError({"reason": _("Say why: somebody has to decide about it.")})
    if not today <= wish.until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day from today on, at most a year ahead.")})


def decide_discount(*, actor: User, request_id: int, granted: bool, note: str = "") -> DiscountRequest:
    """Say yes or no to a discount. Raises PermissionDenied for others than who decides, ValidationError when decided."""
    with transaction.atomic():
        request = _lock(actor, request_id)
        if request.state != DiscountState.OPEN:
            raise ValidationError(_("This has been decided already."))
        request.state = DiscountState.GRANTED if granted else DiscountState.REFUSED
        request.decided_by, request.decided_at, request.note = actor, timezone.now(), clean(note)
        request.save(update_fields=["state", "decided_by", "decided_at", "note"])
        _settle(actor, "customer.discount_decide", request, [DiscountState.OPEN.value, request.state])
    return request


def reopen_discount(*, actor: User, request_id: int) -> DiscountRequest:
    """Take a decision back, unless an order has used it."""
    with transaction.atomic():
        request = _lock(actor, request_id)
        if request.spent_at is not None:
            raise ValidationError(_("An order has used this already."))
        before, request.state = request.state, DiscountState.OPEN
        request.decided_by = request.decided_at = request.told_at = None
        request.save(update_fields=["state", "decided_by", "decided_at", "told_at"])
        _settle(actor, "customer.discount_decide", request, [before, request.state])
    return request


def hear_discount(*, actor: User, request_id: int) -> DiscountRequest:
    """Note that the asker has read the answer. Raises PermissionDenied for anybody else."""
    with transaction.atomic():
        request = DiscountRequest.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=request_id)
        if request.asked_by_id != actor.pk:
            raise PermissionDenied(_("Only who asked for this hears the answer."))
        if request.state != DiscountState.OPEN:
            request.told_at = timezone.now()
            request.save(update_fields=["told_at"])
            note_waiting()
    return request


def allow(
    actor: User, order: Order, lines: Sequence[OrderLine], before: Sequence[OrderLine] = ()
) -> DiscountRequest | None:
    """Return the granted request that lets these lines through, None when none is needed; else raise OverCeiling.

    A correction may stay as far below the prices as the lines `before` were.
    """
    ceiling = ceiling_of(order.customer_id)
    if ceiling is None or may_decide(actor, ceiling.approver_id):
        return None
    percent = discount_of(order, lines)
    if percent <= ceiling.percent or (before and percent <= discount_of(order, before)):
        return None
    granted = DiscountRequest.objects.usable(order, organisation.today()).filter(percent__gte=percent)
    found = granted.select_for_update(of=("self",)).order_by("percent", "pk").first()
    if found is None:
        raise OverCeiling(percent, ceiling)
    return found


def spend(granted: DiscountRequest | None, order: Order) -> None:
    """Note that an order has used what was granted."""
    if granted is not None:
        granted.order, granted.spent_at = order, timezone.now()
        granted.told_at = granted.told_at or granted.spent_at
        granted.save(update_fields=["order", "spent_at", "told_at"])
        note_waiting()


def _lock(actor: User, request_id: int) -> DiscountRequest:
    rows = DiscountRequest.objects.visible_to(actor).select_related("customer")
    request = rows.select_for_update(of=("self",)).get(pk=request_id)
    if not may_decide(actor, request.approver_id):
        raise PermissionDenied(_("Somebody else decides about discounts for this customer."))
    return request


def _settle(actor: User, action: str, request: DiscountRequest, change: list[str]) -> None:
    audit.record(actor=actor, action=action, subject=request.customer, changes={"discount": change})
    note_waiting()


def note_waiting() -> None:
    """Keep among the settings whether somebody waits."""
    keep_whether(WAITING, DiscountRequest.objects.waiting().exists)
