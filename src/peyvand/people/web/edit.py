"""The full form of a customer, with a readable answer when two people edit her at once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.pages import go, show
from peyvand.people import custom
from peyvand.people.actions.editing import Edit, edit_customer
from peyvand.people.forms.record import RecordForm, initial_of
from peyvand.people.forms.rows import Rows, read_rows, rows_of
from peyvand.people.homeland import home
from peyvand.people.models import Customer
from peyvand.people.policies import may_do
from peyvand.people.rules.variants import fields_of
from peyvand.people.web.collision import Collision, collide, decided, newest
from peyvand.people.web.entry import row_choices
from peyvand.people.web.reading import closed_to, find, say, take_errors
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.versions import Conflict


@page("customer", "change")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Edit the whole record."""
    customer = find(request, pk, "change")
    assigns, closed = may_do(request.user, customer, "assign"), closed_to(request.user)
    own = custom.writable_names(request.user, customer.kind)
    if request.method == "POST":
        data = decided(request.POST, customer)
        form = RecordForm(data, customer=customer, assigns=assigns, own=own, closed=closed)
        return _save(request, customer, form, read_rows(data, home()))
    initial = initial_of(customer) | {"seen": newest(pk)}
    form = RecordForm(customer=customer, assigns=assigns, own=own, initial=initial, closed=closed)
    points = () if "contact_points" in closed else customer.contact_points.all()
    return _form(request, customer, form, rows_of(points, () if "addresses" in closed else customer.addresses.all()))


def _form(
    request: StaffRequest, customer: Customer, form: RecordForm, rows: Rows, collision: Collision | None = None
) -> HttpResponse:
    names = [name for name in fields_of(customer.kind) if name in form.fields]
    context = {
        "customer": customer,
        "form": form,
        "rows": rows,
        "collision": collision,
        "asks_contacts": "contact_points" not in form.closed,
        "asks_places": "addresses" not in form.closed,
        "name_fields": [
            form[name] for name in names if name in {"title", "given_name", "family_name", "name", "legal_name"}
        ],
        "more_fields": [form[name] for name in ("industry", "city", "language", "birthday", "source") if name in names],
        "number_fields": [
            form[name]
            for name in ("national_id", "registration_number", "economic_code", "external_id")
            if name in names
        ],
        "own_fields": form.own_fields(),
        **row_choices(),
    }
    status = 409 if collision else 422 if form.is_bound else 200
    return show(request, "people/edit.html", context, part="people/record/form.html", status=status)


def _save(request: StaffRequest, customer: Customer, form: RecordForm, rows: Rows) -> HttpResponse:
    if not form.is_valid() or rows.errors():
        for sentence in rows.errors():
            form.add_error(None, sentence)
        return _form(request, customer, form, rows)
    version = form.cleaned_data["version"] or customer.version
    try:
        edit_customer(actor=request.user, customer_id=customer.pk, edit=_edit_of(form, rows), version=version)
    except Conflict as conflict:
        collision, data = collide(conflict.current, form, rows, request.POST)
        again = RecordForm(data, customer=customer, assigns=form.assigns, own=form.own, closed=form.closed)
        return _form(request, conflict.current, again, read_rows(data, home()), collision)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, customer, form, rows)
    response = go(request, reverse("people:customer", args=[customer.pk]))
    return say(request, response, _("Saved."))


def _edit_of(form: RecordForm, rows: Rows) -> Edit:
    typed = form.cleaned_data
    return Edit(
        profile=form.profile(),
        contacts=None if "contact_points" in form.closed else rows.read_contacts,
        places=None if "addresses" in form.closed else rows.read_places,
        group_ids=[group.pk for group in typed["groups"]] if "groups" in typed else None,
        owner_id=typed["owner"].pk if form.assigns and typed["owner"] else None,
        co_owner_ids=[user.pk for user in typed["co_owners"]] if form.assigns else None,
        assigns=form.assigns,
    )
