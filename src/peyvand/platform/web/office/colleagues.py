"""People who work here: the list, invitations, and changing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peyvand.core.pages import show
from peyvand.platform.actions.second_factor import reset_second_factor
from peyvand.platform.actions.users import NewUser, change_user, create_user, end_sessions, make_link
from peyvand.platform.choices import LinkPurpose, RoleKey
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.office import ColleagueForm
from peyvand.platform.models import Role, SecondFactor, User
from peyvand.platform.policies import may
from peyvand.platform.web.office.tabs import tabs

NAMES = {"role_id": "role", "team_id": "team"}


@page("user", "view")
@require_GET
def colleagues(request: StaffRequest) -> HttpResponse:
    """List who works here, who is invited and who has left."""
    living = Count("sessions", filter=Q(sessions__expire_date__gt=timezone.now()))
    people = User.objects.visible_to(request.user).select_related("role", "team").annotate(living=living)
    context = {
        "people": people.order_by("-is_active", "name", "id"),
        "may_add": may(request.user, "user", "add"),
        "may_change": may(request.user, "user", "change"),
        "tabs": tabs(request),
    }
    return show(request, "platform/office/colleagues.html", context)


@page("user", "add")
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    """Add a colleague; the answer shows the link that lets her set her password, this once."""
    most_are = Role.objects.filter(key=RoleKey.SELLER).first()  # nobody becomes administrator by not choosing
    form = ColleagueForm(request.POST or None, initial={"role": most_are})
    if request.method == "POST" and form.is_valid():
        made = _create(request.user, form)
        if made:
            path = make_link(actor=request.user, user=made) if may(request.user, "user", "change") else ""
            context = {"person": made, "link": request.build_absolute_uri(path) if path else "", "tabs": tabs(request)}
            return show(request, "platform/office/invited.html", context)
    context = {"form": form, "tabs": tabs(request)}
    return show(request, "platform/office/invite.html", context, status=422 if form.errors else 200)


def _create(actor: User, form: ColleagueForm) -> User | None:
    typed = form.cleaned_data
    team = typed["team"]
    new = NewUser(typed["name"], typed["role"].key, typed["email"], typed["phone"], team.pk if team else None)
    try:
        return create_user(actor=actor, new=new)
    except ValidationError as wrong:
        take_errors(form, wrong, NAMES)
        return None


def _values(typed: dict[str, Any]) -> dict[str, Any]:
    team = typed["team"]
    values = {name: typed[name] for name in ("name", "email", "phone")}
    return {**values, "role_id": typed["role"].pk, "team_id": team.pk if team else None}


def _change(request: StaffRequest, person: User, values: dict[str, Any], form: ColleagueForm | None = None) -> bool:
    try:
        change_user(actor=request.user, user_id=person.pk, values=values)
    except ValidationError as wrong:
        if form is None:
            messages.error(request, " ".join(wrong.messages))
        else:
            take_errors(form, wrong, NAMES)
        return False
    messages.success(request, _("Saved."))
    return True


@page("user", "change")
@require_http_methods(["GET", "POST"])
def colleague(request: StaffRequest, pk: int) -> HttpResponse:
    """Show and change one colleague."""
    person = get_object_or_404(User.objects.visible_to(request.user).select_related("role", "team"), pk=pk)
    initial = {name: getattr(person, name) for name in ("name", "email", "phone", "role", "team")}
    form = ColleagueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _change(request, person, _values(form.cleaned_data), form):
        return redirect("platform:colleague", pk)
    context = {"person": person, "form": form, "tabs": tabs(request), "living": person.sessions.count()}
    context["factor"] = SecondFactor.objects.filter(user=person).exclude(confirmed_at=None).first()
    return show(request, "platform/office/colleague.html", context, status=422 if form.errors else 200)


@page("user", "change")
@require_POST
def presence(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a colleague go (her sessions and tokens end at once), or take her back."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    _change(request, person, {"is_active": request.POST.get("active") == "yes"})
    return redirect("platform:colleague", pk)


@page("user", "change")
@require_POST
def reset_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away the second factor of a colleague who lost her phone."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    had = reset_second_factor(actor=request.user, user=person)
    messages.success(request, _("Her second factor is gone.") if had else _("She had no second factor."))
    return redirect("platform:colleague", pk)


@page("user", "change")
@require_POST
def sign_out_everywhere(request: StaffRequest, pk: int) -> HttpResponse:
    """End all sessions of a colleague."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    end_sessions(user=person, keep=request.session.session_key, actor=request.user)
    messages.success(request, _("Her sessions have ended."))
    return redirect("platform:colleague", pk)


@page("user", "change")
@never_cache
@require_POST
def new_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a one-time link for a colleague and show it, this once."""
    person = get_object_or_404(User.objects.active().visible_to(request.user), pk=pk)
    purpose = LinkPurpose.PASSWORD if person.has_usable_password() else LinkPurpose.INVITATION
    path = make_link(actor=request.user, user=person, purpose=purpose)
    context = {"person": person, "link": request.build_absolute_uri(path), "tabs": tabs(request)}
    return show(request, "platform/office/invited.html", context)
