"""The card of our people for a customer: whom to call for what, to look at and to hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.display import shown_digits
from peyvand.core.pages import show
from peyvand.core.phones import display_phone
from peyvand.core.text import isolated
from peyvand.people.models import Customer
from peyvand.people.web.reading import find
from peyvand.platform import organisation
from peyvand.platform.choices import RoleKey
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import User
from peyvand.platform.paper import Paper, PaperLine, PaperPart, paper_response

BESIDE = (RoleKey.AGENT, RoleKey.MANAGER)


@dataclass(frozen=True)
class Somebody:
    """One of us: who she is and when to call her. `phone` is as it is read, `number` as it is dialled."""

    name: str
    role: str
    when: str
    phone: str
    number: str
    email: str


def _when(user: User, customer: Customer) -> str:
    """Return what to turn to somebody for."""
    if user.pk == customer.owner_id:
        return _("for everything: orders, questions, plans")
    if user.pk in customer.co_owner_ids:
        return _("when the first person is away")
    if user.role.key == RoleKey.AGENT:
        return _("when something does not work")
    return _("when you are not content with us")


def our_people(customer: Customer) -> list[Somebody]:
    """Return who answers for a customer: the owner, those beside her, and who serves and leads the owner's team."""
    here = User.objects.active().select_related("role")
    answering = list(here.filter(pk__in=[pk for pk in (customer.owner_id, *customer.co_owner_ids) if pk]))
    answering.sort(key=lambda user: (user.pk != customer.owner_id, user.name))
    known = {user.pk for user in answering}
    beside = here.filter(team=customer.team_id, role__key__in=BESIDE) if customer.team_id else here.none()
    team = [user for user in beside.order_by("role__key", "name") if user.pk not in known]
    return [_described(user, customer) for user in [*answering, *_first_of_each(team)]]


def _first_of_each(team: Iterable[User]) -> list[User]:
    """Return one person for each role: a card with ten names helps nobody."""
    found: dict[str, User] = {}
    for user in team:
        found.setdefault(user.role.key, user)
    return list(found.values())


def _described(user: User, customer: Customer) -> Somebody:
    number = user.phone or ""
    phone = isolated(shown_digits(display_phone(number))) if number else ""
    return Somebody(user.name, str(user.role.label), _when(user, customer), phone, number, user.email or "")


@page("customer", "view")
@require_GET
def your_people(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the customer's people here."""
    customer = find(request, pk)
    context = {"customer": customer, "people": our_people(customer)}
    return show(request, "people/your_people.html", context, part="people/parties/your_people.html")


@page("customer", "view")
@require_GET
def your_people_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The card on paper, for the customer."""
    customer = find(request, pk)
    parts = [
        PaperPart(
            f"{one.name} · {one.role}",
            [PaperLine(one.when, _("when to call"))]
            + [PaperLine(way) for way in (one.phone, isolated(one.email) if one.email else "") if way],
        )
        for one in our_people(customer)
    ]
    ours = organisation.get("organisation_name")
    lead = _("For %(name)s: whom to turn to for what.") % {"name": customer.name}
    return paper_response(
        Paper(_("Your people at %(organisation)s") % {"organisation": ours}, lead, parts, foot=ours), _("Your people")
    )
