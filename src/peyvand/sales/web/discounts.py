"""Discounts over the ceiling: asking from the refusal, the list, and the answer."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.fields import JalaliDateField
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, show
from peyvand.people.models import Customer
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.questions import Question
from peyvand.sales.attention import order_url
from peyvand.sales.ceilings import OverCeiling, may_decide
from peyvand.sales.choices import DiscountState
from peyvand.sales.discounts import Wish, ask_discount, decide_discount, hear_discount, reopen_discount
from peyvand.sales.forms import OrderForm
from peyvand.sales.models import DiscountRequest, Order
from peyvand.sales.wished import wished_order

A_WHILE = timedelta(days=7)
NEWEST = ["-asked_at", "-id"]
NOT_TYPED = ("csrfmiddlewaretoken", "ask", "more", "reason", "until")


class AskForm(forms.Form):
    """Why more than the ceiling, and until when. It stands in the form of the order, which may be sent without it."""

    use_required_attribute = False

    reason = forms.CharField(label=gettext_lazy("Why?"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    until = JalaliDateField(label=gettext_lazy("Until"))


def ask_instead(
    request: StaffRequest, customer: Customer, form: OrderForm, over: OverCeiling, order: Order | None = None
) -> str | None:
    """Ask for the discount if that was pressed, and return where the request is; else say why the order is refused."""
    pressed = "ask" in request.POST
    ask = AskForm(request.POST if pressed else None, initial={"until": organisation.today() + A_WHILE})
    if pressed and ask.is_valid():
        typed, order_id = ask.cleaned_data, order.pk if order else None
        wish = Wish(over.percent, typed["reason"], typed["until"], order_id, _typed(request))
        try:
            made = ask_discount(actor=request.user, customer_id=customer.pk, wish=wish)
        except ValidationError as wrong:
            ask.add_error(None, wrong.messages)
        else:
            messages.success(request, _("Asked. The order is kept as you typed it; the answer comes on Today."))
            return reverse("sales:discount", args=[made.pk])
    form.add_error(None, over.messages)
    form.ask = ask
    return None


def _typed(request: StaffRequest) -> str:
    kept = request.POST.copy()
    for name in NOT_TYPED:
        kept.pop(name, None)
    return kept.urlencode()


def draft(request: StaffRequest, order: Order | None = None) -> QueryDict | None:
    """Return the order as its writer typed it when she asked for the discount that the address names."""
    text = request.GET.get("discount", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    mine = DiscountRequest.objects.visible_to(request.user).filter(asked_by=request.user.pk, order=order)
    found = mine.filter(pk=int(text)).exclude(draft="").first()
    return QueryDict(found.draft) if found else None


@page("order", "view")
@require_GET
def discounts(request: StaffRequest) -> HttpResponse:
    """List the discounts that were asked for, the newest first."""
    rows = DiscountRequest.objects.visible_to(request.user).select_related("customer", "asked_by")
    try:
        found = paginate(rows, sort=NEWEST, cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        found = paginate(rows, sort=NEWEST, cursor=None, limit=50)
    return show(request, "sales/discounts.html", {"found": found}, part="sales/discount_rows.html")


ONE = Question(
    lambda reader, pk: (
        DiscountRequest.objects.visible_to(reader).filter(pk=pk)
        .select_related("customer", "asked_by", "approver", "decided_by", "order")
    )
)  # fmt: skip


@page("order", "view")
@require_GET
def discount(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one request: who asks for what and why, and what was answered."""
    one = _here(request, pk)
    is_mine = one.asked_by_id == request.user.pk
    usable = one.state == DiscountState.GRANTED and not one.spent_at and one.until >= organisation.today()
    context = {
        "one": one,
        "wished": None if one.spent_at else wished_order(one),
        "may_decide": one.state == DiscountState.OPEN and may_decide(request.user, one.approver_id),
        "order_url": order_url(one) if is_mine and usable else "",
    }
    return show(request, "sales/discount.html", context, part="sales/discount_sheet.html")


@page("order", "view")
@require_POST
def decide(request: StaffRequest, pk: int, granted: bool) -> HttpResponse:
    """Say yes or no, with a note if there is one."""
    _here(request, pk)
    note = request.POST.get("note", "").replace("\x00", "")[:300]
    try:
        decide_discount(actor=request.user, request_id=pk, granted=granted, note=note)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return go(request, reverse("sales:discount", args=[pk]))
    said = _("The discount is granted.") if granted else _("The discount is refused.")
    undo = reverse("sales:discount_reopen", args=[pk])
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return go(request, reverse("sales:discounts") if "note" in request.POST else reverse("platform:today"))


@page("order", "view")
@require_POST
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an answer back."""
    _here(request, pk)
    try:
        reopen_discount(actor=request.user, request_id=pk)
        messages.success(request, _("The discount waits for an answer again."))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return go(request, reverse("sales:discount", args=[pk]))


@page("order", "view")
@require_POST
def heard(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that the asker has read the answer."""
    _here(request, pk)
    hear_discount(actor=request.user, request_id=pk)
    return go(request, reverse("platform:today"))


def _here(request: StaffRequest, pk: int) -> DiscountRequest:
    found: DiscountRequest = ONE.one(request.user, pk)
    return found
