"""What the customer page shows, gathered in few queries and made ready for its templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core import display
from peyvand.core.dates import next_recurrence
from peyvand.core.jalali import ago, format_date
from peyvand.people import custom
from peyvand.people.choices import ContactKind
from peyvand.people.forms.profile import LABELS
from peyvand.people.models import Address, Affiliation, ContactPoint, CoOwner, Customer, GroupMember, Share
from peyvand.people.peace import why_in_peace
from peyvand.people.rules.contacts import link_of
from peyvand.people.rules.places import Place, map_links, place_line
from peyvand.people.rules.variants import fields_of
from peyvand.people.web.around import around
from peyvand.people.web.fact_lines import Fact, lines_html, value_html
from peyvand.people.web.reading import abilities
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest
from peyvand.platform.field_classes import reads_field, writes_class, writes_field
from peyvand.platform.fields import registry
from peyvand.platform.models import User
from peyvand.platform.questions import Question

CONTACT_ICONS = {"phone": "phone", "email": "mail", "web": "globe", "social": "message-circle"}
SOON = 60
IN_HEADER = {"name", "given_name", "family_name", "notes"}


@dataclass(frozen=True)
class ContactLine:
    """A way to reach her, ready to press."""

    icon: str
    kind: str
    value: str
    link: str
    label: str
    outside: bool


@dataclass(frozen=True)
class PlaceLine:
    """An address in one line, with the maps that show it."""

    label: str
    text: str
    postal_code: str
    maps: tuple[tuple[str, str], ...]


def fact_of(customer: Customer, name: str) -> Fact:
    """Return one field of the profile as the reader sees it."""
    if definition := registry.named(custom.SUBJECT, name):
        return Fact(name, definition.label, custom.shown(customer, [definition])[name])
    value = getattr(customer, name)
    label = _("Company ID") if name == "national_id" and not customer.is_person else LABELS[name]
    if name == "birthday" and value:
        today = organisation.today()
        coming = next_recurrence(value, today, display.current().calendar)
        return Fact(
            name, label, format_date(value, style="long"), _birthday_in((coming - today).days, ago(coming, today))
        )
    if name in {"title", "source", "language"}:
        return Fact(name, label, str(getattr(customer, f"get_{name}_display")()) if value else "")
    code = name in {"national_id", "economic_code", "registration_number", "external_id"}
    return Fact(name, label, str(value or ""), code=code, long=name == "notes")


def fact_for(user: User, customer: Customer, name: str) -> Fact:
    """Return one field of the profile as this reader has it."""
    return replace(fact_of(customer, name), fixed=not writes_field(user, "customer", name))


def facts_for(user: User, customer: Customer) -> list[Fact]:
    """Return the fields of the profile that this reader sees, but those that the head of the page shows."""
    names = (name for name in fields_of(customer.kind) if name not in IN_HEADER)
    return [fact_for(user, customer, name) for name in names if reads_field(user, "customer", name)]


def own_facts(request: StaffRequest, customer: Customer) -> list[Fact]:
    """Return the organisation's own fields as the reader sees them."""
    definitions = custom.readable(request.user, customer.kind)
    said = custom.shown(customer, definitions)
    needed = custom.required_names(customer) if not all(said.values()) else set()
    closed = {one.name for one in definitions if not writes_class(request.user, one.field_class)}
    return [
        Fact(one.name, one.label, said[one.name], required=one.name in needed, fixed=one.name in closed)
        for one in definitions
    ]


def _birthday_in(days: int, spoken: str) -> str:
    if not 1 < days <= SOON:
        return _("birthday %(when)s") % {"when": spoken}
    said = ngettext("birthday in %(days)s day", "birthday in %(days)s days", days)
    return said % {"days": display.shown_digits(days)}


def contact_lines(points: list[ContactPoint]) -> list[ContactLine]:
    """Return phones first, then e-mails, websites and handles."""
    order = list(CONTACT_ICONS)
    lines = sorted(points, key=lambda point: order.index(point.kind))
    return [
        ContactLine(
            icon=CONTACT_ICONS[point.kind],
            kind=point.kind,
            value=point.value,
            link=link_of(point.kind, point.value, point.network),
            label=" · ".join(filter(None, [point.get_label_display(), point.network, point.note])),
            outside=point.kind in {ContactKind.WEB, ContactKind.SOCIAL},
        )
        for point in lines
    ]


