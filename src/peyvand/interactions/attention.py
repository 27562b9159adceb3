"""Promises' answer to "who needs me?": what is due or late, for who gave it and who answers for the customer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.addresses import address
from peyvand.core.keyset import page_of, paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.interactions.models import Promise
from peyvand.interactions.querysets import PromiseQuerySet
from peyvand.interactions.rules.promises import standing, urgency_of
from peyvand.people.attention import counted_first
from peyvand.platform import organisation
from peyvand.platform.questions import Question
from peyvand.platform.rules.attention import named
from peyvand.platform.workdays import after_working_days

COLUMNS = ("pk", "customer_id", "customer__name", "what", "due_on", "made_at", "by_id", "by__name")
BY_DAY = ("due_on", "pk")
AHEAD = timedelta(days=1)  # what is due tomorrow is still easily kept today


def waiting(user: Any, scope: str) -> PromiseQuerySet:
    """Return the open promises that `user` (her team, anybody) gave or answers for."""
    known: PromiseQuerySet = Promise.objects.visible_to(user).open()
    return known.answered_by(user, scope)


def asked_before(day: date) -> date:
    """Return the day before which a promise was due that is so late on `day` that one asks what became of it."""
    return after_working_days(day, -organisation.get("promise_patience"))


def _why(promise: Any, ask: Ask) -> list[Sentence]:
    said = [Sentence("promise_due", f"«{promise.what}» · {standing(promise.due_on, ask.day)}")]
    if promise.by_id not in (None, ask.user.pk):
        said.append(Sentence("promise_by", _("%(name)s gave this promise.") % {"name": promise.by__name}))
    return said


def _to_do(promise: Any, day: date, late: bool) -> str:
    if late:
        return _("Say what became of it; if it was not kept, call today.")
    if promise.due_on < day:
        return _("Keep it today, or tell the customer a new day.")
    return _("Keep it, and let the customer know.")


def _verbs(pk: int) -> list[Verb]:
    kept = address("interactions:promise_settle", pk, "kept")
    return [
        Verb(_("Kept"), kept, "circle-check", method="post", primary=True, need=("promise", "change")),
        Verb(_("Something else"), address("interactions:promise", pk), "ellipsis"),
    ]


def _item(promise: Any, ask: Ask, late: bool) -> AttentionItem:
    return AttentionItem(
        key=f"promise:{promise.pk}:{promise.due_on}",
        customer_id=promise.customer_id,
        title=promise.customer__name,
        url=address("people:customer", promise.customer_id),
        state="",
        state_label=_("promise"),
        why=_why(promise, ask),
        since=promise.made_at.astimezone(organisation.zone()).date(),
        do=_to_do(promise, ask.day, late),
        verbs=_verbs(promise.pk),
        urgency=urgency_of(promise.due_on, ask.day),
    )


def due(user: Any, scope: str, until: Any) -> PromiseQuerySet:
    """Return what is due up to the day `until`."""
    return waiting(user, scope).filter(due_on__lte=until)


def find(ask: Ask, portion: Portion) -> Found:
    """Return what is due, the latest first; what was put off stays away until its due day changes."""
    until = ask.day + AHEAD
    if portion.is_first:
        rows = DUE.ask(ask.user, {"until": until}, scope=ask.scope, most=portion.limit + 1)
        page = page_of(rows, BY_DAY, portion.limit)
    else:
        put_off = Q(pk__in=[])
        for key in named("promise", portion.hidden):
            put_off |= Q(pk=key.pk, due_on=key.day)
        left = due(ask.user, ask.scope, until).exclude(put_off).values_list(*COLUMNS, named=True)
        page = paginate(left, sort=BY_DAY, cursor=portion.after, limit=portion.limit)
    before = asked_before(ask.day) if any(row.due_on < ask.day for row in page.items) else ask.day
    items = [_item(row, ask, row.due_on < before) for row in page.items]
    return Found(items, page.next, getattr(page.items[0], "altogether", None) if page.items else None)


def count(ask: Ask) -> int:
    """Return how many are due, at most MOST_COUNTED."""
    return due(ask.user, ask.scope, ask.day + AHEAD).order_by()[:MOST_COUNTED].count()


def soon(ask: Ask) -> date | None:
    """Return the next day on which a promise becomes pressing."""
    later = waiting(ask.user, ask.scope).filter(due_on__gt=ask.day + AHEAD)
    found: date | None = later.aggregate(day=Min("due_on"))["day"]
    return found - AHEAD if found else None


DUE = Question(
    lambda reader, until, scope, most: counted_first(due(reader, scope, until), BY_DAY, most), (*COLUMNS, "altogether")
)
PROMISES = AttentionSource("promises", gettext_lazy("Promises due"), find, count, soon=soon, order=15, icon="hourglass")
