"""The first encounter: a form of half a minute, with a warning while one types a customer we already know."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import go, show
from peyvand.core.provinces import find_cities, provinces_near
from peyvand.people.actions.customers import NewCustomer, create_customer
from peyvand.people.choices import ContactKind, ContactLabel, Kind
from peyvand.people.forms.entry import FirstContactForm
from peyvand.people.forms.rows import blank, read_rows
from peyvand.people.homeland import home
from peyvand.people.models import Customer
from peyvand.people.querysets import Likeness
from peyvand.people.rules.contacts import NETWORKS, NotAContact, parse_contact
from peyvand.people.web.reading import closed_to, say, take_errors
from peyvand.platform import organisation
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.field_classes import reads_field

ASKED = ("kind", "given_name", "family_name", "name", "phone", "email", "city", "source", "next_step")


@page("customer", "add")
def new(request: StaffRequest) -> HttpResponse:
    """Add a customer. What is known already may come in the address (`?phone=...`)."""
    if request.method == "POST":
        return _add(request, FirstContactForm(request.POST, home=home(), closed=closed_to(request.user)))
    given = {name: request.GET[name][:200] for name in ASKED if name in request.GET}
    return _form(request, FirstContactForm(home=home(), initial=given, closed=closed_to(request.user)))


def _form(request: StaffRequest, form: FirstContactForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "organisation": form["kind"].value() == Kind.ORGANISATION}
    return show(request, "people/new.html", context, part="people/entry/panel.html", status=status)


def _add(request: StaffRequest, form: FirstContactForm) -> HttpResponse:
    if not form.is_valid():
        return _form(request, form, status=422)
    typed = form.cleaned_data
    newcomer = NewCustomer(
        kind=typed["kind"], profile=form.profile(), contacts=form.contacts, owner_id=request.user.pk,
        next_step=typed["next_step"], next_step_on=typed["next_step_on"],
    )  # fmt: skip
    try:
        customer = create_customer(actor=request.user, new=newcomer)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, form, status=422)
    response = go(request, reverse("people:customer", args=[customer.pk]))
    return say(request, response, _("%(name)s was added.") % {"name": customer.name})


def _likeness(request: StaffRequest) -> Likeness:
    """Read what has been typed so far; half a number is simply not compared yet."""
    typed = {name: request.POST.get(name, "")[:254] for name in ("given_name", "family_name", "name")}
    person = request.POST.get("kind", Kind.PERSON) == Kind.PERSON
    name = f"{typed['given_name']} {typed['family_name']}" if person else typed["name"]
    but_not = request.POST.get("but_not", "")
    same = int(but_not) if but_not.isascii() and but_not.isdigit() else None
    if not reads_field(request.user, "customer", "contact_points"):
        return Likeness(name, but_not=same)  # a warning would tell whose number this is
    reach = [contact.value for contact in read_rows(request.POST, home()).read_contacts]
    for kind, field in ((ContactKind.PHONE, "phone"), (ContactKind.EMAIL, "email")):
        try:
            reach.append(parse_contact(kind, request.POST.get(field, ""), home()).value)
        except NotAContact:
            continue
    known = [one for one in ("national_id", "external_id") if reads_field(request.user, "customer", one)]
    return Likeness(name, reach, [number for one in known if (number := request.POST.get(one, ""))], same)


@page("customer", "view")
@require_POST
def similar(request: StaffRequest) -> HttpResponse:
    """Name the customers that the one being typed may already be; strangers' are only hinted at, without a name."""
    likeness = _likeness(request)
    known = Customer.objects.visible_to(request.user).similar_to(likeness)
    anywhere = Customer.objects.filter(deleted_at=None).sharing(likeness)
    hidden = bool(likeness.reach) and not known and anywhere.exists()
    context = {"known": known, "hidden": hidden, "today": organisation.today()}
    return show(request, "people/entry/similar.html", context)


@page("customer", "change")
@require_GET
def row(request: StaffRequest, what: str) -> HttpResponse:
    """Give one more line of the full form: contact (`?kind=`) or place. `?gone` gives nothing."""
    if "gone" in request.GET:
        return HttpResponse()
    if what not in {"contact", "place"}:
        raise Http404
    context = {"row": blank(what, "n" + secrets.token_hex(4), request.GET.get("kind", "")), **row_choices()}
    return show(request, f"people/record/{what}_row.html", context)


def row_choices() -> dict[str, object]:
    """Return what the lines of the full form choose from."""
    return {
        "kinds": ContactKind.choices,
        "labels": ContactLabel.choices,
        "networks": list(NETWORKS),
        "provinces": provinces_near(home().region),
    }


@page("customer", "view")
@require_GET
def cities(request: StaffRequest) -> HttpResponse:
    """Suggest cities for what is being typed."""
    typed = str(next((value for name, value in request.GET.items() if name.endswith("city")), ""))
    return show(
        request, "people/entry/cities.html", {"cities": find_cities(typed[:80], limit=8, country=home().region)}
    )
