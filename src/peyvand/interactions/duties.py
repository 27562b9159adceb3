"""Promises as something to answer for: who leaves passes those that are still open on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import Duty, Passing
from peyvand.core.numbers import format_number
from peyvand.interactions.models import Promise
from peyvand.platform import audit


def _held(user_ids: Sequence[int]) -> Mapping[int, int]:
    known = Promise.objects.open().filter(by__in=list(user_ids), customer__deleted_at=None).order_by()
    return dict(known.values_list("by").annotate(n=Count("pk")))


def _said(count: int) -> str:
    return ngettext("%(count)s open promise", "%(count)s open promises", count) % {"count": format_number(count)}


def _pass_on(passing: Passing) -> Mapping[int, list[int]]:
    """Let the taker keep what the giver promised; the audit knows who gave the word."""
    known = Promise.objects.open().filter(by=passing.giver_id)
    if passing.customer_ids is not None:
        known = known.filter(customer__in=list(passing.customer_ids))
    if passing.rows is not None:
        known = known.filter(pk__in=list(passing.rows))
    found = list(known.select_for_update(of=("self",)))
    Promise.objects.filter(pk__in=[one.pk for one in found]).update(by=passing.taker_id, version=F("version") + 1)
    rows = [(one.pk, one.what, {"by_id": [passing.giver_id, passing.taker_id]}) for one in found]
    audit.record_many(actor=passing.actor, action="promise.assign", model="promise", rows=rows)
    passed: dict[int, list[int]] = {}
    for one in found:
        passed.setdefault(one.customer_id, []).append(one.pk)
    return passed


def _url(user_id: int) -> str:
    return f"{reverse('interactions:promises')}?f=by:any:{user_id}&f=state:any:open"


PROMISES = Duty("promises", _("Open promises"), _held, _said, _pass_on, _url, 40)
