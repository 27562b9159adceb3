"""What the shell of every page needs: the menu, the person's display, the banner of the engine's day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from peyvand.core import display
from peyvand.core.manifest import MenuItem, offers
from peyvand.platform import organisation
from peyvand.platform.policies import may


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the template context that every page shares."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"display": display.current(), "menu": [], "theme": "system"}
    items: list[MenuItem] = [item for item in offers("menu") if item.need is None or may(user, *item.need)]
    return {
        "display": display.current(),
        "menu": [_line(request, item) for item in items],
        "theme": user.theme,
        "as_of": organisation.as_of(),
        "today": organisation.today(),
        "can_change_settings": may(user, "setting", "change"),
    }


def _line(request: HttpRequest, item: MenuItem) -> dict[str, Any]:
    url = reverse(item.url_name)
    active = request.path == url or (len(url) > 1 and request.path.startswith(url))
    return {
        "key": item.key,
        "label": item.label,
        "url": url,
        "icon": item.icon,
        "active": active,
        "phone": item.phone,
    }
