"""Sales' answer to "who needs me?": discounts that wait for a yes or no, and answers that the asker has not heard."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.jalali import format_date
from peyvand.core.keyset import paginate
from peyvand.core.manifest import MOST_COUNTED, Ask, AttentionItem, AttentionSource, Found, Portion, Sentence, Verb
from peyvand.core.numbers import format_number
from peyvand.platform import organisation
from peyvand.platform.rules.attention import named
from peyvand.sales.choices import DiscountState
from peyvand.sales.discounts import WAITING
from peyvand.sales.models import DiscountRequest
from peyvand.sales.querysets import DiscountRequestQuerySet

OLDEST = ("asked_at", "pk")


def waiting(ask: Ask) -> DiscountRequestQuerySet:
    """Return what waits for a word from the asked person, or for her ear, and is not too late."""
    seen: DiscountRequestQuerySet = DiscountRequest.objects.visible_to(ask.user)
    return seen.concerning(ask.user, ask.scope).filter(until__gte=ask.day)


def _asked(one: DiscountRequest) -> list[Sentence]:
    who = one.asked_by.name if one.asked_by else _("Somebody")
    until = format_date(one.until, style="long")
    said = _("%(name)s asks for %(percent)s percent off, until %(day)s.") % {
        "name": who, "percent": format_number(one.percent), "day": until,
    }  # fmt: skip
    return [Sentence("discount_asked", said), Sentence("discount_because", f"«{one.reason}»")]


def _answered(one: DiscountRequest) -> list[Sentence]:
    who = one.decided_by.name if one.decided_by else _("Somebody")
    said = {"name": who, "percent": format_number(one.percent), "day": format_date(one.until, style="long")}
    if one.state == DiscountState.GRANTED:
        answer = _("%(name)s granted %(percent)s percent off for one order, until %(day)s.") % said
    else:
        answer = _("%(name)s refused %(percent)s percent off.") % said
    note = [Sentence("discount_note", f"«{one.note}»")] if one.note else []
    return [Sentence(f"discount_{one.state}", answer), *note]


def order_url(one: DiscountRequest) -> str:
    """Return where the order that a discount was asked for is written on."""
    if one.order_id:
        return f"{reverse('sales:order_edit', args=[one.order_id])}?discount={one.pk}"
    return f"{reverse('sales:order_new')}?customer={one.customer_id}&discount={one.pk}"


def _verbs(one: DiscountRequest) -> list[Verb]:
    if one.state == DiscountState.OPEN:
        grant, refuse = (reverse(f"sales:discount_{answer}", args=[one.pk]) for answer in ("grant", "refuse"))
        return [
            Verb(_("Grant"), grant, "check", method="post", primary=True),
            Verb(_("Refuse"), refuse, "x", method="post"),
            Verb(_("Answer with a note"), reverse("sales:discount", args=[one.pk]), "message-square"),
        ]
    heard = Verb(_("I have read it"), reverse("sales:discount_heard", args=[one.pk]), "check", method="post")
    if one.state == DiscountState.REFUSED:
        return [heard]
    return [Verb(_("Write the order"), order_url(one), "receipt", primary=True, need=("order", "add")), heard]


def _item(one: DiscountRequest, ask: Ask) -> AttentionItem:
    is_open = one.state == DiscountState.OPEN
    since = min(one.asked_at.astimezone(organisation.zone()).date(), ask.day)
    return AttentionItem(
        key=f"discount:{one.pk}:{one.state}:{since}",
        customer_id=one.customer_id,
        title=one.customer.name,
        url=reverse("sales:discount", args=[one.pk]),
        state="",
        state_label=_("discount"),
        why=_asked(one) if is_open else _answered(one),
        since=since,
        do=_("Say yes or no.") if is_open else _("Tell the customer."),
        verbs=_verbs(one),
        urgency=0.7,
    )


def find(ask: Ask, portion: Portion) -> Found:
    """Return the discounts somebody waits for, the oldest first. The database is asked only when somebody does wait."""
    if not organisation.kept(WAITING):
        return Found([])
    put_off = Q(pk__in=[])
    for key in named("discount", portion.hidden):
        put_off |= Q(pk=key.pk, state=key.state)
    rows = waiting(ask).exclude(put_off).select_related("customer", "asked_by", "decided_by")
    page = paginate(rows, sort=OLDEST, cursor=portion.after or None, limit=portion.limit)
    return Found([_item(one, ask) for one in page.items], page.next)


def count(ask: Ask) -> int:
    """Return how many there are, at most MOST_COUNTED."""
    return waiting(ask).order_by()[:MOST_COUNTED].count() if organisation.kept(WAITING) else 0


DISCOUNTS = AttentionSource("discounts", gettext_lazy("Discounts to decide"), find, count, order=11, icon="tag")
