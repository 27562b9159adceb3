"""Correcting an order that was recorded, and taking the correction back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peyvand.core.pages import go, show
from peyvand.people.policies import require_for
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.models import AuditEntry
from peyvand.platform.versions import Conflict
from peyvand.sales.actions import NewLine, change_order
from peyvand.sales.ceilings import OverCeiling
from peyvand.sales.forms import CorrectionForm, LinesForm, LineText, known
from peyvand.sales.models import Order
from peyvand.sales.web.discounts import ask_instead, draft
from peyvand.sales.web.entry import filled

SALT, UNDO_SECONDS = "sales.correction", 3600


@page("order", "change")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct an order: its day, number, note and lines."""
    order = get_object_or_404(Order.objects.visible_to(request.user).select_related("customer"), pk=pk)
    require_for(request.user, order.customer, "change", "order")
    lines = LinesForm.of(request.user, order)
    if request.method == "POST":
        return _correct(request, order, lines)
    typed = draft(request, order)
    if typed is not None and lines:
        return _form(
            request,
            order,
            CorrectionForm(typed),
            LinesForm.read(request.user, order.currency, typed, order.customer_id),
        )
    return _form(request, order, CorrectionForm(initial=known(order)), lines)


def _correct(request: StaffRequest, order: Order, lines: LinesForm | None) -> HttpResponse:
    data = request.POST.copy()
    form, lines = CorrectionForm(data), lines and LinesForm.read(request.user, order.currency, data, order.customer_id)
    if lines and "more" in data:
        lines.lines += [LineText() for _line in range(2)]
    elif form.is_valid():
        try:
            saved = _save(request, order, form, lines)
            if saved is not None:
                return go(request, saved)
        except Conflict as conflict:
            form.add_error(None, _who_came_first(conflict.current))
            data["version"] = str(conflict.current.version)
    return _form(request, order, form, lines)


def _form(request: StaffRequest, order: Order, form: CorrectionForm, lines: LinesForm | None) -> HttpResponse:
    shown = filled(order.customer, form, lines or LinesForm(request.user, order.currency))
    context = shown | {"order": order, "fixed": lines is None}
    status = 422 if form.errors or (lines and not lines.is_valid) else 200
    return show(request, "sales/edit.html", context, part="sales/new_form.html", status=status)


def _save(request: StaffRequest, order: Order, form: CorrectionForm, lines: LinesForm | None) -> str | None:
    """Save what the forms say (or ask for its discount) and return where that is; None, with the reason in the form, when that cannot be."""
    typed = form.cleaned_data
    sold = lines.new_lines(-1 if typed["is_return"] else 1) if lines else None
    if lines and not lines.is_valid:
        return None
    values = {"note": typed["note"]} | {name: typed[name] for name in ("placed_at", "number") if typed[name]}
    version, was = typed["version"] or order.version, _as_it_is(order, with_lines=sold is not None)
    try:
        now = change_order(actor=request.user, order_id=order.pk, values=values, lines=sold, version=version)
    except OverCeiling as over:
        return ask_instead(request, order.customer, form, over, order)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return None
    mark = signing.dumps([now.version, *was], salt=SALT, compress=True)
    undo = reverse("sales:order_edit_undo", args=[order.pk, mark])
    messages.success(request, _("Saved."), extra_tags="" if now.version == version else f"undo:{undo}")
    return reverse("sales:order", args=[order.pk])


def _as_it_is(order: Order, *, with_lines: bool) -> list[Any]:
    """Return what a correction may change of an order, as it can be signed: day, number, note, lines (None: stay)."""
    lines = [
        [line.product_id, line.description, str(line.quantity), str(line.unit_price)]
        for line in (order.lines.all() if with_lines else ())
    ]
    return [order.placed_at.isoformat(), order.number, order.note, lines if with_lines else None]


@page("order", "change")
@require_POST
def edit_undo(request: StaffRequest, pk: int, was: str) -> HttpResponse:
    """Put an order back as it was before a correction, unless somebody has changed it since."""
    order = get_object_or_404(Order.objects.visible_to(request.user).select_related("customer"), pk=pk)
    require_for(request.user, order.customer, "change", "order")
    try:
        version, placed_at, number, note, sold = signing.loads(was, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    values = {"placed_at": datetime.fromisoformat(placed_at), "number": number, "note": note}
    lines = sold and [NewLine(Decimal(count), Decimal(price), product, said) for product, said, count, price in sold]
    try:
        change_order(actor=request.user, order_id=pk, values=values, lines=lines, version=version)
        messages.success(request, _("The order is as it was before."))
    except Conflict:
        messages.error(request, _("Somebody has changed this order since; it stays as it is."))
    except OverCeiling as over:
        messages.error(request, " ".join(over.messages))
    return HttpResponse(status=204)


def _who_came_first(current: Order) -> str:
    """Say who changed the order. Nothing typed is lost: saving again saves it over what she wrote."""
    who = AuditEntry.objects.of("order", current.pk).values_list("actor_name", flat=True).first() or ""
    said = _(
        "%(who)s changed this order while you were writing. Look at it in another window; save again to put yours over it."
    )
    return said % {"who": who}
