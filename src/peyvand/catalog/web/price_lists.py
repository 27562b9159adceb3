"""Price lists: which there are, and one of them as a table of products and prices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.catalog.actions import delete_price_list, save_price_list
from peyvand.catalog.forms import PriceListForm, PriceRow, price_rows, read_prices
from peyvand.catalog.models import PriceList, Product
from peyvand.core.money import bare_unit
from peyvand.core.pages import go, show
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.policies import may, require

MOST_ROWS = 200


@page("product", "view")
@require_GET
def price_lists(request: StaffRequest) -> HttpResponse:
    """List the price lists with their groups."""
    rows = PriceList.objects.visible_to(request.user).prefetch_related("groups__group")
    context = {"price_lists": rows[:MOST_ROWS], "can_change": may(request.user, "product", "change")}
    return show(request, "catalog/price_lists.html", context)


@page("product", "change")
def price_list_new(request: StaffRequest) -> HttpResponse:
    """Add a price list."""
    return _answer(request, None)


@page("product", "view")
def price_list(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a price list; change it with the right to."""
    known = get_object_or_404(PriceList.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        require(request.user, "product", "change")
    return _answer(request, known)


@page("product", "change")
@require_POST
def price_list_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove a price list."""
    get_object_or_404(PriceList.objects.visible_to(request.user), pk=pk)
    name = delete_price_list(actor=request.user, list_id=pk)
    messages.success(request, _("The price list %(name)s was removed.") % {"name": name})
    return go(request, reverse("catalog:price_lists"))


def _shown(request: StaffRequest, known: PriceList | None) -> list[Product]:
    """Return the products of the table: those that match what is looked for, those of the list before the others."""
    text = request.GET.get("q", "").replace("\x00", "")[:100]
    listed = Q(list_prices__price_list=known) if known else Q(pk__in=[])
    rows = Product.objects.visible_to(request.user).matching(text)
    mine = list(rows.filter(listed).order_by("code")[:MOST_ROWS])
    others = rows.filter(is_active=True).exclude(pk__in=[one.pk for one in mine])
    return [*mine, *others.order_by("code")[: MOST_ROWS - len(mine)]]


def _answer(request: StaffRequest, known: PriceList | None) -> HttpResponse:
    sent = request.method == "POST"
    form = PriceListForm(request.POST if sent else None, initial=PriceListForm.known(known) if known else None)
    rows = price_rows(_shown(request, known), known)
    if sent and form.is_valid():
        saved = _save(request, form, rows, known)
        if saved is not None:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
            return go(request, reverse("catalog:price_list", args=[saved.pk]))
    context: dict[str, Any] = {
        "form": form, "rows": rows, "price_list": known, "q": request.GET.get("q", ""),
        "unit": bare_unit(form.currency), "can_change": may(request.user, "product", "change"),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return show(request, "catalog/price_list.html", context, part="catalog/price_list_form.html", status=status)


def _save(
    request: StaffRequest, form: PriceListForm, rows: list[PriceRow], known: PriceList | None
) -> PriceList | None:
    prices = read_prices(request.POST, rows, form.currency)
    if any(row.error for row in rows):
        form.add_error(None, _("Some prices cannot be read."))
        return None
    try:
        return save_price_list(actor=request.user, facts=form.facts(prices), list_id=known.pk if known else None)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            form.add_error({"group_ids": "groups"}.get(name, name if name in form.fields else None), sentences)
        return None
