"""Orders: the list, its export, one order, and taking one out with undo."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, show
from peyvand.core.text import isolated
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.exporting import export_list
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.pages import show_list
from peyvand.platform.policies import may
from peyvand.platform.recent import Opened, remember
from peyvand.sales.actions import remove_order, restore_order
from peyvand.sales.models import Order
from peyvand.sales.serving import served_otherwise
from peyvand.sales.tables import ORDERS

IN_PANEL = 15


@page("order", "view")
@require_GET
def orders(request: StaffRequest) -> HttpResponse:
    """List the orders of the customers that the reader may see."""
    extra = {"can_add": may(request.user, "order", "add"), "empty_template": "sales/list_empty.html"}
    return show_list(request, ORDERS, "sales/list.html", extra)


@page("order", "export")
@require_GET
def export(request: StaffRequest) -> HttpResponseBase:
    """Download the list as it is filtered."""
    try:
        return export_list(request, ORDERS)
    except ListError as wrong:
        messages.error(request, str(wrong))
        return go(request, reverse("sales:orders"))


@page("order", "view")
@require_GET
def order(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one order with its lines."""
    found = get_object_or_404(Order.objects.visible_to(request.user).select_related("customer", "created_by"), pk=pk)
    remember(request, Opened(f"{found.number} · {found.customer.name}", reverse("sales:order", args=[pk]), "receipt"))
    context = {
        "order": found,
        "lines": found.lines.select_related("product").order_by("position", "pk")[:500],
        "served": served_otherwise(request.user, found.customer_id),
        "can_change": may_do(request.user, found.customer, "change", "order"),
        "can_delete": may_do(request.user, found.customer, "delete", "order"),
    }
    return show(request, "sales/order.html", context, part="sales/order_sheet.html")


@page("order", "delete")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an order out; the message can bring it back."""
    found = get_object_or_404(Order.objects.visible_to(request.user), pk=pk)
    remove_order(actor=request.user, order_id=found.pk)
    undo = reverse("sales:order_restore", args=[pk])
    messages.success(
        request, _("Order %(number)s was taken out.") % {"number": isolated(found.number)}, extra_tags=f"undo:{undo}"
    )
    return go(request, reverse("sales:orders"))


@page("order", "delete")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring an order back."""
    found = Order.objects.filter(pk=pk, customer__in=Customer.objects.visible_to(request.user)).first()
    if found is None:
        raise Http404
    restore_order(actor=request.user, order_id=pk)
    messages.success(request, _("Order %(number)s is back.") % {"number": isolated(found.number)})
    return go(request, reverse("sales:order", args=[pk]))


@page("order", "view")
@require_GET
def panel(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a customer's orders, the newest first, as a panel of her page."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    rows = Order.objects.visible_to(request.user).filter(customer=customer)
    try:
        found = paginate(rows, sort=["-placed_at", "-id"], cursor=request.GET.get("cursor"), limit=IN_PANEL)
    except BadCursor:
        found = paginate(rows, sort=["-placed_at", "-id"], cursor=None, limit=IN_PANEL)
    context = {
        "customer": customer,
        "orders": found.items,
        "next": found.next,
        "first": "cursor" not in request.GET,
        "can_add": may(request.user, "order", "add"),
    }
    part = "sales/panel_rows.html" if "cursor" in request.GET else "sales/panel.html"
    return show(request, "sales/panel_page.html", context, part=part)
