"""The card of our people for a customer: whom to call for what, to look at and to hand over."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.core.text import isolated
from peyvand.people.our_people import our_people
from peyvand.people.web.reading import find
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.paper import Paper, PaperLine, PaperPart, paper_response


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
