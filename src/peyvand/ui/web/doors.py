"""The kit's own doors. It stands below users and roles, so it only knows "everybody" and "somebody signed in"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from peyvand.core.pages import go_sign_in

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Door:
    """What an address asks of its visitor, in the words that every context uses."""

    realm: str  # "staff" | "public"
    model: str = ""
    action: str = ""
    why: str = ""


def _with_need(view: View, door: Door) -> View:
    vars(view)["need"] = door
    return view


def open_to_all(why: str) -> Callable[[View], View]:
    """Declare an address that anybody may open, and why."""
    return lambda view: _with_need(view, Door("public", why=why))


def signed_in(view: View) -> View:
    """Declare a page for anybody who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return go_sign_in(request)
        return view(request, *args, **kwargs)

    return _with_need(guarded, Door("staff"))
