"""The views that a person pinned to her menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from peyvand.platform.models import SavedView, User

MOST = 8


@dataclass(frozen=True)
class Pinned:
    """A view in the menu."""

    label: str
    url: str
    active: bool


def pinned_views(request: HttpRequest, user: User) -> list[Pinned]:
    """Return one's own pinned views and the pinned shared ones, by name; a list that is gone is left out."""
    found: list[Pinned] = []
    rows = SavedView.objects.visible_to(user).filter(is_pinned=True).order_by("name", "pk")[:MOST]
    for pk, key, name, query in rows.values_list("pk", "list_key", "name", "query"):
        try:
            url = reverse(key)
        except NoReverseMatch:
            continue
        active = request.path == url and request.GET.get("view") == str(pk)
        found.append(Pinned(name, f"{url}?{query}&view={pk}", active))
    return found
