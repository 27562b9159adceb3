"""People's third answer to "who needs me?": customers with whom nobody has been in touch as their treatment says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peyvand.core.keyset import paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.core.numbers import format_number
from peyvand.people.models import Customer, GroupMember, Treatment
from peyvand.people.querysets import CustomerQuerySet
from peyvand.people.treatments import contact_overdue, governed
from peyvand.platform import organisation
from peyvand.platform.rules.attention import named
from peyvand.platform.workdays import working_days

SORT = ["last_touch_at", "pk"]
LONGEST = 4000  # days that are looked back at


Cadences = Sequence[tuple[Treatment, Q]]


def overdue(user: Any, scope: str, cadences: Cadences) -> CustomerQuerySet:
    """Return the customers with whom this person (her team, anybody) should have been in touch."""
    known: CustomerQuerySet = Customer.objects.visible_to(user).filter(contact_overdue(cadences))
    if scope == "all":
        return known
    mine = Q(owner=user.pk)
    return known.filter(mine | Q(team=user.team_id) if scope == "team" and user.team_id else mine)


def _since(row: Any) -> date:
    day: date = (row.last_touch_at or row.created_at).astimezone(organisation.zone()).date()
    return day


def _promised(rows: Sequence[Any], cadences: Cadences) -> dict[int, int]:
    """Return every how many working days each of the customers should hear from us: by the group that wins."""
    every = {one.group_id: one.contact_every or 0 for one, _whom in cadences}
    members = GroupMember.objects.filter(group__in=every, customer__in=[row.pk for row in rows])
    ranked = members.order_by("-group__rank", "-group__name").values_list("customer_id", "group_id")
    return {customer: every[group] for customer, group in ranked}  # the lowest rank comes last and stays


def _item(row: Any, every: int, passed: int) -> AttentionItem:
    said = ngettext(
        "Contact overdue: every %(days)s working day, %(passed)s passed.",
        "Contact overdue: every %(days)s working days, %(passed)s passed.",
        every,
    ) % {"days": format_number(every), "passed": format_number(passed)}
    return AttentionItem(
        key=f"contact:{row.pk}:{_since(row)}",
        customer_id=row.pk,
        title=row.name,
        url=reverse("people:customer", args=[row.pk]),
        state="",
        state_label=_("contact overdue"),
        why=[Sentence("contact_overdue", said)],
        since=_since(row),
        do=_("Get in touch."),
        verbs=[
            Verb(_("Log a call"), reverse("interactions:log", args=[row.pk]) + "?kind=call&back=/", "phone", primary=True),
            Verb(_("Plan"), reverse("people:next_step", args=[row.pk]), "calendar-clock"),
        ],
        urgency=min(0.8, 0.3 + 0.1 * passed / max(every, 1)),
    )  # fmt: skip


def find(ask: Ask, portion: Portion) -> Found:
    """Return those whose contact is overdue, the longest silence first."""
    cadences = governed("contact_every")
    if not cadences:
        return Found([])
    put_off = Q(pk__in=[])
    for key in named("contact", portion.hidden):
        put_off |= Q(pk=key.pk)
    rows = overdue(ask.user, ask.scope, cadences).exclude(put_off)
    listed = rows.values_list("pk", "name", "last_touch_at", "created_at", named=True)
    page = paginate(listed, sort=SORT, cursor=portion.after or None, limit=portion.limit)
    if not page.items:
        return Found([])
    every = _promised(page.items, cadences)
    first = max(min(map(_since, page.items)), date.fromordinal(ask.day.toordinal() - LONGEST))
    worked = working_days(first, ask.day)
    items = [_item(row, every.get(row.pk, 0), len(worked) - bisect_right(worked, _since(row))) for row in page.items]
    return Found(items, page.next)


def count(ask: Ask) -> int:
    """Return how many contacts are overdue, at most MOST_COUNTED."""
    return overdue(ask.user, ask.scope, governed("contact_every")).order_by()[:MOST_COUNTED].count()


CADENCE = AttentionSource("contact", gettext_lazy("Contact overdue"), find, count, order=25, icon="phone")
