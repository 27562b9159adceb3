"""The people of an organisation, added and corrected from its page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from peyvand.core.pages import go, show
from peyvand.people.actions.affiliations import Somebody, add_affiliation, change_affiliation, remove_affiliation
from peyvand.people.choices import Kind
from peyvand.people.forms.care import SomebodyForm
from peyvand.people.homeland import home
from peyvand.people.models import Affiliation, Customer
from peyvand.people.web.reading import closed_to, find, say, take_errors
from peyvand.platform.doors import StaffRequest, page

SALT = "people.affiliation"
UNDO_SECONDS = 3600
PARTS = ("name", "role", "decides", "phone", "email")


def _form(
    request: StaffRequest, organisation: Customer, form: SomebodyForm, affiliation: Affiliation | None = None
) -> HttpResponse:
    context = {"customer": organisation, "form": form, "affiliation": affiliation}
    status = 422 if form.is_bound else 200
    return show(request, "people/affiliation.html", context, part="people/customer/affiliation.html", status=status)


def _somebody(form: SomebodyForm) -> Somebody:
    typed: dict[str, Any] = {part: form.cleaned_data.get(part, form.initial.get(part)) or "" for part in PARTS}
    return Somebody(person_id=form.cleaned_data["person"], **typed | {"decides": bool(typed["decides"])})


def _back(request: StaffRequest, organisation_id: int, text: str, *, undo: str = "") -> HttpResponse:
    return say(request, go(request, reverse("people:customer", args=[organisation_id])), text, undo=undo)


@page("customer", "change")
def affiliation_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Add somebody to an organisation."""
    organisation = find(request, pk, "change")
    form = SomebodyForm(request.POST if request.method == "POST" else None, home=home(), closed=closed_to(request.user))
    if request.method != "POST" or not form.is_valid():
        return _form(request, organisation, form)
    try:
        added = add_affiliation(actor=request.user, organisation_id=pk, somebody=_somebody(form))
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, organisation, form)
    return _back(request, pk, _("%(name)s was added.") % {"name": str(added)})


def _one(request: StaffRequest, pk: int) -> Affiliation:
    affiliation = Affiliation.objects.select_related("person").filter(pk=pk).first()
    if affiliation is None:
        raise Http404
    affiliation.organisation = find(request, affiliation.organisation_id, "change")
    return affiliation


@page("customer", "change")
def affiliation(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct who somebody is in an organisation."""
    found = _one(request, pk)
    initial = {part: getattr(found, part) for part in PARTS} | {"person": found.person_id}
    data = request.POST if request.method == "POST" else None
    form = SomebodyForm(data, home=home(), initial=initial, closed=closed_to(request.user))
    if request.method != "POST" or not form.is_valid():
        return _form(request, found.organisation, form, found)
    try:
        change_affiliation(actor=request.user, affiliation_id=pk, somebody=_somebody(form))
    except ValidationError as wrong:
        take_errors(form, wrong)
        return _form(request, found.organisation, form, found)
    return _back(request, found.organisation_id, _("Saved."))


@page("customer", "change")
@require_POST
def affiliation_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody off an organisation, with undo."""
    found = _one(request, pk)
    organisation, was = remove_affiliation(actor=request.user, affiliation_id=pk)
    undo = reverse("people:affiliation_undo", args=[organisation.pk, signing.dumps(asdict(was), salt=SALT)])
    return _back(request, organisation.pk, _("%(name)s was removed.") % {"name": str(found)}, undo=undo)


@page("customer", "change")
@require_POST
def affiliation_undo(request: StaffRequest, pk: int, was: str) -> HttpResponse:
    """Put somebody back who was removed by mistake."""
    find(request, pk, "change")
    try:
        somebody = Somebody(**signing.loads(was, salt=SALT, max_age=UNDO_SECONDS))
        add_affiliation(actor=request.user, organisation_id=pk, somebody=somebody)
    except (signing.BadSignature, ValidationError):
        raise Http404 from None
    return HttpResponse(status=204)


@page("customer", "change")
@require_GET
def persons(request: StaffRequest) -> HttpResponse:
    """Suggest customers of ours for the name being typed."""
    typed = request.GET.get("name", "")[:200]
    found = (
        Customer.objects.visible_to(request.user).filter(kind=Kind.PERSON).matching(typed, request.user)[:6]
        if typed
        else []
    )
    return show(request, "people/customer/persons.html", {"persons": found})
