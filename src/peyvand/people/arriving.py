"""Hand-overs on Today: the brief to sign, then the hello to say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.keyset import page_of, paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.people.actions.handover import INTRODUCTION
from peyvand.people.attention import counted_first
from peyvand.people.choices import HandOverState
from peyvand.people.models import HandOver
from peyvand.people.querysets import HandOverQuerySet
from peyvand.platform.questions import Question
from peyvand.platform.rules.attention import named

COLUMNS = (
    "pk", "customer_id", "customer__name", "state", "on", "reason", "giver__name", "taker_id", "taker__name",
)  # fmt: skip
OLDEST = ("on", "pk")


def waiting(user: Any, scope: str) -> HandOverQuerySet:
    """Return the hand-overs in which `user` (her team, anybody) has something left to do."""
    known: HandOverQuerySet = HandOver.objects.visible_to(user).waiting()
    # Where the hello is the next step, it is among the steps that are due.
    planned = Q(state=HandOverState.ACCEPTED, passed__has_key=INTRODUCTION, customer__next_step_on__isnull=False)
    return known.taken_by(user, scope).exclude(planned)


def _why(one: Any, ask: Ask) -> list[Sentence]:
    giver = one.giver__name or _("nobody")
    why = [Sentence("handed_over", _("Handed over by %(name)s.") % {"name": giver})]
    if one.reason:
        why.append(Sentence("handed_over_because", f"«{one.reason}»"))
    if one.taker_id not in (None, ask.user.pk):
        why.append(Sentence("handed_over_to", _("%(name)s takes over.") % {"name": one.taker__name}))
    return why


def _verbs(one: Any) -> list[Verb]:
    brief = Verb(_("Read the brief"), reverse("people:brief", args=[one.customer_id]), "file-text", primary=True)
    if one.state == HandOverState.PROPOSED:
        return [brief]
    known = reverse("people:handover_introduced", args=[one.pk])
    return [
        Verb(_("Introduced"), known, "handshake", method="post", primary=True),
        Verb(brief.label, brief.url, "file-text"),
    ]


def _item(one: Any, ask: Ask) -> AttentionItem:
    unsigned = one.state == HandOverState.PROPOSED
    return AttentionItem(
        key=f"handover:{one.pk}:{one.state}:{one.on}",
        customer_id=one.customer_id,
        title=one.customer__name,
        url=reverse("people:customer", args=[one.customer_id]),
        state="",
        state_label=_("hand-over"),
        why=_why(one, ask),
        since=min(one.on, ask.day),
        do=_("Read the brief and sign it.") if unsigned else _("Call, and say that you are the one to turn to now."),
        verbs=_verbs(one),
        urgency=min(1.0, 0.4 + 0.05 * (ask.day - one.on).days),
    )


def find(ask: Ask, portion: Portion) -> Found:
    """Return what is to be signed or said, the oldest first; what was put off comes back when it has moved on."""
    if portion.is_first:
        rows = WAITING.ask(ask.user, {}, scope=ask.scope, most=portion.limit + 1)
        page = page_of(rows, OLDEST, portion.limit)
    else:
        put_off = Q(pk__in=[])
        for key in named("handover", portion.hidden):
            put_off |= Q(pk=key.pk, state=key.state)
        left = waiting(ask.user, ask.scope).exclude(put_off).values_list(*COLUMNS, named=True)
        page = paginate(left, sort=OLDEST, cursor=portion.after, limit=portion.limit)
    count = getattr(page.items[0], "altogether", None) if page.items else None
    return Found([_item(row, ask) for row in page.items], page.next, count)


def count(ask: Ask) -> int:
    """Return how many there are, at most MOST_COUNTED."""
    return waiting(ask.user, ask.scope).order_by()[:MOST_COUNTED].count()


def soon(ask: Ask) -> date | None:
    """Return the next day on which somebody's customers pass to the asked person."""
    planned = HandOver.objects.visible_to(ask.user).filter(state=HandOverState.PLANNED, on__gt=ask.day)
    found: date | None = planned.taken_by(ask.user, ask.scope).aggregate(day=Min("on"))["day"]
    return found


WAITING = Question(
    lambda reader, scope, most: counted_first(waiting(reader, scope), OLDEST, most), (*COLUMNS, "altogether")
)
HANDOVERS = AttentionSource(
    "handovers", gettext_lazy("Handed over to you"), find, count, soon=soon, order=12, icon="handshake"
)