def place_lines(addresses: list[Address]) -> list[PlaceLine]:
    """Return the addresses as one writes them in the reader's language."""
    language = display.current().language
    lines = []
    for address in addresses:
        text = place_line(Place(address.label, address.province, address.city, address.street), language)
        lines.append(
            PlaceLine(address.get_label_display(), text, address.postal_code, map_links(text, display.current().region))
        )
    return lines


def _places(reader: Any, organisation: Any, person: Any) -> QuerySet[Any]:
    if organisation is not None:
        return Affiliation.objects.filter(organisation=organisation)
    return Affiliation.objects.filter(person=person, organisation__in=Customer.objects.visible_to(reader))


def _colleagues(reader: Any, customer: Any, owner: Any, doer: Any) -> QuerySet[Any]:
    shares = CoOwner.objects.filter(customer=customer).values("user")
    known = Q(pk__in=shares)
    for one in (owner, doer):
        known |= Q() if one is None else Q(pk=one)
    return User.objects.filter(known)


LOANS = Question(
    lambda reader, customer: Share.objects.living().filter(customer=customer).select_related("user", "team")
)
CONTACTS = Question(lambda reader, customer: ContactPoint.objects.filter(customer=customer))
ADDRESSES = Question(lambda reader, customer: Address.objects.filter(customer=customer))
GROUPS = Question(
    lambda reader, customer: GroupMember.objects.filter(customer=customer).order_by("group__rank"), ("group__name",)
)
COLLEAGUES = Question(_colleagues, ("pk", "name"))
PLACES = Question(
    _places,
    (
        "pk",
        "organisation_id",
        "organisation__name",
        "person_id",
        "person__name",
        "name",
        "role",
        "decides",
        "phone",
        "email",
    ),
)


def colleagues(request: StaffRequest, customer: Customer) -> dict[str, str]:
    """Return the names of those who answer for her and of who takes the next step, by their id as text."""
    asked = {"customer": customer.pk, "owner": customer.owner_id, "doer": customer.next_step_by_id}
    return {str(row.pk): row.name for row in COLLEAGUES.ask(request.user, asked)}


def people_of(request: StaffRequest, customer: Customer) -> list[Any]:
    """Return the people of an organisation, or the organisations of a person that the reader may see."""
    pk = customer.pk
    asked = {"organisation": None, "person": pk} if customer.is_person else {"organisation": pk, "person": None}
    return PLACES.ask(request.user, asked)


def seen_by(user: User) -> dict[str, bool]:
    """Return which parts of a customer's page this reader has."""
    read = {name: reads_field(user, "customer", name) for name in ("contact_points", "addresses", "groups", "notes")}
    return read | {"joins": writes_field(user, "customer", "groups")}


def header(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """Return what the head of the page needs."""
    names, can = colleagues(request, customer), abilities(request, customer)
    return {
        "customer": customer,
        "can": can,
        "groups": [row.group__name for row in GROUPS.ask(request.user, {"customer": customer.pk})]
        if reads_field(request.user, "customer", "groups")
        else [],
        "sees": seen_by(request.user),
        "colleagues": names,
        "co_owners": [names[str(pk)] for pk in sorted(customer.co_owner_ids)],
        "loans": LOANS.ask(request.user, {"customer": customer.pk}) if can.share else [],
        "around": around(request.user, customer, request.GET.get("tab", "")),
        "overdue": bool(customer.next_step_on and customer.next_step_on < organisation.today()),
        "day": organisation.today(),
    }


def record(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """Return everything the page shows itself; panels of other contexts are loaded from their addresses."""
    facts, sees, asked_of = facts_for(request.user, customer), seen_by(request.user), {"customer": customer.pk}
    facts += own_facts(request, customer)
    head = header(request, customer)
    change, unknown = head["can"].change, [fact for fact in facts if not fact.shown]
    lines = partial(lines_html, customer_id=customer.pk, may_change=change)
    return head | {
        "facts": lines([fact for fact in facts if fact.shown]),
        "unknown": lines(unknown),
        "unknown_count": len(unknown),
        "notes": value_html(fact_for(request.user, customer, "notes"), customer.pk, may_change=change),
        "contacts": contact_lines(CONTACTS.ask(request.user, asked_of)) if sees["contact_points"] else [],
        "places": place_lines(ADDRESSES.ask(request.user, asked_of)) if sees["addresses"] else [],
        "people": people_of(request, customer),
        "peace": None if customer.next_step else why_in_peace(request.user, customer),
    }
