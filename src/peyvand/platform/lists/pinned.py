"""The views that a person pinned to her menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from peyvand.platform.models import User


@dataclass(frozen=True)
class Pinned:
    """A view in the menu."""

    label: str
    url: str
    active: bool


def pinned_views(request: HttpRequest, user: User) -> tuple[Pinned, ...]:
    """Return one's own pinned views and the pinned shared ones, by name; a list that is gone is left out."""
    found: list[Pinned] = []
    for view in user.pinned:
        try:
            url = reverse(view.list_key)
        except NoReverseMatch:
            continue
        active = request.path == url and request.GET.get("view") == str(view.pk)
        found.append(Pinned(view.name, f"{url}?{view.query}&view={view.pk}", active))
    return tuple(found)
