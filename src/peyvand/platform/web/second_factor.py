"""The second factor: asked for at the door, set up and turned off on one's own page."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from peyvand.core.pages import show
from peyvand.platform import organisation
from peyvand.platform.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    pass_second_factor,
    renew_recovery_codes,
    turn_off_second_factor,
)
from peyvand.platform.doors import StaffRequest, page, public
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.forms.second_factor import CodeForm
from peyvand.platform.limits import SECOND_FACTOR, forget_tries, said_wait, wait_after_try
from peyvand.platform.models import SecondFactor, User
from peyvand.platform.rules.second_factor import address, picture
from peyvand.platform.web.person import tabs

HALF_IN = "half_in"
HALF_IN_LASTS = 600
BACKEND = "peyvand.platform.signin.EmailOrPhoneBackend"


def let_in(request: HttpRequest, user: User, then: str = "") -> HttpResponse:
    """Sign in somebody whose password was right; who has a second factor is asked for its code first."""
    then = then or resolve_url(settings.LOGIN_REDIRECT_URL)
    if not SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists():
        login(request, user, BACKEND)
        return redirect(then)
    request.session.cycle_key()
    request.session[HALF_IN] = [user.pk, int(time.time()), then]
    return redirect("platform:sign_in_code")


def _half_in(request: HttpRequest) -> tuple[User, str] | None:
    """Return whose password was right a moment ago in this browser, and where she wanted to go."""
    pk, since, then = request.session.get(HALF_IN) or (None, 0, "")
    user = User.objects.active().select_related("role").filter(pk=pk).first() if pk else None
    return (user, then) if user and time.time() - since < HALF_IN_LASTS else None


def _is_right(user: User, form: CodeForm) -> int:
    """Return 200 for a right code; or write the reason into the form and return 422 or 429."""
    if wait := wait_after_try(SECOND_FACTOR, str(user.pk)):
        form.add_error(None, said_wait(wait))
        return 429
    if not pass_second_factor(user=user, code=form.cleaned_data["code"]):
        form.add_error("code", _("This code is not right, or it was used already. Wait for the next one."))
        return 422
    forget_tries(SECOND_FACTOR, str(user.pk))
    return 200


@public("the password was right, the code is asked for")
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or a recovery code, and let the person in."""
    waiting = _half_in(request)
    if waiting is None:
        return redirect("platform:sign_in")
    (user, then), form, status = waiting, CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = _is_right(user, form) if form.is_valid() else 422
        if status == 200:
            del request.session[HALF_IN]
            login(request, user, BACKEND)
            return redirect(then)
    return show(request, "platform/sign_in_code.html", {"form": form}, status=status)


@page(without_factor=True)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor(request: StaffRequest) -> HttpResponse:
    """Show one's second factor; set it up, renew its recovery codes, turn it off."""
    form, codes = CodeForm(), []
    if request.method == "POST":
        form = CodeForm(request.POST if request.POST.get("do") != "begin" else None)
        try:
            codes = _do(request, form)
        except ValidationError as wrong:
            take_errors(form, wrong) if form.is_bound else messages.error(request, " ".join(wrong.messages))
        if not codes and not form.errors:
            return redirect("platform:second_factor")
    context = _standing(request) | {"form": form, "codes": codes, "tabs": tabs(request)}
    return show(request, "platform/person/second_factor.html", context, status=422 if form.errors else 200)


def _do(request: StaffRequest, form: CodeForm) -> list[str]:
    """Do what was asked for; return the recovery codes to show, if there are new ones."""
    asked, user = request.POST.get("do", ""), request.user
    if asked == "begin":
        begin_second_factor(actor=user)
        return []
    if not form.is_valid():
        return []
    if wait := wait_after_try(SECOND_FACTOR, str(user.pk)):
        raise ValidationError(said_wait(wait))
    code, codes = form.cleaned_data["code"], []
    if asked == "confirm":
        codes = confirm_second_factor(actor=user, code=code, session_key=request.session.session_key)
    elif asked == "codes":
        codes = renew_recovery_codes(actor=user, code=code)
    else:
        turn_off_second_factor(actor=user, code=code)
        messages.success(request, _("Your second factor is off."))
    forget_tries(SECOND_FACTOR, str(user.pk))
    return codes


def _standing(request: StaffRequest) -> dict[str, Any]:
    """Return how far one's second factor is; while it is being set up also its picture and secret."""
    user = request.user
    factor = SecondFactor.objects.filter(user=user).first()
    left = user.recovery_codes.filter(used_at=None).count()
    context = {"factor": factor, "left": left, "is_on": bool(factor and factor.confirmed_at)}
    if factor is None or factor.confirmed_at:
        return context
    name = organisation.get("organisation_name") or "Peyvand"
    uri = address(factor.secret, person=str(user.email or user.phone), organisation=name)
    return context | {"picture": picture(uri), "secret": factor.secret}
