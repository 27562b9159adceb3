"""Doors: every page says who may open it, in one line above the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from peyvand.core.pages import go, go_sign_in
from peyvand.platform.models import User
from peyvand.platform.policies import require

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request behind `@page`: somebody who works here is signed in."""

    user: User


V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class Need:
    """What a URL asks of its visitor: a right on (model, action), only to be signed in, or nothing (public, why)."""

    realm: str  # "staff" | "public"
    model: str = ""
    action: str = ""
    why: str = ""


def page(model: str = "", action: str = "view", *, without_factor: bool = False) -> Callable[[View], View]:
    """Declare a staff page: signed in, and with the right to `action` on `model` at some level (none asked if empty).

    Whose role asks for a second factor that she has not set up is led there, but to pages `without_factor`.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return go_sign_in(request)
            if request.user.lacks_second_factor and not without_factor:
                return go(request, resolve_url("platform:second_factor"))
            if model:
                require(request.user, model, action)
            return view(request, *args, **kwargs)

        vars(guarded)["need"] = Need("staff", model, action if model else "")
        return guarded

    return declare


def public(why: str) -> Callable[[View], View]:
    """Declare a page that anybody may open, and why."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        vars(guarded)["need"] = Need("public", why=why)
        return guarded

    return declare
