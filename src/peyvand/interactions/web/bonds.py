"""The map of a customer: who of us knows her, whom we know there, and to whom she belongs."""

from __future__ import annotations

from django.db.models import Count, Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.display import shown_digits
from peyvand.core.numbers import format_number
from peyvand.core.pages import show
from peyvand.interactions.knowing import A_YEAR
from peyvand.interactions.models import Interaction
from peyvand.people.models import Customer
from peyvand.people.web.parties import bonds_of
from peyvand.people.web.reading import find
from peyvand.people.web.record import people_of
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import User
from peyvand.ui.pictures import PHONE, Neighbour
from peyvand.ui.pictures import bonds as bonds_sheet

MOST = 9  # on a side; the pages themselves have the rest


def _ours(request: StaffRequest, customer: Customer) -> list[Neighbour]:
    """Return our people by how often they were in touch with the customer in the last year; who answers is there always."""
    now = organisation.now()
    spoken = Interaction.objects.visible_to(request.user).filter(customer=customer.pk, by__isnull=False)
    year = spoken.filter(occurred_at__gt=now - A_YEAR, occurred_at__lte=now).order_by()
    counts = dict(year.values_list("by").annotate(n=Count("pk"), last=Max("occurred_at")).values_list("by", "n"))
    answering = {pk for pk in (customer.owner_id, *customer.co_owner_ids) if pk}
    names = dict(User.objects.filter(pk__in=answering | set(counts)).values_list("pk", "name"))
    most = max(counts.values(), default=1)
    ranked = sorted(names, key=lambda pk: (-counts.get(pk, 0), names[pk]))[:MOST]
    return [
        Neighbour(names[pk], _touched(counts.get(pk, 0), pk in answering), "", counts.get(pk, 0) / most)
        for pk in ranked
    ]


def _touched(count: int, answers: bool) -> str:
    said = ngettext("%(count)s contact in a year", "%(count)s contacts in a year", count) % {
        "count": format_number(count)
    }
    return f"{said} · {_('answers')}" if answers else said


def _theirs(request: StaffRequest, customer: Customer) -> list[Neighbour]:
    """Return the people of an organisation (or a person's organisations), then those a customer is related to."""
    found = [
        Neighbour(bond.other.name, bond.said, reverse("people:customer", args=[bond.other.pk]), over=bond.over)
        for bond in bonds_of(request, customer)
    ]
    for one in people_of(request, customer):
        there = one.organisation_id if customer.is_person else one.person_id
        name = one.organisation__name if customer.is_person else one.person__name or one.name
        said = " · ".join(filter(None, [one.role, _("decides") if one.decides else ""])) or _("there")
        found.append(
            Neighbour(name, said, reverse("people:customer", args=[there]) if there else "", 0.5 * one.decides)
        )
    return found[:MOST]


def _said(customer: Customer, ours: int, theirs: int) -> str:
    """Return the sentence above the map."""
    words = ngettext(
        "%(ours)s of us knows %(name)s; around it stand %(theirs)s people and organisations.",
        "%(ours)s of us know %(name)s; around it stand %(theirs)s people and organisations.",
        ours,
    )
    return words % {"ours": shown_digits(ours), "theirs": shown_digits(theirs), "name": customer.name}


@page("customer", "view")
@require_GET
def bonds(request: StaffRequest, pk: int) -> HttpResponse:
    """Draw who knows whom around a customer."""
    customer = find(request, pk)
    ours, theirs = _ours(request, customer), _theirs(request, customer)
    bidi = get_language_bidi()
    context = {
        "customer": customer,
        "sheet": bonds_sheet(customer.name, ours, theirs, right_to_left=bidi),
        "narrow": bonds_sheet(customer.name, ours, theirs, right_to_left=bidi, plan=PHONE),
        "says": _said(customer, len(ours), len(theirs)),
    }
    return show(request, "interactions/bonds.html", context, part="interactions/bonds/picture.html")
