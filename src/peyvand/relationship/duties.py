"""Problems as something to answer for: who leaves passes those that are still open on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.display import shown_digits
from peyvand.core.manifest import Duty, Passing
from peyvand.platform import audit
from peyvand.relationship.models import Problem


def _held(user_ids: Sequence[int]) -> Mapping[int, int]:
    known = Problem.objects.open().filter(owner__in=list(user_ids), customer__deleted_at=None).order_by()
    return dict(known.values_list("owner").annotate(n=Count("pk")))


def _said(count: int) -> str:
    return ngettext("%(count)s open problem", "%(count)s open problems", count) % {"count": shown_digits(count)}


def _pass_on(passing: Passing) -> Mapping[int, list[int]]:
    """Let the taker take care of what is wrong."""
    known = Problem.objects.open().filter(owner=passing.giver_id)
    if passing.customer_ids is not None:
        known = known.filter(customer__in=list(passing.customer_ids))
    if passing.rows is not None:
        known = known.filter(pk__in=list(passing.rows))
    found = list(known.select_related("customer").select_for_update(of=("self",)))
    Problem.objects.filter(pk__in=[one.pk for one in found]).update(owner=passing.taker_id)
    change = {"problem_owner_id": [passing.giver_id, passing.taker_id]}
    rows = [(one.customer_id, one.customer.name, {"problem": one.pk} | change) for one in found]
    audit.record_many(actor=passing.actor, action="problem.assign", model="customer", rows=rows)
    passed: dict[int, list[int]] = {}
    for one in found:
        passed.setdefault(one.customer_id, []).append(one.pk)
    return passed


def _url(user_id: int) -> str:
    return f"{reverse('people:customers')}?f=stage:any:intensive_care&f=owner:any:{user_id}"


PROBLEMS = Duty("problems", _("Open problems"), _held, _said, _pass_on, _url, 50)
