"""Signing in and out, setting a password through a one-time link, and a visitor's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from peyvand.core.pages import show
from peyvand.core.text import key
from peyvand.platform.actions.users import accept_link, change_profile, open_link
from peyvand.platform.choices import Language
from peyvand.platform.doors import page, public
from peyvand.platform.forms.door import NewPasswordForm, SignInForm
from peyvand.platform.forms.mistakes import take_errors
from peyvand.platform.limits import (
    SIGN_IN_ADDRESS,
    SIGN_IN_NAME,
    forget_tries,
    give_back_try,
    said_wait,
    wait_after_try,
)
from peyvand.platform.models import User
from peyvand.platform.signin import address_of, find_user
from peyvand.platform.web.second_factor import let_in

YEAR = 365 * 24 * 3600


def safe_next(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if that is one of our own pages; else Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else resolve_url(settings.LOGIN_REDIRECT_URL)


def _bucket(identifier: str) -> str:
    """Return one counter per person, however her name or number is spelled."""
    found = find_user(identifier)
    return str(found.pk) if found else key(identifier)


def _try(request: HttpRequest, form: SignInForm) -> tuple[User | None, int]:
    """Return whom the form names and 200; or write the reason into the form and return nobody and 422 or 429."""
    identifier, address = form.cleaned_data["identifier"], address_of(request) or "-"
    name = _bucket(identifier)
    wait = max(wait_after_try(SIGN_IN_NAME, name), wait_after_try(SIGN_IN_ADDRESS, address))
    if wait:
        form.add_error(None, said_wait(wait))
        return None, 429
    user = authenticate(request, username=identifier, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        form.add_error(None, _("This name and password do not belong together."))
        return None, 422
    forget_tries(SIGN_IN_NAME, name)
    give_back_try(SIGN_IN_ADDRESS, address)
    return user, 200


def demo_sign_ins() -> dict[str, Any] | None:
    """Return the people of the demo company and their password, while nobody real works here."""
    people = list(User.objects.active().select_related("role").order_by("id")[:12])
    if not people or not all(person.is_demo for person in people):
        return None
    from peyvand.platform.demo import PASSWORD

    return {"people": people, "password": PASSWORD}


@public("nobody is signed in yet")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or let the person in."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form, status = SignInForm(request.POST or None), 200
    if request.method == "POST":
        user, status = _try(request, form) if form.is_valid() else (None, 422)
        if user is not None:
            return let_in(request, user, safe_next(request))
    wanted = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": wanted, "demo": demo_sign_ins(), "languages": Language.choices}
    return show(request, "platform/sign_in.html", context, status=status)


@page(without_factor=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("platform:sign_in")


@public("the secret in the address is the key")
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let the person of a one-time link set her password; looking at the page does not use the link up."""
    link = open_link(secret)
    if link is None:
        return show(request, "platform/link_ended.html", {}, status=410)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_link(
                secret=secret, password=form.cleaned_data["password"], language=_spoken(request, link.user)
            )
        except ValidationError as wrong:
            take_errors(form, wrong)
        else:
            return let_in(request, user)
    context = {"form": form, "link": link, "languages": Language.choices}
    return show(request, "platform/accept.html", context, status=422 if form.errors else 200)


def _spoken(request: HttpRequest, invited: User) -> str:
    """Return the language that a visitor chose; whom nobody here has invited, the first of all, goes on in the page's."""
    first = not User.objects.exclude(pk=invited.pk).exists()
    return request.COOKIES.get("language") or (get_language() or "" if first else "")


@public("visitors read, too")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember a visitor's language in a cookie; a signed-in person's in her profile."""
    chosen = request.POST.get("language", "")
    response = redirect(safe_next(request))
    if chosen in Language.values:
        if isinstance(request.user, User):
            change_profile(user=request.user, values={"language": chosen})
        response.set_cookie("language", chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
