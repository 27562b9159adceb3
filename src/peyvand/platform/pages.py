"""Pages without a line of their own in the menu, the organisation's and one's own: tabs there, found in the palette."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Text
from peyvand.platform.models import User
from peyvand.platform.policies import may


@dataclass(frozen=True)
class Tab:
    """A page beside others; `keywords` are more words that it is found by."""

    key: str
    label: Text
    url_name: str
    icon: str
    keywords: Sequence[str] = ()
    need: tuple[str, str] | None = None


OFFICE = (
    Tab("colleagues", _("Colleagues"), "platform:colleagues", "users", ("user", "invite", "کاربر", "دعوت"), ("user", "view")),
    Tab("teams", _("Teams"), "platform:teams", "users-round", (), ("user", "view")),
    Tab("roles", _("Roles"), "platform:roles", "shield-check", ("right", "permission", "نقش", "دسترسی"), ("role", "view")),
    Tab("settings", _("Settings"), "platform:settings", "settings", ("as of", "clock"), ("setting", "view")),
    Tab("fields", _("Custom fields"), "platform:fields", "list", (), ("setting", "view")),
    Tab("holidays", _("Holidays"), "platform:holidays", "calendar", ("day off", "closure"), ("setting", "view")),
    Tab("jobs", _("Jobs"), "platform:jobs", "hourglass", ("failed", "queue"), ("job", "view")),
    Tab("audit", _("Audit"), "platform:audit", "history", ("who did", "log"), ("audit", "view")),
)  # fmt: skip
OWN = (
    Tab("profile", _("Profile and display"), "platform:profile", "user", ("language", "calendar", "digits", "زبان", "تقویم")),
    Tab("security", _("Password and sessions"), "platform:security", "lock", ("sign out", "نشست")),
    Tab("second_factor", _("Second factor"), "platform:second_factor", "shield-check", ("two factor", "TOTP", "دومرحله‌ای")),
    Tab("tokens", _("API tokens"), "platform:tokens", "key", ("key", "کلید"), ("token", "view")),
)  # fmt: skip


def tabs_of(pages: Sequence[Tab], request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """Return the pages that `user` may open, the present one marked."""
    lines = [(reverse(one.url_name), one.label) for one in pages if one.need is None or may(user, *one.need)]
    present = max((url for url, _label in lines if request.path.startswith(url)), key=len, default="")
    return [{"url": url, "label": label, "active": url == present} for url, label in lines]
