"""What interactions tell in a brief: the last touches and the promises that are open."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from peyvand.core.display import current
from peyvand.core.jalali import ago, format_date
from peyvand.core.manifest import BriefAsk, BriefLine, BriefSource
from peyvand.core.text import set_apart
from peyvand.interactions.models import Interaction, Promise
from peyvand.interactions.rules.promises import standing
from peyvand.platform.questions import Question

TOUCHES, AT_THE_DOOR = 10, 3
LONGEST = 280  # letters of a touch; the timeline has the rest
TOUCHED = Question(
    lambda reader, customer, most: Interaction.objects.visible_to(reader).of(customer).select_related("by")[:most]
)
OPEN = Question(
    lambda reader, customer: (
        Promise.objects.visible_to(reader)
        .open()
        .filter(customer=customer)
        .select_related("by")
        .order_by("due_on", "pk")
    )
)


def _touches(ask: BriefAsk) -> list[BriefLine]:
    known = TOUCHED.ask(ask.user, {"customer": ask.customer.pk}, most=TOUCHES if ask.is_handover else AT_THE_DOOR)
    return [_touch(one, ask) for one in known]


def _touch(one: Interaction, ask: BriefAsk) -> BriefLine:
    day = one.occurred_at.astimezone(current().zone).date()
    said = " – ".join(filter(None, [one.subject, Truncator(one.body).chars(LONGEST)]))
    kind = one.get_kind_display()
    when = format_date(day) if ask.is_handover else ago(day, ask.day)
    aside = " · ".join(filter(None, [when, one.by.name if one.by else ""]))
    return BriefLine(f"{kind}: {set_apart(said)}" if said else str(kind), aside)


def _promises(ask: BriefAsk) -> list[BriefLine]:
    return [
        BriefLine(
            one.what,
            " · ".join(filter(None, [standing(one.due_on, ask.day), one.by.name if one.by else ""])),
            late=one.due_on < ask.day,
        )
        for one in OPEN.ask(ask.user, {"customer": ask.customer.pk})
    ]


BRIEFS = (
    BriefSource(
        "promises", _("Open promises"), _promises, 50, nothing=_("Nothing is promised."), need=("promise", "view")
    ),
    BriefSource(
        "touches", _("Last touches"), _touches, 40, nothing=_("Nobody has written down a contact yet."),
        need=("interaction", "view"),
    ),
)  # fmt: skip
