"""The engine's answer to "who needs me?": relationships that need somebody, the most valuable and urgent first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.addresses import address
from peyvand.core.fields import Among
from peyvand.core.keyset import ordered, page_of, paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Verb
from peyvand.platform.questions import Question
from peyvand.platform.rules.attention import named
from peyvand.relationship.choices import Stage
from peyvand.relationship.field_classes import readable
from peyvand.relationship.models import Relationship
from peyvand.relationship.querysets import RelationshipQuerySet, whose
from peyvand.relationship.rules.evidence import sentences, to_do
from peyvand.relationship.tally import Total, totals

COLUMNS = ("customer_id", "customer__name", "stage", "since", "evidence", "urgency", "value", "currency", "rank")
SORT = ("-rank", "customer_id")


def key_of(row: Any) -> str:
    """Return the item's name: another stage is another item, so what was put off comes back when she moves."""
    return f"relationship:{row.customer_id}:{row.stage}:{row.since}"


def among(keys: Iterable[str]) -> Q:
    """Return the condition on a relationship to be one of those that these keys name."""
    condition = Q(pk__in=[])
    for key in named("relationship", keys):
        condition |= Q(customer=key.pk, stage=key.state, since=key.day)
    return condition


def asked(user: Any, scope: str, day: Any) -> RelationshipQuerySet:
    """Return the relationships for which `user` answers in `scope` and that need somebody on `day`."""
    known: RelationshipQuerySet = Relationship.objects.visible_to(user).answered_by(user, scope)
    return known.needing_somebody(day)


def _pressing(reader: Any, day: Any, scope: str, most: int) -> QuerySet[Any]:
    # First who they are, which indexes say alone, then what stands in their rows. Each way to answer for somebody has
    # an index in the order of rank: whoever has few would else be looked for among those of everybody.
    known = Relationship.objects.visible_to(reader).needing_somebody(day)
    ways = [ordered(known.filter(way), SORT).values("pk")[:most] for way in whose(reader, scope)]
    first = reduce(or_, (Q(Among("pk", ArraySubquery(found))) for found in ways))
    return ordered(Relationship.objects.filter(first), SORT)[:most]


PRESSING = Question(_pressing, COLUMNS)


LOG, PLAN = ("interaction", "add"), ("customer", "change")


def verbs(pk: int, stage: str) -> list[Verb]:
    """Return what can be done at once: call, read up, plan, and what the stage asks for."""
    found = [
        Verb(
            _("Log a call"),
            address("interactions:log", pk) + "?kind=call&back=/",
            "phone",
            primary=True,
            need=LOG,
        ),
        Verb(_("Before contact"), address("interactions:before", pk), "target"),
        Verb(_("Plan"), address("people:next_step", pk) + "?back=/", "calendar-clock", need=PLAN),
    ]
    if stage == Stage.SEPARATION:
        special = Verb(_("Farewell"), address("relationship:farewell", pk), "hand", need=("relationship", "change"))
        found.insert(1, special)
    if stage == Stage.INTENSIVE_CARE:
        found.insert(1, Verb(_("Problems"), address("relationship:problems", pk), "life-buoy"))
    give = Verb(_("Hand over"), address("people:owners", pk) + "?back=/", "users", need=("customer", "assign"))
    found.append(give)
    return found


def item_of(row: Any, ask: Ask) -> AttentionItem:
    """Return the line of Today for a row of COLUMNS, as its reader may see it."""
    return AttentionItem(
        key=key_of(row),
        customer_id=row.customer_id,
        title=row.customer__name,
        url=address("people:customer", row.customer_id),
        state=row.stage,
        state_label=Stage(row.stage).label,
        why=sentences(readable(ask.user, row.evidence), ask.day),
        since=row.since,
        do=to_do(row.stage),
        verbs=verbs(row.customer_id, row.stage),
        urgency=row.urgency,
        value=row.value,
        currency=row.currency,
    )


def find(ask: Ask, portion: Portion) -> Found:
    """Return the relationships of a portion, ranked by value at stake x urgency."""
    if portion.is_first:
        rows = PRESSING.ask(ask.user, {"day": ask.day}, scope=ask.scope, most=portion.limit + 1)
        page = page_of(rows, SORT, portion.limit)
    else:
        left = asked(ask.user, ask.scope, ask.day).exclude(among(portion.hidden))
        listed = left.values_list(*COLUMNS, named=True)
        page = paginate(listed, sort=SORT, cursor=portion.after, limit=portion.limit)
    return Found([item_of(row, ask) for row in page.items], page.next)


def counted(ask: Ask) -> list[Total]:
    """Return those who need somebody by stage and currency; asked once, however often the same question is put."""
    known: list[Total] | None = vars(ask).get("_totals")
    if known is None:
        known = vars(ask)["_totals"] = totals(ask.user, scope=ask.scope, day=ask.day)
    return known


def count(ask: Ask) -> int:
    """Return how many need somebody, at most MOST_COUNTED."""
    return min(sum(total.count for total in counted(ask)), MOST_COUNTED)


def stake(ask: Ask) -> dict[str, int]:
    """Return what all of them exchange in a year, by currency."""
    sums: dict[str, int] = {}
    for total in counted(ask):
        sums[total.currency] = sums.get(total.currency, 0) + total.value
    return {currency: amount for currency, amount in sums.items() if amount}


WORTH = Question(
    lambda reader, customers: Relationship.objects.visible_to(reader).filter(Among("pk", customers), value__gt=0),
    ("pk", "value", "currency"),
)


def worth_of(user: Any, customer_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return what these customers exchange in a year, {customer: (amount, currency)}, for lines of other contexts."""
    return {pk: (value, currency) for pk, value, currency in WORTH.ask(user, {"customers": list(customer_ids)})}


def soon(ask: Ask) -> date | None:
    """Return the next day on which a relationship will need somebody."""
    known: RelationshipQuerySet = Relationship.objects.visible_to(ask.user).answered_by(ask.user, ask.scope)
    found: date | None = known.filter(attention_on__gt=ask.day).aggregate(day=Min("attention_on"))["day"]
    return found


RELATIONSHIPS = AttentionSource(
    "relationship",
    gettext_lazy("Relationships that need you"),
    find,
    count,
    stake,
    soon,
    order=10,
    icon="heart-handshake",
)
