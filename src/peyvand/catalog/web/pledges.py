"""What is said about a pledge of a product."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.catalog.actions import answer_pledge
from peyvand.catalog.forms import PledgeForm
from peyvand.catalog.models import Product
from peyvand.catalog.pledges import Pledged, pledges_of
from peyvand.core.pages import go, show
from peyvand.people.web.reading import say, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may, require


def _one(product: Product, name: str) -> Pledged:
    found = next((one for one in pledges_of(product.pk) if one.pledge == name), None)
    if found is None:
        raise Http404
    return found


@page("product", "view")
def pledge(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Show what was said about a pledge; say how it is now, with the right to change products."""
    product = get_object_or_404(Product.objects.visible_to(request.user), pk=pk)
    known = _one(product, name)
    form = PledgeForm(request.POST if request.method == "POST" else None, initial={"kept": known.kept})
    if request.method == "POST":
        require(request.user, "product", "change")
        if form.is_valid():
            try:
                answer_pledge(actor=request.user, product_id=pk, pledge=name, said=form.said())
                return say(request, go(request, reverse("catalog:product", args=[pk])), _("Noted."))
            except ValidationError as wrong:
                take_errors(form, wrong)
    may_answer = may(request.user, "product", "change")
    context = {"product": product, "known": known, "form": form, "may_answer": may_answer}
    status = 422 if form.errors else 200
    return show(request, "catalog/pledge_page.html", context, part="catalog/pledge.html", status=status)
