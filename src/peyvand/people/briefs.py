"""Briefs: everything contexts tell about a customer, gathered for a page or a paper, and what we ourselves tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.display import current
from peyvand.core.jalali import ago, format_date
from peyvand.core.manifest import BriefAsk, BriefLine, BriefSource, Text, offers
from peyvand.core.phones import phone_said
from peyvand.core.text import isolated
from peyvand.people.choices import ContactKind
from peyvand.people.models import Address, Affiliation, ContactPoint, Customer
from peyvand.people.rules.places import Place, place_line
from peyvand.platform.field_classes import reads_field
from peyvand.platform.models import User
from peyvand.platform.policies import may
from peyvand.platform.questions import Question

WORKING = Question(
    lambda reader, organisation: Affiliation.objects.filter(organisation=organisation).select_related("person")
)


@dataclass(frozen=True)
class Part:
    """What one context tells: its lines, or why there are none."""

    key: str
    title: Text
    lines: Sequence[BriefLine]
    nothing: Text


def gather(ask: BriefAsk) -> list[Part]:
    """Return the parts of a brief, in order; those with nothing to say are left out."""
    sources: list[BriefSource] = offers("briefs")
    allowed = [
        one for one in sources if ask.occasion in one.occasions and (one.need is None or may(ask.user, *one.need))
    ]
    parts = [Part(one.key, one.title, one.read(ask), one.nothing) for one in allowed]
    return [part for part in parts if part.lines or part.nothing]


def _reads(ask: BriefAsk, name: str) -> bool:
    return reads_field(ask.user, "customer", name)


def _who(ask: BriefAsk) -> list[BriefLine]:
    customer: Customer = ask.customer
    title = customer.get_title_display() if customer.title else ""
    what = [str(title), str(customer.get_kind_display()), customer.industry, customer.city]
    lines = [BriefLine(" · ".join(filter(None, what)), _("since %(when)s") % {"when": _month(customer)})]
    if ask.is_handover:
        lines += _reached(customer) if _reads(ask, "phones") else []
        lines += _places(customer) if _reads(ask, "addresses") else []
        lines += [BriefLine(customer.notes, _("notes"))] if customer.notes and _reads(ask, "notes") else []
    if customer.birthday and _reads(ask, "birthday"):
        lines.append(BriefLine(format_date(customer.birthday, style="long"), _("birthday")))
    return lines


def _month(customer: Customer) -> str:
    return format_date(customer.created_at.astimezone(current().zone).date(), style="month")


def _reached(customer: Customer) -> list[BriefLine]:
    points = ContactPoint.objects.filter(customer=customer)
    return [
        BriefLine(
            phone_said(one.value) if one.kind == ContactKind.PHONE else isolated(one.value),
            " · ".join(filter(None, [str(one.get_label_display()), one.network, one.note])),
        )
        for one in points
    ]


def _places(customer: Customer) -> list[BriefLine]:
    language = current().language
    return [
        BriefLine(place_line(Place(one.label, one.province, one.city, one.street), language), one.get_label_display())
        for one in Address.objects.filter(customer=customer)
    ]


def _people(ask: BriefAsk) -> list[BriefLine]:
    if ask.customer.is_person:
        mine = Affiliation.objects.filter(person=ask.customer, organisation__in=Customer.objects.visible_to(ask.user))
        return [BriefLine(one.organisation.name, one.role) for one in mine.select_related("organisation")]
    rows = WORKING.ask(ask.user, {"organisation": ask.customer.pk})
    reach = _reads(ask, "phones")
    return [BriefLine(_called(one, reach), _("decides") if one.decides else "") for one in rows]


def _called(one: Affiliation, reach: bool) -> str:
    phone = phone_said(one.phone) if reach and one.phone else ""
    return " · ".join(filter(None, [str(one), one.role, phone]))


def _step(ask: BriefAsk) -> list[BriefLine]:
    customer: Customer = ask.customer
    if not customer.next_step or customer.next_step_on is None:
        return []
    doer = User.objects.filter(pk=customer.next_step_by_id).values_list("name", flat=True).first() or ""
    aside = " · ".join(filter(None, [format_date(customer.next_step_on), ago(customer.next_step_on, ask.day), doer]))
    return [BriefLine(customer.next_step, aside, late=customer.next_step_on < ask.day)]


BRIEFS = (
    BriefSource("who", gettext_lazy("Who it is"), _who, 10),
    BriefSource("people", gettext_lazy("Whom to talk to"), _people, 20),
    BriefSource("step", gettext_lazy("What comes next"), _step, 60, nothing=gettext_lazy("Nothing is planned.")),
)
