"""A colleague leaves: what counts on her, who takes it over, and the end of her access."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from peyvand.core.pages import show
from peyvand.platform.actions.leaving import let_go
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.duties import heirs_of, held_by
from peyvand.platform.forms.leaving import LeavingForm
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.models import User
from peyvand.platform.web.office.tabs import tabs


@page("user", "change")
@require_http_methods(["GET", "POST"])
def leaving(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what counts on a colleague; let her go once somebody else has it."""
    people = User.objects.active().visible_to(request.user).select_related("role", "team")
    person = get_object_or_404(people, pk=pk)
    form = LeavingForm(request.POST if request.method == "POST" else None, heirs=heirs_of(person))
    if request.method == "POST" and form.is_valid() and _let_go(request, person, form):
        return redirect("platform:colleague", pk)
    context = {"person": person, "form": form, "held": held_by(pk), "tabs": tabs(request)}
    return show(request, "platform/office/leaving.html", context, status=422 if form.errors else 200)


def _let_go(request: StaffRequest, person: User, form: LeavingForm) -> bool:
    try:
        let_go(actor=request.user, user_id=person.pk, heir_id=form.cleaned_data["heir"])
    except ValidationError as wrong:
        take_errors(form, wrong)
        return False
    messages.success(request, _("%(name)s has left. Nothing she answered for is left alone.") % {"name": person.name})
    return True
