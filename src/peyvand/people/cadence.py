"""People's third answer to "who needs me?": customers with whom nobody has been in touch as their treatment says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
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
from peyvand.people.treatments import contact_overdue, governed, last_contacts
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


@dataclass(frozen=True)
class Silence:
    """A customer who should have heard from us: by which treatment, and since when nobody was in touch as it says."""

    row: Any
    treatment: Treatment
    since: date


def _silences(rows: Sequence[Any], cadences: Cadences) -> list[Silence]:
    promised, zone = _promised(rows, cadences), organisation.zone()
    silences = []
    for way in dict.fromkeys(one.contact_by for one in promised.values()):
        those = [row for row in rows if row.pk in promised and promised[row.pk].contact_by == way]
        touched = last_contacts(way, [row.pk for row in those]) if way else {row.pk: row.last_touch_at for row in those}
        for row in those:
            moment = touched.get(row.pk) or row.created_at
            silences.append(Silence(row, promised[row.pk], moment.astimezone(zone).date()))
    order = {row.pk: place for place, row in enumerate(rows)}
    return sorted(silences, key=lambda one: order[one.row.pk])


def _promised(rows: Sequence[Any], cadences: Cadences) -> dict[int, Treatment]:
    """Return the treatment that says how often each of the customers should hear from us: of the group that wins."""
    kept = {one.group_id: one for one, _whom in cadences}
    members = GroupMember.objects.filter(group__in=kept, customer__in=[row.pk for row in rows])
    ranked = members.order_by("-group__rank", "-group__name").values_list("customer_id", "group_id")
    return {customer: kept[group] for customer, group in ranked}  # the lowest rank comes last and stays


def _why(treatment: Treatment, passed: int) -> list[Sentence]:
    every = treatment.contact_every or 0
    said = ngettext(
        "Contact overdue: every %(days)s working day, %(passed)s passed.",
        "Contact overdue: every %(days)s working days, %(passed)s passed.",
        every,
    ) % {"days": format_number(every), "passed": format_number(passed)}
    why = [Sentence("contact_overdue", said)]
    if treatment.contact_by:
        what = {"what": treatment.get_contact_by_display()}
        why.append(Sentence("contact_by", _("What counts: %(what)s.") % what))
    return why


def _item(silence: Silence, passed: int) -> AttentionItem:
    row, every = silence.row, silence.treatment.contact_every or 0
    return AttentionItem(
        key=f"contact:{row.pk}:{silence.since}",
        customer_id=row.pk,
        title=row.name,
        url=reverse("people:customer", args=[row.pk]),
        state="",
        state_label=_("contact overdue"),
        why=_why(silence.treatment, passed),
        since=silence.since,
        do=_("Get in touch."),
        verbs=[
            Verb(_("Log a call"), reverse("interactions:log", args=[row.pk]) + "?kind=call&back=/", "phone", primary=True),
            Verb(_("Plan"), reverse("people:next_step", args=[row.pk]) + "?back=/", "calendar-clock"),
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
    silences = _silences(page.items, cadences)
    first = max(min(one.since for one in silences), date.fromordinal(ask.day.toordinal() - LONGEST))
    worked = working_days(first, ask.day)
    items = [_item(one, len(worked) - bisect_right(worked, one.since)) for one in silences]
    return Found(items, page.next)


def count(ask: Ask) -> int:
    """Return how many contacts are overdue, at most MOST_COUNTED."""
    return overdue(ask.user, ask.scope, governed("contact_every")).order_by()[:MOST_COUNTED].count()


CADENCE = AttentionSource("contact", gettext_lazy("Contact overdue"), find, count, order=25, icon="phone")
