"""Who answers for a customer, what comes next with her, her groups; putting her away and bringing her back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.display import current
from peyvand.core.keyset import BadCursor, paginate
from peyvand.core.pages import go, in_panel, is_part, show, way_back
from peyvand.people.actions.care import set_groups, set_next_step
from peyvand.people.actions.customers import delete_customer, restore_customer
from peyvand.people.actions.handover import Transfer
from peyvand.people.actions.owners import set_owners
from peyvand.people.forms.care import GroupsForm, NextStepForm, OwnersForm
from peyvand.people.models import Customer
from peyvand.people.peace import why_in_peace
from peyvand.people.web.around import verbs
from peyvand.people.web.reading import abilities, find, raise_events, say, take_errors
from peyvand.people.web.record import colleagues
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import require_writing
from peyvand.platform.models import User
from peyvand.platform.workdays import holiday_name, is_working_day

STEP = "people/customer/next_step.html"
SALT = "people.next_step"
UNDO_SECONDS = 3600


def _step(request: StaffRequest, customer: Customer, *, done: str = "") -> dict[str, Any]:
    today = organisation.today()
    return {
        "customer": customer,
        "colleagues": colleagues(request, customer),
        "can": abilities(request, customer),
        "overdue": bool(customer.next_step_on and customer.next_step_on < today),
        "day": today,
        "peace": None if customer.next_step else why_in_peace(request.user, customer),
        "done": done,
        "verbs": verbs(request.user, customer) if done else [],
    }


def _step_form(request: StaffRequest, customer: Customer, form: NextStepForm, *, status: int = 200) -> HttpResponse:
    panel = in_panel(request)
    form.auto_id = "panel_%s" if panel else form.auto_id
    part = "people/customer/next_step_panel.html" if panel else "people/customer/next_step_form.html"
    context = {"customer": customer, "form": form, "back": way_back(request)}
    return show(request, "people/next_step_page.html", context, part=part, status=status)


@page("customer", "view")
def next_step(request: StaffRequest, pk: int) -> HttpResponse:
    """Plan what comes next, where it stands. `?show` brings the plain line back, `?what=` proposes words."""
    if "show" in request.GET:
        return show(request, STEP, _step(request, find(request, pk)))
    customer = find(request, pk, "change")
    if request.method == "POST":
        return _plan(request, customer)
    by = customer.next_step_by_id if customer.next_step else None
    initial = {"what": request.GET.get("what", "")[:200] or customer.next_step, "on": customer.next_step_on, "by": by}
    return _step_form(request, customer, NextStepForm(initial=initial))


def _plan(request: StaffRequest, customer: Customer) -> HttpResponse:
    form = NextStepForm(request.POST)
    if not form.is_valid():
        return _step_form(request, customer, form, status=422)
    typed = form.cleaned_data
    by_id = typed["by"].pk if typed["by"] else None
    try:
        customer = set_next_step(
            actor=request.user, customer_id=customer.pk, what=typed["what"], on=typed["on"], by_id=by_id
        )
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _step_form(request, customer, form, status=422)
    return _planned(request, customer, _planned_words(customer.next_step_on))


def _planned_words(on: date | None) -> str:
    """Say that it is planned, and when that is a day off."""
    if on is None or is_working_day(on):
        return _("The next step is planned.")
    name = holiday_name(on, current().language)
    off = (
        _("The next step is planned, on a day off (%(name)s).")
        if name
        else _("The next step is planned, on a day off.")
    )
    return off % {"name": name}


def _planned(request: StaffRequest, customer: Customer, text: str, *, done: str = "", undo: str = "") -> HttpResponse:
    if not is_part(request) or request.POST.get("whole"):
        response = go(request, way_back(request) or reverse("people:customer", args=[customer.pk]))
    else:
        response = show(request, STEP, _step(request, customer, done=done))
    return say(request, response, text, undo=undo, changed=False)


@page("customer", "view")
@require_POST
def next_step_done(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the next step off, and ask how it went."""
    customer = find(request, pk, "change")
    if not customer.next_step:
        return _planned(request, customer, _("Nothing was planned."))
    was = [customer.next_step, customer.next_step_on and customer.next_step_on.isoformat(), customer.next_step_by_id]
    undo = reverse("people:next_step_undo", args=[pk, signing.dumps(was, salt=SALT)])
    done = customer.next_step
    customer = set_next_step(actor=request.user, customer_id=pk, what="", on=None)
    return _planned(request, customer, _("Done."), done=done, undo=undo)


