"""Products: the list, and the form of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.catalog.actions import save_product
from peyvand.catalog.forms import ProductForm
from peyvand.catalog.models import Product
from peyvand.catalog.pledges import counted, pledges_of, said
from peyvand.catalog.tables import PRODUCTS
from peyvand.core.pages import go, show
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.pages import show_list
from peyvand.platform.policies import may, require


@page("product", "view")
@require_GET
def products(request: StaffRequest) -> HttpResponse:
    """List the products."""
    extra = {"can_add": may(request.user, "product", "change"), "empty_template": "catalog/list_empty.html"}
    return show_list(request, PRODUCTS, "catalog/list.html", extra)


@page("product", "change")
def new(request: StaffRequest) -> HttpResponse:
    """Add a product."""
    form = ProductForm(request.POST if request.method == "POST" else None)
    return _answer(request, form, None)


@page("product", "view")
def product(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a product; change it with the right to."""
    found = get_object_or_404(Product.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        require(request.user, "product", "change")
    form = ProductForm(request.POST if request.method == "POST" else None, initial=ProductForm.known(found))
    return _answer(request, form, found)


def _answer(request: StaffRequest, form: ProductForm, known: Product | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_product(actor=request.user, facts=form.facts(), product_id=known.pk if known else None)
        except ValidationError as wrong:
            _beside(form, wrong)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
            return go(request, reverse("catalog:products"))
    pledged = pledges_of(known.pk) if known else []
    context = {
        "form": form,
        "product": known,
        "can_change": may(request.user, "product", "change"),
        "pledged": pledged,
        "standing": said(counted(pledged)),
    }
    return show(
        request, "catalog/product.html", context, part="catalog/product_form.html", status=422 if form.errors else 200
    )


def _beside(form: ProductForm, wrong: ValidationError) -> None:
    """Put what an action refused beside the field it is about."""
    for name, sentences in wrong.message_dict.items():
        form.add_error({"unit_price": "price"}.get(name, name if name in form.fields else None), sentences)
