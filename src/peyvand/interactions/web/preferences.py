"""The page on which a customer says herself how she wants to be contacted. Its unguessable address is her key."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from peyvand.core.pages import show
from peyvand.interactions.actions.consent import choose_preferences, suppress_all_of
from peyvand.interactions.forms.consent import Ticks, ticked
from peyvand.interactions.models import Consent
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.choices import Language
from peyvand.platform.doors import public
from peyvand.platform.limits import Limit, wait_after_try

SIGNER = signing.Signer(salt="interactions.preferences", sep=".")
TRIES = Limit("preferences", 60, timedelta(minutes=15))


def address_of(customer_id: int) -> str:
    """Return the address of a customer's own page."""
    return reverse("interactions:preferences", args=[SIGNER.sign(str(customer_id))])


def _customer(secret: str) -> Customer:
    """Return whose page it is, also after she was merged into another record; 404 for a forged or forgotten one."""
    try:
        pk = int(SIGNER.unsign(secret))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    found = Customer.objects.filter(pk=pk).first()
    while found is not None and found.merged_into_id is not None:
        found = Customer.objects.filter(pk=found.merged_into_id).first()
    if found is None or found.deleted_at is not None:
        raise Http404
    return found


@public("the secret in the address is the key")
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a customer what she agreed to, and let her choose anew. Nothing else of her record is shown."""
    if wait_after_try(TRIES, request.META.get("REMOTE_ADDR", "")):
        return _unfindable(HttpResponse(status=429))
    customer, saved = _customer(secret), False
    if request.method == "POST":
        if "nothing" in request.POST:
            suppress_all_of(customer=customer)
        else:
            choose_preferences(customer=customer, chosen=ticked(request.POST))
        saved = True
    newest = Consent.objects.newest(customer.pk, timezone.now())
    ticks = Ticks({(one.channel, one.purpose): one.given for one in newest})
    name = organisation.get("organisation_name")
    context = {"ticks": ticks, "saved": saved, "organisation": name, "languages": Language.choices}
    return _unfindable(show(request, "interactions/consent/preferences.html", context))


def _unfindable(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address out of what others are told."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