@page("customer", "view")
@require_POST
def next_step_undo(request: StaffRequest, pk: int, was: str) -> HttpResponse:
    """Put back the next step that was taken off by mistake."""
    find(request, pk, "change")
    try:
        what, on, by_id = signing.loads(was, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    set_next_step(actor=request.user, customer_id=pk, what=what, on=date.fromisoformat(on) if on else None, by_id=by_id)
    return HttpResponse(status=204)


@page("customer", "assign")
def owners(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose who answers for a customer, from when and why."""
    customer = find(request, pk, "assign")
    chosen = {"owner": customer.owner_id, "co_owners": [share.user_id for share in customer.co_ownerships.all()]}
    form = OwnersForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid() and _set_owners(request.user, pk, form):
        response = go(request, way_back(request) or _still_hers(request.user, pk))
        return say(request, response, _("Saved."))
    context = {"customer": customer, "form": form, "back": way_back(request)}
    status = 422 if form.is_bound else 200
    return show(request, "people/owners.html", context, part="people/customer/owners.html", status=status)


def _still_hers(user: User, pk: int) -> str:
    """Return the customer's page, or the list when whoever gave her away does not see her any more."""
    seen = Customer.objects.visible_to(user).filter(pk=pk).exists()
    return reverse("people:customer", args=[pk]) if seen else reverse("people:customers")


def _set_owners(actor: User, pk: int, form: OwnersForm) -> bool:
    owner, others = form.cleaned_data["owner"], form.cleaned_data["co_owners"]
    transfer = Transfer(owner.pk if owner else None, form.cleaned_data["on"], form.cleaned_data["reason"])
    try:
        set_owners(actor=actor, customer_id=pk, transfer=transfer, co_owner_ids=[user.pk for user in others])
    except ValidationError as wrong:
        take_errors(form, wrong)
        return False
    return True


@page("customer", "change")
def memberships(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the groups a customer is in."""
    customer = find(request, pk, "change")
    require_writing(request.user, "customer", ["groups"])
    chosen = {"groups": [membership.group_id for membership in customer.memberships.all()]}
    form = GroupsForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        set_groups(actor=request.user, customer_id=pk, group_ids=[group.pk for group in form.cleaned_data["groups"]])
        response = go(request, reverse("people:customer", args=[pk]))
        return say(request, response, _("Saved."))
    context = {
        "customer": customer,
        "form": form,
        "by_rule": customer.memberships.filter(group__rule__isnull=False).select_related("group"),
        "past": customer.stays.filter(left_on__isnull=False).select_related("group").order_by("-left_on")[:10],
    }
    status = 422 if form.is_bound else 200
    return show(request, "people/memberships.html", context, part="people/customer/memberships.html", status=status)


@page("customer", "delete")
@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a customer away; the toast offers to bring her back."""
    customer = find(request, pk, "delete")
    delete_customer(actor=request.user, customer_id=pk)
    response = go(request, reverse("people:customers"))
    undo = reverse("people:restore", args=[pk])
    return say(request, response, _("%(name)s was put away.") % {"name": customer.name}, undo=undo)


@page("customer", "delete")
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Bring a customer back."""
    customer = Customer.objects.deleted_visible_to(request.user).filter(pk=pk).first()
    if customer is None:
        raise Http404
    restore_customer(actor=request.user, customer_id=pk)
    if request.headers.get("HX-Request") or "back" in request.POST:
        response = go(request, reverse("people:customer", args=[pk]))
        return say(request, response, _("%(name)s is back.") % {"name": customer.name})
    return raise_events(HttpResponse(status=204), {"customer-changed": True})


@page("customer", "delete")
@require_GET
def deleted(request: StaffRequest) -> HttpResponse:
    """List the customers that were put away, the newest first."""
    away = Customer.objects.deleted_visible_to(request.user).select_related("owner")
    try:
        found = paginate(away, sort=["-deleted_at", "-id"], cursor=request.GET.get("cursor"), limit=50)
    except BadCursor:
        found = paginate(away, sort=["-deleted_at", "-id"], cursor=None, limit=50)
    return show(request, "people/deleted.html", {"found": found}, part="people/deleted_rows.html")
