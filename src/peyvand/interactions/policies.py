"""Who may do what with a promise or a jot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from peyvand.people.policies import may_do
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from peyvand.interactions.models import Promise
    from peyvand.platform.models import User


def may_keep(user: User, promise: Promise, action: str = "change") -> bool:
    """Tell whether `user` may do `action` with this promise: as one of her customers', or because she gave it."""
    if promise.by_id == user.pk and may(user, "promise", action):
        return True
    return may_do(user, promise.customer, action, "promise")


def require_keep(user: User, promise: Promise, action: str = "change") -> None:
    """Raise PermissionDenied with a sentence unless `user` may do `action` with this promise."""
    if not may_keep(user, promise, action):
        raise PermissionDenied(_("This promise is a colleague's to keep; your role only lets you see it."))
