"""Who may: rights are (model, action) -> none / own / team / all, given by the role, narrowed by a token's scopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from peyvand.platform.choices import Level, RoleKey

if TYPE_CHECKING:
    from peyvand.platform.models import User

Rights = frozenset[tuple[str, str]]
REACH = {Level.NONE: 0, Level.OWN: 1, Level.TEAM: 2, Level.ALL: 3}


def level(user: Any, model: str, action: str) -> str:
    """Return how far `user` reaches with `action` on `model`: "none", "own", "team" or "all".

    A request that came with an API token carries its scopes as `user.scopes`; what is outside them is "none".
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Level.NONE
    scopes = getattr(user, "scopes", None)
    if scopes is not None and f"{model}:{action}" not in scopes:
        return Level.NONE
    return str(user.levels.get((model, action), Level.NONE))


def may(user: Any, model: str, action: str) -> bool:
    """Tell whether `user` has the right at any level."""
    return level(user, model, action) != Level.NONE


def require(user: Any, model: str, action: str) -> None:
    """Raise PermissionDenied with a sentence unless `user` has the right at some level."""
    if not may(user, model, action):
        refuse_scope(user, model, action)
        raise PermissionDenied(_("Your role does not allow this. An administrator can change that."))


def refuse_scope(user: Any, model: str, action: str) -> None:
    """Raise PermissionDenied naming the scope when it is the token, not the role, that does not reach so far."""
    scope, scopes = f"{model}:{action}", getattr(user, "scopes", None)
    if scopes is None or scope in scopes:
        return
    if user.levels.get((model, action), Level.NONE) != Level.NONE:
        raise PermissionDenied(_("This token was not given %(scope)s. Make one that has it.") % {"scope": scope})


def reaches(user: User, model: str, action: str, *, owner_ids: set[int], team_ids: set[int]) -> bool:
    """Tell whether the right covers an object with these owners and teams."""
    reach = level(user, model, action)
    if reach == Level.ALL:
        return True
    own = user.pk in owner_ids
    if reach == Level.OWN:
        return own
    return reach == Level.TEAM and (own or (user.team_id is not None and user.team_id in team_ids))


def covers(user: User, levels: Mapping[tuple[str, str], str]) -> bool:
    """Tell whether `user` has every one of these rights herself, as far as they reach. Administrators are their source."""
    if user.role.key == RoleKey.ADMINISTRATOR:
        return True
    return all(REACH[Level(level(user, *pair))] >= REACH[Level(given)] for pair, given in levels.items())


def require_covering(user: User, levels: Mapping[tuple[str, str], str]) -> None:
    """Raise PermissionDenied with a sentence when rights are to be given, or taken over, that `user` lacks herself."""
    if not covers(user, levels):
        raise PermissionDenied(_("You cannot give what you do not have: this goes beyond your own rights."))


def rights_of(user: User) -> Rights:
    """Return every (model, action) that a signed-in person has at some level: what menus depend on."""
    return frozenset(pair for pair, reach in user.levels.items() if reach != Level.NONE)


def scopes_of(user: User) -> list[str]:
    """Return every scope this person could give to a token now, sorted."""
    return sorted(f"{model}:{action}" for model, action in rights_of(user))
