"""Teams and who is in them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.pages import show
from peyvand.platform.actions.teams import delete_team, save_team
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.office import TeamForm
from peyvand.platform.models import Team, User
from peyvand.platform.policies import may
from peyvand.platform.web.office.tabs import tabs


@page("user", "view")
@require_http_methods(["GET", "POST"])
def teams(request: StaffRequest) -> HttpResponse:
    """List the teams; add one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_team(actor=request.user, name=form.cleaned_data["name"])
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("platform:teams")
    people = Prefetch("users", User.objects.active().order_by("name"))
    context = {
        "teams": Team.objects.prefetch_related(people), "form": form, "tabs": tabs(request),
        "may_change": may(request.user, "user", "change"),
    }  # fmt: skip
    return show(request, "platform/office/teams.html", context, status=422 if form.errors else 200)


@page("user", "change")
@require_POST
def team(request: StaffRequest, pk: int) -> HttpResponse:
    """Rename a team, or delete it (`do` = "delete")."""
    try:
        if request.POST.get("do") == "delete":
            delete_team(actor=request.user, team_id=pk)
            messages.success(request, _("The team is deleted."))
        else:
            save_team(actor=request.user, name=request.POST.get("name", ""), team_id=pk)
            messages.success(request, _("Saved."))
    except Team.DoesNotExist:
        raise Http404 from None
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("platform:teams")
