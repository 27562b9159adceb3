"""Making a person an organisation, or the other way round."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.pages import go, show
from peyvand.people.actions.kinds import change_kind, lost_with_kind
from peyvand.people.choices import Kind
from peyvand.people.forms.profile import LABELS
from peyvand.people.web.reading import find, say
from peyvand.platform.doors import StaffRequest, page


@page("customer", "change")
def kind(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what a change of kind would lose, and do it."""
    customer = find(request, pk, "change")
    wrong: list[str] = []
    if request.method == "POST":
        other = Kind.ORGANISATION if customer.is_person else Kind.PERSON
        try:
            change_kind(actor=request.user, customer_id=pk, kind=other, confirmed=True)
        except ValidationError as error:
            wrong = error.messages
        else:
            return say(request, go(request, reverse("people:customer", args=[pk])), _("Saved."))
    lost = [_("Company ID") if name == "national_id" and not customer.is_person else LABELS[name]
            for name in lost_with_kind(customer)]  # fmt: skip
    context = {"customer": customer, "lost": lost, "wrong": wrong}
    return show(request, "people/kind.html", context, status=422 if wrong else 200)
