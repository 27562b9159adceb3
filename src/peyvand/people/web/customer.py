"""The customer's page: the whole of it, its head, and her facts edited in place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from peyvand.core.pages import show
from peyvand.people import custom
from peyvand.people.actions.customers import update_customer
from peyvand.people.forms.profile import FactForm
from peyvand.people.models import Customer
from peyvand.people.rules.variants import fields_of
from peyvand.people.web.fact_lines import value_html
from peyvand.people.web.reading import abilities, find, lead_on, raise_events
from peyvand.people.web.record import fact_for, fact_of, header, record
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field, require_writing
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.recent import Opened, remember
from peyvand.platform.versions import Conflict


@page("customer", "view")
@require_GET
def customer(request: StaffRequest, pk: int) -> HttpResponse:
    """Show everything about one customer: as a page, or in the side panel of a list."""
    try:
        found = find(request, pk)
    except Http404:
        return lead_on(request, pk)
    remember(
        request, Opened(found.name, reverse("people:customer", args=[pk]), "user" if found.is_person else "building-2")
    )
    return show(request, "people/customer.html", record(request, found), part="people/customer/panel.html")


@page("customer", "view")
@require_GET
def head(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the head of the page again after something in it has changed."""
    return show(request, "people/customer/header.html", header(request, find(request, pk)))


@page("customer", "change")
def fact(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Edit one fact where it stands. `?show` brings the plain line back."""
    found = find(request, pk, "change")
    own = custom.writable_names(request.user, found.kind)
    if name not in own and not (name in fields_of(found.kind) and reads_field(request.user, "customer", name)):
        raise Http404
    if "show" in request.GET:
        return _shown(request, found, name)
    if name not in own:
        require_writing(request.user, "customer", [name])
    if request.method == "POST":
        return _save(request, found, name)
    return _asked(request, found, name, FactForm(name=name, customer=found))


def _shown(request: StaffRequest, found: Customer, name: str) -> HttpResponse:
    may_change = abilities(request, found).change
    value = value_html(fact_for(request.user, found, name), found.pk, may_change=may_change)
    return show(request, "people/customer/fact_value.html", {"value": value})


def _asked(request: StaffRequest, found: Customer, name: str, form: FactForm, *, status: int = 200) -> HttpResponse:
    context = {"customer": found, "fact": fact_of(found, name), "form": form}
    return show(request, "people/fact_page.html", context, part="people/customer/fact_form.html", status=status)


def _save(request: StaffRequest, found: Customer, name: str) -> HttpResponse:
    form = FactForm(name=name, customer=found, data=request.POST)
    if not form.is_valid():
        return _asked(request, found, name, form, status=422)
    profile, version = {name: form.value()}, form.cleaned_data["version"]
    try:
        saved = update_customer(actor=request.user, customer_id=found.pk, profile=profile, version=version)
    except Conflict as conflict:
        return _ask_again(request, conflict.current, name)
    except ValidationError as wrong:
        take_errors(form, wrong, {name: "value"})
        return _asked(request, found, name, form, status=422)
    return raise_events(_shown(request, saved, name), {"customer-changed": True})


def _ask_again(request: StaffRequest, current: Customer, name: str) -> HttpResponse:
    """Somebody else saved first: show what stands there now beside what was typed, and let the person decide."""
    data = request.POST.copy()
    data["version"] = str(current.version)
    form = FactForm(name=name, customer=current, data=data)
    theirs = fact_of(current, name).shown or _("nothing")
    form.add_error(
        "value", _("Somebody else changed this customer. Here stands now: «%(theirs)s».") % {"theirs": theirs}
    )
    return _asked(request, current, name, form, status=409)
