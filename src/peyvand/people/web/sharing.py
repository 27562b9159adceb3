"""To whom a customer is lent: looking, lending, taking back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.pages import go, show
from peyvand.people.actions.sharing import end_share, share_customer
from peyvand.people.forms.share import ShareForm
from peyvand.people.models import Share
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform.doors import StaffRequest, page


@page("customer", "share")
@require_http_methods(["GET", "POST"])
def shares(request: StaffRequest, pk: int) -> HttpResponse:
    """Show to whom a customer is lent, and lend her."""
    customer = find(request, pk, "share")
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            share = share_customer(actor=request.user, customer_id=pk, loan=form.loan())
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            response = go(request, reverse("people:customer", args=[pk]))
            return say(request, response, _("%(name)s now has this customer, too.") % {"name": share})
    living = Share.objects.living().filter(customer=pk).select_related("user", "team")
    context = {"customer": customer, "form": form, "shares": living}
    status = 422 if form.errors else 200
    return show(request, "people/shares.html", context, part="people/customer/shares.html", status=status)


@page("customer", "share")
@require_POST
def share_end(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a loan back."""
    share = Share.objects.filter(pk=pk).first()
    if share is None:
        raise Http404
    customer = find(request, share.customer_id, "share")
    end_share(actor=request.user, share_id=pk)
    return say(request, go(request, reverse("people:customer", args=[customer.pk])), _("It is taken back."))
