"""What the shell of every page needs: the menu, the person's display, the banner of the engine's day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core import display
from peyvand.core.manifest import Action, MenuItem, offers
from peyvand.platform import organisation
from peyvand.platform.lists.pinned import pinned_views
from peyvand.platform.models import User
from peyvand.platform.policies import may


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the template context that every page shares."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"display": display.current(), "menu": [], "theme": "system"}
    items: list[MenuItem] = [item for item in offers("menu") if item.need is None or may(user, *item.need)]
    menu = [_line(request, item) for item in items]
    return {
        "display": display.current(),
        "menu": menu,
        "phone_tabs": [line for line in menu if line["phone"]],
        "pinned_views": pinned_views(request, user),
        "user_menu": _own_pages(user),
        "plus": _additions(user),
        "theme": user.theme,
        "as_of": organisation.as_of(),
        "today": organisation.today(),
        "can_change_settings": may(user, "setting", "change"),
        "as_of_url": reverse("platform:settings") + "#id_as_of" if may(user, "setting", "change") else "",
        "now_url": reverse("platform:back_to_now") if may(user, "setting", "change") else "",
        "palette_url": reverse("platform:palette"),
        "preferences_url": reverse("platform:theme"),
        "sign_out_url": reverse("platform:sign_out"),
    }


def _own_pages(user: User) -> list[dict[str, Any]]:
    """Return the lines of one's own menu in the top bar."""
    pages = [
        {"url": reverse("platform:profile"), "label": _("Profile and display"), "icon": "user"},
        {"url": reverse("platform:security"), "label": _("Password and sessions"), "icon": "lock"},
    ]
    if may(user, "user", "view"):
        pages.append({"url": reverse("platform:colleagues"), "label": _("Colleagues"), "icon": "users-round"})
    return pages


def _additions(user: User) -> list[dict[str, Any]]:
    """Return what the round plus adds: the actions of every context whose key begins with "new_"."""
    actions: list[Action] = [action for action in offers("actions") if action.key.startswith("new_")]
    return [
        {"url": reverse(action.url_name), "label": action.label, "icon": action.icon}
        for action in actions
        if action.need is None or may(user, *action.need)
    ]


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
