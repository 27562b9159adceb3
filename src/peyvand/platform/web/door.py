"""Signing in and out."""

from __future__ import annotations

import math

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.numbers import format_number
from peyvand.core.pages import show
from peyvand.core.text import key
from peyvand.platform.doors import page, public
from peyvand.platform.forms import SignInForm
from peyvand.platform.limits import SIGN_IN_ADDRESS, SIGN_IN_NAME, forget_tries, wait_after_try
from peyvand.platform.signin import address_of


def safe_next(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if that is one of our own pages; else Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else resolve_url("platform:today")


def _try(request: HttpRequest, form: SignInForm) -> bool:
    """Sign in with what the form says; write the reason into the form when that fails."""
    name = key(form.cleaned_data["identifier"])
    address = address_of(request) or "-"
    wait = max(wait_after_try(SIGN_IN_NAME, name), wait_after_try(SIGN_IN_ADDRESS, address))
    if wait:
        minutes = max(1, math.ceil(wait.total_seconds() / 60))
        sentence = ngettext("Too many tries. Try again in a minute.", "Too many tries. Try again in %(n)s minutes.", minutes)
        form.add_error(None, sentence % {"n": format_number(minutes)})
        return False
    user = authenticate(request, username=form.cleaned_data["identifier"], password=form.cleaned_data["password"])
    if user is None:
        form.add_error(None, _("This name and password do not belong together."))
        return False
    forget_tries(SIGN_IN_NAME, name)
    login(request, user)
    return True


@public("nobody is signed in yet")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or let the person in."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _try(request, form):
        return redirect(safe_next(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return show(request, "platform/sign_in.html", context, status=422 if form.errors else 200)


@page()
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("platform:sign_in")
