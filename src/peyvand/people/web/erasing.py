"""A person's own data: handing all of it out, and forgetting her."""

from __future__ import annotations

from pathlib import Path

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from peyvand.core.pages import go, show
from peyvand.core.text import key
from peyvand.people.actions.erasing import erase_customer, extent
from peyvand.people.actions.gathering import label_of, require_all_of
from peyvand.people.choices import FileState
from peyvand.people.forms.erasing import EraseForm
from peyvand.people.jobs import gather_file
from peyvand.people.models import Customer, PersonFile
from peyvand.people.web.reading import find, say, take_errors
from peyvand.platform.doors import StaffRequest, page

SALT, SURE_SECONDS = "people.erase", 600


@page("customer", "export")
@require_http_methods(["GET", "POST"])
def data(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for everything we know about a customer, and fetch what was gathered."""
    customer = find(request, pk, "export")
    if request.method == "POST":
        gather_file(actor=request.user, customer_id=pk)
        return say(request, go(request, request.path), _("It is being gathered. This takes a moment."))
    files = PersonFile.objects.filter(customer=pk).select_related("asked_by")
    waits = any(file.state == FileState.WAITING for file in files)
    return show(request, "people/data.html", {"customer": customer, "files": files, "waits": waits})


@page("customer", "export")
@require_GET
@never_cache
def data_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Hand the gathered file out to whom it was gathered for."""
    asked = get_object_or_404(PersonFile, pk=pk)
    if not asked.is_for(request.user):
        raise Http404
    require_all_of(request.user, find(request, asked.customer_id, "export"))
    return FileResponse(Path(asked.path).open("rb"), as_attachment=True, filename=f"customer-{asked.customer_id}.zip")


@page("customer", "erase")
@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget a customer, in two steps: her name is typed, then what goes is confirmed."""
    customer = find(request, pk, "erase")
    if "sure" in request.POST:
        return _forget(request, customer)
    form = EraseForm(request.POST if request.method == "POST" else None)
    sure = ""
    if request.method == "POST" and form.is_valid():
        if key(form.cleaned_data["name"]) == key(customer.name):
            sure = signing.dumps([pk, customer.version, request.user.pk], salt=SALT)
        else:
            form.add_error("name", _("This is not the name of this customer."))
    return _preview(request, customer, form, sure)


def _preview(request: StaffRequest, customer: Customer, form: EraseForm, sure: str) -> HttpResponse:
    found = extent(customer.pk)
    context = {
        "customer": customer,
        "form": form,
        "sure": sure,
        "goes": [(label_of(label), count) for label, count in found.goes.items()],
        "stays": [(label_of(label), count) for label, count in found.stays.items()],
        "records": found.records,
    }
    return show(request, "people/erase.html", context, status=422 if form.errors else 200)


def _forget(request: StaffRequest, customer: Customer) -> HttpResponse:
    try:
        pk, version, actor = signing.loads(request.POST["sure"], salt=SALT, max_age=SURE_SECONDS)
    except signing.BadSignature:
        pk, version, actor = 0, 0, 0
    if (pk, actor) != (customer.pk, request.user.pk):
        return go(request, request.path)
    try:
        erase_customer(actor=request.user, customer_id=customer.pk, version=version)
    except ValidationError as wrong:
        form = EraseForm({"name": ""})
        take_errors(form, wrong)
        return _preview(request, customer, form, "")
    return say(request, go(request, reverse("people:customers")), _("She is forgotten. Sums have stayed as they were."))
