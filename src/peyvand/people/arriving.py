"""Hand-overs on Today: the brief to sign, then the hello to say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.keyset import paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.people.actions.handover import INTRODUCTION
from peyvand.people.attention import CountOf
from peyvand.people.choices import HandOverState
from peyvand.people.models import HandOver
from peyvand.people.querysets import HandOverQuerySet
from peyvand.platform.rules.attention import named


def waiting(ask: Ask) -> HandOverQuerySet:
    """Return the hand-overs in which the asked person (her team, anybody) has something left to do."""
    known: HandOverQuerySet = HandOver.objects.visible_to(ask.user).waiting()
    # Where the hello is the next step, it is among the steps that are due.
    planned = Q(state=HandOverState.ACCEPTED, passed__has_key=INTRODUCTION, customer__next_step_on__isnull=False)
    return known.taken_by(ask.user, ask.scope).exclude(planned)


def _why(one: HandOver, ask: Ask) -> list[Sentence]:
    giver = one.giver.name if one.giver else _("nobody")
    why = [Sentence("handed_over", _("Handed over by %(name)s.") % {"name": giver})]
    if one.reason:
        why.append(Sentence("handed_over_because", f"«{one.reason}»"))
    if one.taker is not None and one.taker != ask.user:
        why.append(Sentence("handed_over_to", _("%(name)s takes over.") % {"name": one.taker.name}))
    return why


def _verbs(one: HandOver) -> list[Verb]:
    brief = Verb(_("Read the brief"), reverse("people:brief", args=[one.customer_id]), "file-text", primary=True)
    if one.state == HandOverState.PROPOSED:
        return [brief]
    known = reverse("people:handover_introduced", args=[one.pk])
    return [
        Verb(_("Introduced"), known, "handshake", method="post", primary=True),
        Verb(brief.label, brief.url, "file-text"),
    ]


def _item(one: HandOver, ask: Ask) -> AttentionItem:
    unsigned = one.state == HandOverState.PROPOSED
    return AttentionItem(
        key=f"handover:{one.pk}:{one.state}:{one.on}",
        customer_id=one.customer_id,
        title=one.customer.name,
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
    put_off = Q(pk__in=[])
    for key in named("handover", portion.hidden):
        put_off |= Q(pk=key.pk, state=key.state)
    rows = waiting(ask).exclude(put_off) if portion.hidden else waiting(ask)
    if not portion.after:
        rows = rows.annotate(altogether=CountOf(waiting(ask).order_by()[:MOST_COUNTED].values("pk")))
    asked: Any = rows.select_related("customer", "giver", "taker").defer("customer__search", "customer__notes")
    page = paginate(asked, sort=["on", "pk"], cursor=portion.after, limit=portion.limit)
    count = getattr(page.items[0], "altogether", None) if page.items else None
    return Found([_item(row, ask) for row in page.items], page.next, count)


def count(ask: Ask) -> int:
    """Return how many there are, at most MOST_COUNTED."""
    return waiting(ask).order_by()[:MOST_COUNTED].count()


def soon(ask: Ask) -> date | None:
    """Return the next day on which somebody's customers pass to the asked person."""
    planned = HandOver.objects.visible_to(ask.user).filter(state=HandOverState.PLANNED, on__gt=ask.day)
    found: date | None = planned.taken_by(ask.user, ask.scope).aggregate(day=Min("on"))["day"]
    return found


HANDOVERS = AttentionSource(
    "handovers", gettext_lazy("Handed over to you"), find, count, soon=soon, order=12, icon="handshake"
)
