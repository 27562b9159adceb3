"""The customer that an address or a body names, as far as the caller may see her."""

from __future__ import annotations

from django.utils.translation import gettext as _

from peyvand.people.meaning import heir_of, meant
from peyvand.people.models import Customer
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import Problem, invalid, not_found, pointer


def find(request: ApiRequest, customer_id: int) -> Customer:
    """Return a customer the caller may view, else the answer "nothing here" or, of a merged one, where she lives on."""
    customer = meant(request.user, customer_id)
    if customer is None:
        raise _lives_on(request, customer_id) or not_found()
    return customer


def _lives_on(request: ApiRequest, customer_id: int) -> Problem | None:
    """Return where the merged customer of this address lives on, if the caller may view that one.

    Not to be kept: a merge can be undone.
    """
    named = request.resolver_match.kwargs.get("customer_id") if request.resolver_match else None
    if str(named) != str(customer_id):
        return None
    heir = heir_of(request.user, customer_id)
    if heir is None:
        return None
    place = request.path.replace(f"/{customer_id}", f"/{heir.pk}", 1)
    said = _("This customer was merged into %(id)s.") % {"id": heir.pk}
    return Problem(308, "merged", said, headers={"Location": place, "Cache-Control": "no-store"})


def require_known(request: ApiRequest, customer_id: int) -> None:
    """Refuse a body whose `customer_id` is nobody's that the caller may see: 422 with a pointer to the field."""
    if meant(request.user, customer_id) is None:
        raise invalid([{"pointer": pointer("customer_id"), "detail": _("You have no such customer.")}])
