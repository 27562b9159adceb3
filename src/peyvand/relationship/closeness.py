"""How close we are to one customer: recent contact, open channels, and how well we know her (three contexts' parts)."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.numbers import format_number
from peyvand.interactions.contactability import KINDS, open_channels
from peyvand.knowledge.models import Familiarity
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.relationship.models import Facts
from peyvand.relationship.rules.closeness import Closeness, Part, expected_gap, part, recency
from peyvand.relationship.rules.evidence import days

RHYTHMIC = 3  # purchases from which a customer has a rhythm of her own


def closeness_of(user: User, customer: Customer) -> Closeness:
    """Return how close we are to a customer, of the parts that `user` may see."""
    parts: tuple[tuple[str, Callable[[Customer], Part]], ...] = (
        ("interaction", _contact),
        ("consent", _channels),
        ("fact", _knowledge),
    )
    return Closeness([told(customer) for model, told in parts if may(user, model, "view")])


def _contact(customer: Customer) -> Part:
    facts = Facts.objects.filter(pk=customer.pk).first()
    gap = expected_gap(facts.median_gap if facts and facts.purchases >= RHYTHMIC else None)
    if customer.last_touch_at is None:
        return part("contact", 0, _("We have not been in touch yet."))
    touched = customer.last_touch_at.astimezone(organisation.zone()).date()
    silence = max(0, (organisation.today() - touched).days)
    said = _("Last in touch %(silence)s ago; expected every %(gap)s.") % {"silence": days(silence), "gap": days(gap)}
    return part("contact", recency(silence, gap), said)


def _channels(customer: Customer) -> Part:
    found = open_channels(customer, timezone.now())
    if not found:
        return part("channels", 0, _("No call, message or e-mail can reach her."))
    said = _("Open to us: %(channels)s.") % {"channels": _(", ").join(str(one.label) for one in found)}
    return part("channels", len(found) / len(KINDS), said)


def _knowledge(customer: Customer) -> Part:
    found = Familiarity.objects.filter(pk=customer.pk).first()
    percent = found.percent if found else 0
    said = _("%(percent)s percent of her minimum profile is known.") % {"percent": format_number(percent)}
    return part("knowledge", percent / 100, said)
