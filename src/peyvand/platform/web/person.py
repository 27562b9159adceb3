"""One's own pages: how one is called and sees things, password and sessions, keys for the API."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.pages import show
from peyvand.platform import organisation, pages
from peyvand.platform.actions.tokens import create_token, revoke_token
from peyvand.platform.actions.users import change_own_password, change_profile, end_sessions
from peyvand.platform.choices import Theme
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.forms.door import ChangePasswordForm
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.person import ProfileForm, TokenForm
from peyvand.platform.models import Session, Token, User
from peyvand.platform.policies import may, scopes_of
from peyvand.platform.roles import scope_groups
from peyvand.platform.rules.browsers import name_browser

OWN = ("name", "language", "calendar", "digits", "money_unit", "theme")


def tabs(request: StaffRequest) -> list[dict[str, Any]]:
    """Return one's own pages, with the present one marked."""
    return pages.tabs_of(pages.OWN, request, request.user)


@page()
@require_http_methods(["GET", "POST"])
def profile(request: StaffRequest) -> HttpResponse:
    """Show and change how one is called and how one sees dates, digits and money."""
    form = ProfileForm(request.POST or None, initial={name: getattr(request.user, name) for name in OWN})
    if request.method == "POST" and form.is_valid():
        try:
            user = change_profile(user=request.user, values=form.cleaned_data)
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            with override(user.language):
                messages.success(request, _("Saved."))
            return redirect("platform:profile")
    context = {"form": form, "tabs": tabs(request)}
    return show(request, "platform/person/profile.html", context, status=422 if form.errors else 200)


@page(without_factor=True)
@require_POST
def theme(request: StaffRequest) -> HttpResponse:
    """Remember light or dark, as the menu of the shell sends it."""
    chosen = request.POST.get("theme", "")
    if chosen not in Theme.values:
        return HttpResponse(_("There is no such appearance."), status=422, content_type="text/plain; charset=utf-8")
    change_profile(user=request.user, values={"theme": chosen})
    return HttpResponse(status=204)


def _sessions(request: StaffRequest) -> list[dict[str, Any]]:
    """Return where one is signed in, the present session first."""
    here = request.session.session_key
    living = Session.objects.filter(user=request.user, expire_date__gt=timezone.now()).order_by("-last_seen_at")
    rows = [
        {
            "handle": session.handle,
            "browser": name_browser(session.browser),
            "address": session.address,
            "since": session.created_at,
            "seen": session.last_seen_at,
            "here": session.pk == here,
        }
        for session in living
    ]
    return sorted(rows, key=lambda row: not row["here"])


def _change_password(request: StaffRequest, form: ChangePasswordForm) -> bool:
    typed = form.cleaned_data
    key = request.session.session_key
    try:
        change_own_password(user=request.user, old=typed["old"], new=typed["password"], session_key=key)
    except ValidationError as wrong:
        take_errors(form, wrong)
        return False
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is changed. Your other sessions have ended."))
    return True


@page()
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def security(request: StaffRequest) -> HttpResponse:
    """Show one's sessions; change one's password."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change_password(request, form):
        return redirect("platform:security")
    context = {"form": form, "sessions": _sessions(request), "tabs": tabs(request)}
    return show(request, "platform/person/security.html", context, status=422 if form.errors else 200)


@page()
@require_POST
def end_session(request: StaffRequest) -> HttpResponse:
    """End one of one's sessions (its handle in `session`), or all but this one."""
    only = request.POST.get("session") or None
    ended = end_sessions(user=request.user, keep=request.session.session_key, only=only)
    messages.success(request, _("Ended.") if ended else _("This session had already ended."))
    return redirect("platform:security")


@page("token", "view")
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: StaffRequest) -> HttpResponse:
    """List one's keys for the API; a new one is shown once, in the answer to the request that made it."""
    possible = scope_groups(scopes_of(request.user))
    form = TokenForm(request.POST or None, scopes=[pair for group in possible for pair in group.scopes])
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        made, secret = _make_token(request.user, form)
        form = form if not made else TokenForm(scopes=[pair for group in possible for pair in group.scopes])
    context = {
        "form": form, "groups": possible, "made": made, "secret": secret, "tabs": tabs(request), "now": timezone.now(),
        "tokens": Token.objects.filter(user=request.user, revoked_at=None), "may_add": may(request.user, "token", "add"),
        "chosen": request.POST.getlist("scopes") if form.is_bound else [],
    }  # fmt: skip
    return show(request, "platform/person/tokens.html", context, status=422 if form.errors else 200)


def _make_token(owner: User, form: TokenForm) -> tuple[Token | None, str]:
    typed = form.cleaned_data
    last = typed["expires_on"]
    try:
        return create_token(
            actor=owner,
            owner=owner,
            name=typed["name"],
            scopes=typed["scopes"] or None,
            expires_at=organisation.end_of(last) if last else None,
        )
    except ValidationError as wrong:
        take_errors(form, wrong, {"expires_at": "expires_on"})
        return None, ""


@page("token", "view")
@require_POST
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """End a key at once."""
    try:
        token = revoke_token(owner=request.user, token_id=pk)
    except Token.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The token “%(name)s” has ended.") % {"name": token.name})
    return redirect("platform:tokens")
