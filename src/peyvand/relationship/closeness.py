"""How close we are to one customer, in words: recent contact, open channels, and how well we know her.

The number is that of the list and of rules (`sql/closeness.sql` keeps it); here it is said whence it comes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.numbers import format_number
from peyvand.people.choices import Channel
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.questions import Question
from peyvand.relationship.models import Closeness
from peyvand.relationship.rules.closeness import WEIGHTS, Part, Told
from peyvand.relationship.rules.evidence import days

# Of each part, what somebody must be allowed to look at. Whoever may not would read it off the whole.
SEEN_IN = {"contact": ("interaction", "view"), "channels": ("consent", "view"), "knowledge": ("fact", "view")}
KEPT = Question(lambda reader, pk: Closeness.objects.visible_to(reader).filter(pk=pk))


def closeness_of(user: User, customer: Customer) -> Told | None:
    """Return how close we are to a customer, of the parts that `user` may see; None until it was worked out."""
    found = next(iter(KEPT.ask(user, {"pk": customer.pk})), None)
    if found is None:
        return None
    told: dict[str, Callable[[Closeness], Part]] = {
        "contact": _contact,
        "channels": _channels,
        "knowledge": _knowledge,
    }
    parts = [told[key](found) for key, need in SEEN_IN.items() if may(user, *need)]
    return Told(found.points if len(parts) == len(SEEN_IN) else None, parts)


def _contact(found: Closeness) -> Part:
    text = _touched(found)
    if found.way:
        text = f"{text} {_('What counts: %(what)s.') % {'what': found.get_way_display()}}"
    return Part("contact", found.contact, WEIGHTS["contact"], text)


def _touched(found: Closeness) -> str:
    if found.touched_on is None:
        return _("We have not been in touch yet.")
    said = {"when": _when(found.touched_on), "gap": days(found.gap), "every": format_number(found.every or 0)}
    if found.every is None:
        return _("Last in touch %(when)s; expected every %(gap)s.") % said
    return (
        ngettext(
            "Last in touch %(when)s; her group says: every %(every)s working day.",
            "Last in touch %(when)s; her group says: every %(every)s working days.",
            found.every,
        )
        % said
    )


def _when(day: date) -> str:
    passed = (organisation.today() - day).days
    return _("%(days)s ago") % {"days": days(passed)} if passed > 0 else _("today")


def _channels(found: Closeness) -> Part:
    names = [str(channel.label) for channel in Channel if channel in found.channels]
    text = (
        _("Open to us: %(channels)s.") % {"channels": _(", ").join(names)}
        if names
        else _("No call, message or e-mail can reach her.")
    )
    return Part("channels", found.reach, WEIGHTS["channels"], text)


def _knowledge(found: Closeness) -> Part:
    said = _("%(percent)s percent of her minimum profile is known.") % {"percent": format_number(found.percent)}
    return Part("knowledge", found.knowledge, WEIGHTS["knowledge"], said)
