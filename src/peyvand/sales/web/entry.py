"""Recording an order by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.catalog.models import Product
from peyvand.core.money import CURRENCIES, Money, bare_unit, format_money
from peyvand.core.pages import go, show
from peyvand.core.text import isolated
from peyvand.people.meaning import meant
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.sales.actions import place_order
from peyvand.sales.ceilings import OverCeiling
from peyvand.sales.forms import LinesForm, LineText, OrderForm, new_order
from peyvand.sales.serving import served_otherwise
from peyvand.sales.web.discounts import ask_instead, draft

SUGGESTED = 12


def _currency(request: StaffRequest) -> str:
    """Return the currency of the order that is being typed."""
    asked = request.POST.get("currency") or request.GET.get("currency") or ""
    return asked if asked in CURRENCIES else str(organisation.get("currency"))


def _customer(request: StaffRequest) -> Customer | None:
    """Return the customer whom the order is for, None when none was said yet."""
    text = request.POST.get("customer") or request.GET.get("customer") or ""
    if not text:
        return None
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    found = meant(request.user, pk)
    if found is None:
        raise Http404
    return found


@page("order", "add")
def new(request: StaffRequest) -> HttpResponse:
    """Record an order: first for whom, then its lines."""
    customer = _customer(request)
    if customer is None:
        return _choose(request)
    sent = request.method == "POST"
    data = request.POST if sent else draft(request)
    currency = organisation.get("currency")
    form, lines = OrderForm(data), LinesForm.read(request.user, currency, data, customer.pk)
    if sent and "more" not in request.POST and form.is_valid():
        made = _place(request, customer, form, lines)
        if made is not None:
            return go(request, made)
    lines.lines += [LineText() for _line in range(2)] if sent and "more" in request.POST else []
    status = 422 if sent and (form.errors or not lines.is_valid) else 200
    context = filled(customer, form, lines) | {"served": served_otherwise(request.user, customer.pk)}
    return show(request, "sales/new.html", context, part="sales/new_form.html", status=status)


def filled(customer: Customer, form: OrderForm, lines: LinesForm) -> dict[str, Any]:
    """Return what the form of an order shows."""
    currency = lines.currency
    return {
        "form": form, "lines": lines.lines, "customer": customer, "currency": currency, "unit": bare_unit(currency),
    }  # fmt: skip


def _place(request: StaffRequest, customer: Customer, form: OrderForm, lines: LinesForm) -> str | None:
    """Place what the forms say (or ask for its discount) and return where that is; None, with the reason in the form, when that cannot be."""
    sold = lines.new_lines(-1 if form.cleaned_data["is_return"] else 1)
    if not lines.is_valid:
        return None
    try:
        new = new_order(form, sold, organisation.get("currency"))
        order = place_order(actor=request.user, customer_id=customer.pk, new=new)
    except OverCeiling as over:
        return ask_instead(request, customer, form, over)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return None
    messages.success(request, _("Order %(number)s was recorded.") % {"number": isolated(order.number)})
    return reverse("sales:order", args=[order.pk])


def _choose(request: StaffRequest) -> HttpResponse:
    """Ask for whom the order is."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    visible = Customer.objects.visible_to(request.user)
    found = visible.matching(text, request.user) if text else visible
    order = ["sort_key", "id"] if text else ["-created_at", "-id"]
    context = {"text": text, "customers": found.only("pk", "name", "city").order_by(*order)[:SUGGESTED]}
    return show(request, "sales/choose.html", context, part="sales/choose_found.html")


@page("order", "add")
@require_GET
def products(request: StaffRequest) -> HttpResponse:
    """Suggest products for what is being typed into a line."""
    text = next((value for value in reversed(request.GET.getlist("product")) if value.strip()), "")[:100]
    rows = Product.objects.visible_to(request.user).filter(is_active=True).matching(text.replace("\x00", ""))
    return render(request, "sales/products.html", {"products": rows.order_by("name", "pk")[:SUGGESTED]})


@page("order", "add")
@require_GET
def line(request: StaffRequest) -> HttpResponse:
    """Give one more empty line."""
    return render(request, "sales/line.html", {"line": LineText(), "unit": bare_unit(_currency(request))})


@page("order", "add")
@require_POST
def total(request: StaffRequest) -> HttpResponse:
    """Say what the lines typed so far come to."""
    currency, customer = _currency(request), _customer(request)
    lines = LinesForm.read(request.user, currency, request.POST, customer.pk if customer else None)
    sold = lines.new_lines(-1 if request.POST.get("is_return") else 1)
    return render(
        request, "sales/total.html", {"total": format_money(Money(sum(one.amount for one in sold), currency))}
    )
