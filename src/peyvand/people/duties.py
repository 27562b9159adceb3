"""What people answer for: customers, the next steps with them, and those beside an owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import Duty, Passing
from peyvand.core.numbers import format_number
from peyvand.people.actions.handover import Transfer, hand_over_portfolio
from peyvand.people.models import CoOwner, Customer
from peyvand.platform import audit


def by_person(rows: QuerySet[CoOwner] | QuerySet[Customer], path: str) -> dict[int, int]:
    """Return how many rows each person has, by the column that names her."""
    return dict(rows.order_by().values_list(path).annotate(n=Count("pk")))


def _customers_held(user_ids: Sequence[int]) -> Mapping[int, int]:
    return by_person(Customer.objects.filter(owner__in=list(user_ids), deleted_at=None), "owner")


def _customers_said(count: int) -> str:
    return ngettext("%(count)s customer", "%(count)s customers", count) % {"count": format_number(count)}


def _pass_customers(passing: Passing) -> Mapping[int, list[int]]:
    """Hand the whole portfolio over; what was put away changes its owner without a word."""
    transfer = Transfer(passing.taker_id)
    made = hand_over_portfolio(actor=passing.actor, giver_id=passing.giver_id, transfer=transfer)
    Customer.objects.filter(owner=passing.giver_id, deleted_at__isnull=False).update(owner=passing.taker_id)
    return {one.customer_id: [one.pk] for one in made}


def _steps(user_ids: Sequence[int]) -> QuerySet[Customer]:
    return Customer.objects.filter(next_step_by__in=list(user_ids), next_step_on__isnull=False, deleted_at=None)


def _steps_held(user_ids: Sequence[int]) -> Mapping[int, int]:
    return by_person(_steps(user_ids), "next_step_by")


def _steps_said(count: int) -> str:
    return ngettext("%(count)s next step", "%(count)s next steps", count) % {"count": format_number(count)}


def _pass_steps(passing: Passing) -> Mapping[int, list[int]]:
    steps = _steps([passing.giver_id])
    for narrowed in (passing.customer_ids, passing.rows):
        steps = steps if narrowed is None else steps.filter(pk__in=list(narrowed))
    found = list(steps.select_for_update(of=("self",)).values_list("pk", "name"))
    ids = [pk for pk, _name in found]
    Customer.objects.filter(pk__in=ids).update(next_step_by=passing.taker_id, version=F("version") + 1)
    change = {"next_step_by_id": [passing.giver_id, passing.taker_id]}
    rows = [(pk, name, change) for pk, name in found]
    audit.record_many(actor=passing.actor, action="customer.next_step", model="customer", rows=rows)
    return {pk: [pk] for pk in ids}


def _shares_held(user_ids: Sequence[int]) -> Mapping[int, int]:
    return by_person(CoOwner.objects.filter(user__in=list(user_ids), customer__deleted_at=None), "user")


def _shares_said(count: int) -> str:
    said = ngettext("co-owner of %(count)s customer", "co-owner of %(count)s customers", count)
    return said % {"count": format_number(count)}


def _pass_shares(passing: Passing) -> Mapping[int, list[int]]:
    """Let the taker stand beside the owners; where she is the owner or beside her already, nobody is needed."""
    shares = CoOwner.objects.filter(user=passing.giver_id)
    known = Customer.objects.filter(Q(owner=passing.taker_id) | Q(co_ownerships__user=passing.taker_id))
    shares.filter(customer__in=known).delete()
    passed = {share.customer_id: [share.pk] for share in shares}
    shares.update(user=passing.taker_id)
    return passed


def _list_of(condition: str) -> str:
    return f"{reverse('people:customers')}?f={condition}"


DUTIES = (
    Duty("customers", _("Customers"), _customers_held, _customers_said, _pass_customers,
         lambda pk: _list_of(f"owner:any:{pk}"), 10, follows=False),
    Duty("next_steps", _("Next steps"), _steps_held, _steps_said, _pass_steps,
         lambda pk: _list_of(f"step_by:any:{pk}"), 20),
    Duty("co_owners", _("Co-owned customers"), _shares_held, _shares_said, _pass_shares,
         lambda pk: _list_of(f"co_owner:any:{pk}"), 30, follows=False),
)  # fmt: skip
