"""People's answer to "who needs me?": next steps that are due, and customers nobody answers for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import IntegerField, Min, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from peyvand.core.addresses import address
from peyvand.core.fields import Among
from peyvand.core.jalali import format_date
from peyvand.core.keyset import Page, ordered, page_of, paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.core.numbers import format_number
from peyvand.people.models import Customer
from peyvand.people.querysets import CustomerQuerySet
from peyvand.platform.choices import Level
from peyvand.platform.models import User
from peyvand.platform.policies import level, may
from peyvand.platform.questions import Question
from peyvand.platform.rules.attention import named

COLUMNS = ("pk", "name", "next_step", "next_step_on", "created_at")
BY_DAY, NEWEST = ("next_step_on", "pk"), ("-created_at", "-pk")
ORPHAN_KEY = re.compile(r"orphan:\d{1,18}", re.ASCII)


def planned(user: Any, scope: str) -> CustomerQuerySet:
    """Return the customers whose next step is this person's (her team's, anybody's)."""
    known: CustomerQuerySet = Customer.objects.visible_to(user).filter(next_step_on__isnull=False)
    if scope == "all":
        return known
    doer = Coalesce("next_step_by", "owner")
    if scope == "team" and user.team_id:
        return known.filter(Among(doer, ArraySubquery(User.objects.filter(team=user.team_id).values("pk"))))
    return known.filter(Exact(doer, user.pk))


def due(user: Any, scope: str, day: Any) -> CustomerQuerySet:
    """Return the customers whose next step has come on `day`."""
    return planned(user, scope).filter(next_step_on__lte=day)


def _late(day: date, on: date) -> str:
    late = (day - on).days
    if late <= 0:
        return _("Due today.")
    return ngettext("%(days)s day late.", "%(days)s days late.", late) % {"days": format_number(late)}


PLAN = ("customer", "change")


def _step_item(row: Any, day: date) -> AttentionItem:
    pk = row.pk
    done = Verb(_("Done"), address("people:next_step_done", pk), "check", method="post", primary=True, need=PLAN)
    return AttentionItem(
        key=f"step:{pk}:{row.next_step_on}",
        customer_id=pk,
        title=row.name,
        url=address("people:customer", pk),
        state="",
        state_label=_("next step"),
        why=[Sentence("next_step_due", _late(day, row.next_step_on))],
        since=row.next_step_on,
        do=row.next_step,
        verbs=[
            done,
            Verb(_("Before contact"), address("interactions:before", pk), "target"),
            Verb(
                _("Log a call"),
                address("interactions:log", pk) + "?kind=call&back=/",
                "phone",
                need=("interaction", "add"),
            ),
            Verb(_("Plan anew"), address("people:next_step", pk) + "?back=/", "calendar-clock", need=PLAN),
        ],
        urgency=min(1.0, 0.5 + 0.05 * (day - row.next_step_on).days),
    )


class CountOf(Subquery):
    """How many rows another question has, answered along with this one."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counted_first(rows: QuerySet[Any], sort: Sequence[str], most: int) -> QuerySet[Any]:
    """Return the first rows, each with how many there are: `altogether`."""
    return ordered(rows.annotate(altogether=CountOf(rows.order_by()[:MOST_COUNTED].values("pk"))), sort)[:most]


def _rest(rows: CustomerQuerySet, put_off: Q, sort: Sequence[str], portion: Portion) -> Page[Any]:
    listed = rows.exclude(put_off).values_list(*COLUMNS, named=True)
    return paginate(listed, sort=sort, cursor=portion.after, limit=portion.limit)


def _found(page: Page[Any], items: list[AttentionItem]) -> Found:
    return Found(items, page.next, getattr(page.items[0], "altogether", None) if page.items else None)


def find_steps(ask: Ask, portion: Portion) -> Found:
    """Return the steps that are due, the most overdue first."""
    if portion.is_first:
        rows = DUE.ask(ask.user, {"day": ask.day}, scope=ask.scope, most=portion.limit + 1)
        page = page_of(rows, BY_DAY, portion.limit)
    else:
        put_off = Q(pk__in=[])
        for key in named("step", portion.hidden):
            put_off |= Q(pk=key.pk, next_step_on=key.day)
        page = _rest(due(ask.user, ask.scope, ask.day), put_off, BY_DAY, portion)
    return _found(page, [_step_item(row, ask.day) for row in page.items])


def count_steps(ask: Ask) -> int:
    """Return how many steps are due, at most MOST_COUNTED."""
    return due(ask.user, ask.scope, ask.day).order_by()[:MOST_COUNTED].count()


def next_step_day(ask: Ask) -> date | None:
    """Return the next day for which a step is planned."""
    found: date | None = (
        planned(ask.user, ask.scope).filter(next_step_on__gt=ask.day).aggregate(day=Min("next_step_on"))["day"]
    )
    return found


def unowned(user: Any, scope: str) -> CustomerQuerySet:
    """Return the customers nobody answers for, for those who could give them to somebody."""
    known: CustomerQuerySet = Customer.objects.visible_to(user, "assign")
    if scope == "mine" or level(user, "customer", "assign") not in {Level.TEAM, Level.ALL}:
        return known.none()
    return known.orphaned()


def _orphan_item(row: Any, day: date) -> AttentionItem:
    pk = row.pk
    verbs = [Verb(_("Give to somebody"), address("people:owners", pk) + "?back=/", "user-check", primary=True)]
    entered = row.created_at.date()
    words = _("Nobody answers for this customer.")
    if entered <= day:  # seen from a past day, who was brought in with her history has no day of entry yet
        words = _("Nobody answers for this customer, entered on %(day)s.") % {"day": format_date(entered, style="long")}
    return AttentionItem(
        key=f"orphan:{pk}",
        customer_id=pk,
        title=row.name,
        url=address("people:customer", pk),
        state="",
        state_label=_("nobody answers"),
        why=[Sentence("orphaned", words)],
        since=min(entered, day),
        do=_("Choose who answers."),
        verbs=verbs,
        urgency=0.3,
    )


def find_orphans(ask: Ask, portion: Portion) -> Found:
    """Return customers nobody answers for, the newest first."""
    if not may(ask.user, "customer", "assign"):
        return Found([])
    if portion.is_first:
        rows = UNOWNED.ask(ask.user, {}, scope=ask.scope, most=portion.limit + 1)
        page = page_of(rows, NEWEST, portion.limit)
    else:
        put_off = [int(key[7:]) for key in portion.hidden if ORPHAN_KEY.fullmatch(key)]
        page = _rest(unowned(ask.user, ask.scope), Q(pk__in=put_off), NEWEST, portion)
    return _found(page, [_orphan_item(row, ask.day) for row in page.items])


def count_orphans(ask: Ask) -> int:
    """Return how many customers nobody answers for, at most MOST_COUNTED."""
    return unowned(ask.user, ask.scope).order_by()[:MOST_COUNTED].count()


DUE = Question(
    lambda reader, day, scope, most: counted_first(due(reader, scope, day), BY_DAY, most), (*COLUMNS, "altogether")
)
UNOWNED = Question(
    lambda reader, scope, most: counted_first(unowned(reader, scope), NEWEST, most), (*COLUMNS, "altogether")
)
STEPS = AttentionSource(
    "steps",
    gettext_lazy("Next steps due"),
    find_steps,
    count_steps,
    soon=next_step_day,
    order=20,
    icon="calendar-clock",
)
ORPHANS = AttentionSource(
    "orphans", gettext_lazy("Nobody answers for them"), find_orphans, count_orphans, order=30, icon="circle-user"
)
