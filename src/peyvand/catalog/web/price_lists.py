"""Price lists: which there are, and one of them as a table of products and prices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.catalog.actions import delete_price_list, save_price_list
from peyvand.catalog.forms import PriceListForm, PriceRow, price_rows, read_prices, typed_products
from peyvand.catalog.models import PriceList, Product
from peyvand.core.keyset import BadCursor, Page, encode, ordered, paginate
from peyvand.core.money import bare_unit
from peyvand.core.pages import go, show
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.models import AuditEntry
from peyvand.platform.policies import may, require
from peyvand.platform.versions import Conflict

MOST_ROWS = 2000
AT_ONCE = 100
TABLE = ("place", "code", "id")
Prices = dict[int, Decimal | None]


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


def _products(request: StaffRequest, known: PriceList | None, kept: Collection[int]) -> Page[Product]:
    """Return a page of the table: what matches what is looked for, the products of the list before the others."""
    rows = Product.objects.visible_to(request.user).matching(_looked_for(request)).exclude(pk__in=kept)
    rows = rows.priced(known)
    try:
        return paginate(rows, sort=TABLE, cursor=request.GET.get("cursor"), limit=AT_ONCE)
    except BadCursor:
        return paginate(rows, sort=TABLE, cursor=None, limit=AT_ONCE)


def _looked_for(request: StaffRequest) -> str:
    return (request.POST.get("q") or request.GET.get("q", "")).replace("\x00", "")[:100]


def _shown_before(request: StaffRequest) -> list[int]:
    return [int(pk) for pk in request.GET.getlist("kept")[:MOST_ROWS] if pk.isascii() and pk.isdigit() and len(pk) < 19]


def _sent(request: StaffRequest, known: PriceList | None) -> Page[Product]:
    """Return the products whose prices were sent, as they stood in the table; more follow after the last one."""
    sent = Product.objects.visible_to(request.user).filter(pk__in=typed_products(request.POST)[:MOST_ROWS])
    found: list[Any] = list(ordered(sent.priced(known), TABLE))
    last = found[-1] if found else None
    return Page(found, encode([last.place, last.code, last.pk]) if last else None)


def _found(request: StaffRequest, known: PriceList | None) -> HttpResponse:
    """Show the rows that a search finds, below those with prices that were typed and are not saved yet."""
    form = PriceListForm(initial=PriceListForm.known(known) if known else None)
    typed = price_rows(_sent(request, known).items, known)
    read_prices(request.POST, typed, form.currency)
    kept = [row for row in typed if row.price.strip() != row.stood]
    page_ = _products(request, known, [row.product.pk for row in kept])
    context = _context(request, form, known, page_.next, kept) | {"rows": kept + price_rows(page_.items, known)}
    return show(request, "catalog/price_list.html", context, part="catalog/price_rows.html")


def _answer(request: StaffRequest, known: PriceList | None) -> HttpResponse:
    if "find" in request.POST:
        return _found(request, known)
    sent = request.method == "POST"
    data = request.POST.copy() if sent else None
    begun = PriceListForm.known(known) if known else {"groups": request.GET.getlist("groups")}
    form = PriceListForm(data, initial=begun)
    page_ = _sent(request, known) if sent else _products(request, known, _shown_before(request))
    rows = price_rows(page_.items, known)
    prices = read_prices(request.POST, rows, form.currency) if sent else {}
    if data is not None and form.is_valid():
        try:
            saved = _save(request, form, rows, prices, known)
            if saved is not None:
                messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
                return go(request, reverse("catalog:price_list", args=[saved.pk]))
        except Conflict as conflict:
            form.add_error(None, _who_came_first(conflict.current))
            data["version"] = str(conflict.current.version)
    context = _context(request, form, known, page_.next) | {"rows": rows}
    part = "catalog/price_rows.html" if request.GET.get("cursor") and not sent else "catalog/price_list_form.html"
    return show(request, "catalog/price_list.html", context, part=part, status=422 if form.errors else 200)


def _context(
    request: StaffRequest,
    form: PriceListForm,
    known: PriceList | None,
    place: str | None,
    kept: Sequence[PriceRow] = (),
) -> dict[str, Any]:
    """Return what the page shows beside the rows; the table goes on after `place`, without those `kept` above."""
    looked_for = _looked_for(request)
    after = [("q", looked_for), ("cursor", place), *(("kept", row.product.pk) for row in kept)]
    return {
        "form": form, "price_list": known, "q": looked_for, "unit": bare_unit(form.currency),
        "more": f"?{urlencode(after)}" if place else "", "can_change": may(request.user, "product", "change"),
    }  # fmt: skip


def _save(
    request: StaffRequest, form: PriceListForm, rows: list[PriceRow], prices: Prices, known: PriceList | None
) -> PriceList | None:
    """Save what was typed; None, with the reason in the form, when that cannot be. Raises Conflict."""
    if any(row.error for row in rows):
        form.add_error(None, _("Some prices cannot be read."))
        return None
    list_id, version = (known.pk, form.cleaned_data["version"]) if known else (None, None)
    try:
        return save_price_list(actor=request.user, facts=form.facts(prices), list_id=list_id, version=version)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            form.add_error({"group_ids": "groups"}.get(name, name if name in form.fields else None), sentences)
        return None


def _who_came_first(current: PriceList) -> str:
    """Say who changed the list. Nothing typed is lost: saving again saves it over what she wrote."""
    who = AuditEntry.objects.of("pricelist", current.pk).values_list("actor_name", flat=True).first() or ""
    said = _(
        "%(who)s changed this list while you were writing. Look at it in another window; save again to put yours over it."
    )
    return said % {"who": who}
