"""May we contact her? On her page, in its history, and on the list of those whom nobody contacts."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, show
from peyvand.interactions.actions.consent import lift, note_consent, suppress
from peyvand.interactions.choices import Purpose
from peyvand.interactions.contactability import strip
from peyvand.interactions.forms.consent import ConsentForm, SuppressionForm
from peyvand.interactions.models import Consent, Suppression
from peyvand.interactions.web.preferences import address_of
from peyvand.people.choices import Channel
from peyvand.people.models import Customer
from peyvand.people.policies import may_do, require_for
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform.doors import StaffRequest, page

IN_HISTORY = 30


@page("consent", "view")
@require_GET
def contactability(request: StaffRequest, pk: int) -> HttpResponse:
    """Show on which channel a customer may be contacted now, for what, and why not."""
    customer = find(request, pk)
    answers = strip(customer, timezone.now())
    context = {
        "customer": customer,
        "purposes": Purpose.labels,
        "rows": [
            (Channel(channel).label, [(Purpose(purpose).label, answer) for purpose, answer in by_purpose.items()])
            for channel, by_purpose in answers.items()
        ],
        "can_change": may_do(request.user, customer, "change", "consent"),
    }
    return show(request, "interactions/consent/strip_page.html", context, part="interactions/consent/strip.html")


@page("consent", "change")
def consent(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what a customer said about being contacted; her history stands below."""
    customer = find(request, pk)
    require_for(request.user, customer, "change", "consent")
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note_consent(actor=request.user, customer_id=pk, new=form.new())
            return say(request, go(request, reverse("people:customer", args=[pk])), _("Saved."))
        except ValidationError as wrong:
            take_errors(form, wrong)
    context, part = _said(request, customer, form), "interactions/consent/form.html"
    status = 422 if form.is_bound else 200
    return show(request, "interactions/consent/page.html", context, part=part, status=status)


def _said(request: StaffRequest, customer: Customer, form: ConsentForm) -> dict[str, Any]:
    history = Consent.objects.visible_to(request.user).filter(customer=customer).select_related("by")[:IN_HISTORY]
    own_page = request.build_absolute_uri(address_of(customer.pk))
    return {"customer": customer, "form": form, "history": history, "own_page": own_page}


@page("consent", "suppress")
def suppressions(request: StaffRequest) -> HttpResponse:
    """List the numbers and addresses that nobody contacts, and add one."""
    form = SuppressionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suppress(actor=request.user, **form.cleaned_data)
            return say(request, go(request, reverse("interactions:suppressions")), _("Saved."))
        except ValueError as wrong:
            form.add_error("value", str(wrong))
    rows = Suppression.objects.select_related("by")
    try:
        found = paginate(rows, sort=["-at", "-id"], cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        found = paginate(rows, sort=["-at", "-id"], cursor=None, limit=50)
    context, status = {"form": form, "found": found}, 422 if form.errors else 200
    return show(request, "interactions/consent/suppressions.html", context, status=status)


@page("consent", "suppress")
@require_POST
def suppression_lift(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a number or address off the list."""
    if not Suppression.objects.filter(pk=pk).exists():
        raise Http404
    name = lift(actor=request.user, suppression_id=pk)
    response = go(request, reverse("interactions:suppressions"))
    return say(request, response, _("%(name)s may be contacted again.") % {"name": name})
