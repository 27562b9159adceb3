"""What the shell of every page needs: the menu, the person's display, the banner of the engine's day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from peyvand.core import display
from peyvand.core.manifest import Action, MenuItem, offers
from peyvand.core.numbers import format_number
from peyvand.platform import organisation
from peyvand.platform.lists.pinned import pinned_views
from peyvand.platform.models import User
from peyvand.platform.policies import Rights, rights_of


@dataclass(frozen=True)
class Line:
    """A line of a menu: where it leads and how it is drawn. `phone` puts it into the phone's bar, `key` is its name.

    `badge` is the key of its number in `User.badges` and `count` that number as it is shown; `dialog` is what it opens
    where scripts run, `shortcut` the place of the key that presses it.
    """

    url: str
    label: str
    icon: str
    phone: bool = False
    key: str = ""
    active: bool = False
    badge: str = ""
    count: str = ""
    dialog: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Frame:
    """What surrounds every page of people with the same rights: their menus and where the shell's buttons lead."""

    menu: tuple[Line, ...]
    plus: tuple[Line, ...]
    user_menu: tuple[Line, ...]
    overlays: tuple[str, ...]
    can_change_settings: bool
    as_of_url: str
    now_url: str
    import_url: str
    palette_url: str
    preferences_url: str
    sign_out_url: str


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the template context that every page shares."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"display": display.current(), "menu": (), "theme": "system"}
    frame = frame_for(rights_of(user), get_language() or "")
    menu = tuple(_for_now(line, request.path, user.badges) for line in frame.menu)
    return {
        **vars(frame),
        "display": display.current(),
        "menu": menu,
        "pinned_views": pinned_views(request, user),
        "theme": user.theme,
        "as_of": organisation.as_of(),
        "today": organisation.today(),
    }


def _for_now(line: Line, path: str, badges: Mapping[str, int]) -> Line:
    """Return a line of the menu as it stands on this page: open or not, with its number."""
    count = badges.get(line.badge, 0) if line.badge else 0
    active = _is_open(line.url, path)
    return replace(line, active=active, count=format_number(count) if count else "") if active or count else line


def _is_open(url: str, path: str) -> bool:
    return path == url or (len(url) > 1 and path.startswith(url))


@lru_cache(maxsize=128)
def frame_for(rights: Rights, language: str) -> Frame:
    """Return the frame for people with `rights`, in the active `language`: nothing else is said in it."""
    settings = ("setting", "change") in rights
    return Frame(
        menu=_menu(rights),
        plus=_additions(rights),
        user_menu=_own_pages(rights),
        overlays=tuple(one.template for one in offers("overlays") if one.need is None or one.need in rights),
        can_change_settings=settings,
        as_of_url=reverse("platform:settings") + "#id_as_of" if settings else "",
        now_url=reverse("platform:back_to_now") if settings else "",
        import_url=reverse("platform:import_new") if ("import", "add") in rights else "",
        palette_url=reverse("platform:palette"),
        preferences_url=reverse("platform:theme"),
        sign_out_url=reverse("platform:sign_out"),
    )


def _menu(rights: Rights) -> tuple[Line, ...]:
    items: list[MenuItem] = [item for item in offers("menu") if item.need is None or item.need in rights]
    return tuple(
        Line(
            reverse(item.url_name),
            str(item.label),
            item.icon,
            item.phone,
            key=item.key,
            badge=item.key if item.badge else "",
        )
        for item in items
    )


def _own_pages(rights: Rights) -> tuple[Line, ...]:
    """Return the lines of one's own menu in the top bar."""
    own = (
        Line(reverse("platform:profile"), _("Profile and display"), "user"),
        Line(reverse("platform:security"), _("Password and sessions"), "lock"),
    )
    if ("user", "view") not in rights:
        return own
    return (*own, Line(reverse("platform:colleagues"), _("Colleagues"), "users-round"))


def _additions(rights: Rights) -> tuple[Line, ...]:
    """Return what the round plus adds: the actions of every context whose key begins with "new_"."""
    actions: list[Action] = [action for action in offers("actions") if action.key.startswith("new_")]
    return tuple(
        Line(reverse(action.url_name), str(action.label), action.icon, dialog=action.dialog, shortcut=action.shortcut)
        for action in actions
        if action.need is None or action.need in rights
    )
