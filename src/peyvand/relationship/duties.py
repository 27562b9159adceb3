"""Open problems, and decisions to look at, as something to answer for: who leaves passes them on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from peyvand.core.manifest import Duty, Passing
from peyvand.core.numbers import format_number
from peyvand.platform import audit
from peyvand.relationship.choices import Eyes
from peyvand.relationship.models import Decision, Problem
from peyvand.relationship.querysets import OfCustomers


def _held(user_ids: Sequence[int]) -> Mapping[int, int]:
    known = Problem.objects.open().filter(owner__in=list(user_ids), customer__deleted_at=None).order_by()
    return dict(known.values_list("owner").annotate(n=Count("pk")))


def _said(count: int) -> str:
    return ngettext("%(count)s open problem", "%(count)s open problems", count) % {"count": format_number(count)}


def _pass_on(passing: Passing) -> Mapping[int, list[int]]:
    """Let the taker take care of what is wrong."""
    found = _of_giver(Problem.objects.open().filter(owner=passing.giver_id), passing)
    Problem.objects.filter(pk__in=[one.pk for one in found]).update(owner=passing.taker_id)
    change = {"problem_owner_id": [passing.giver_id, passing.taker_id]}
    rows = [(one.customer_id, one.customer.name, {"problem": one.pk} | change) for one in found]
    audit.record_many(actor=passing.actor, action="problem.assign", model="customer", rows=rows)
    return _by_customer(found)


def _of_giver(rows: OfCustomers, passing: Passing) -> list[Any]:
    """Return the rows that pass, locked."""
    for name, narrowed in (("customer__in", passing.customer_ids), ("pk__in", passing.rows)):
        rows = rows if narrowed is None else rows.filter(**{name: list(narrowed)})
    return list(rows.select_related("customer").select_for_update(of=("self",)))


def _by_customer(rows: Iterable[Any]) -> dict[int, list[int]]:
    passed: dict[int, list[int]] = {}
    for one in rows:
        passed.setdefault(one.customer_id, []).append(one.pk)
    return passed


def _url(user_id: int) -> str:
    return f"{reverse('people:customers')}?f=stage:any:intensive_care&f=owner:any:{user_id}"


def _watched(user_ids: Sequence[int]) -> Mapping[int, int]:
    known = Decision.objects.watched().filter(watcher__in=list(user_ids), customer__deleted_at=None).order_by()
    return dict(known.values_list("watcher").annotate(n=Count("pk")))


def _watched_said(count: int) -> str:
    said = ngettext("%(count)s decision to look at", "%(count)s decisions to look at", count)
    return said % {"count": format_number(count)}


def _pass_watching(passing: Passing) -> Mapping[int, list[int]]:
    """Let the taker look at what was decided. Where she would answer herself, her team is asked instead."""
    found = _of_giver(Decision.objects.watched().filter(watcher=passing.giver_id), passing)
    passed = Decision.objects.filter(pk__in=[one.pk for one in found])
    passed.update(watcher=passing.taker_id)
    passed.filter(state=Eyes.WAITING, decided_by=passing.taker_id).update(watcher=None)
    change = {"decision_watcher_id": [passing.giver_id, passing.taker_id]}
    rows = [(one.customer_id, one.customer.name, {"decision": one.pk} | change) for one in found]
    audit.record_many(actor=passing.actor, action="decision.assign", model="customer", rows=rows)
    return _by_customer(found)


def _watched_url(user_id: int) -> str:
    return f"{reverse('relationship:decisions')}?f=watcher:any:{user_id}"


DUTIES = (
    Duty("problems", _("Open problems"), _held, _said, _pass_on, _url, 50),
    Duty("decisions", _("Decisions to look at"), _watched, _watched_said, _pass_watching, _watched_url, 60),
)
