"""Changing what a role may do."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.manifest import Right, offers
from peyvand.platform import audit
from peyvand.platform.choices import Level, RoleKey
from peyvand.platform.models import Role, RoleRight, User
from peyvand.platform.policies import require, require_covering

# Without these nobody could give anything back.
KEPT_BY_ADMINISTRATORS = frozenset(
    {("user", "view"), ("user", "add"), ("user", "change"), ("role", "view"), ("role", "change")}
)


def change_rights(*, actor: User, role_id: int, levels: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    """Set how far a role reaches: {(model, action): level}; what is not named stays.

    Returns {"action model": [before, after]} of what changed. Raises ValidationError in words, Role.DoesNotExist.
    """
    require(actor, "role", "change")
    rights: list[Right] = offers("rights")
    known = {(right.model, action) for right in rights for action in right.actions}
    for pair, level in levels.items():
        if pair not in known or level not in Level.values:
            raise ValidationError(_("There is no such right: %(right)s.") % {"right": f"{pair[0]}:{pair[1]} = {level}"})
    with transaction.atomic():
        require_covering(actor, levels)
        role = Role.objects.select_for_update().get(pk=role_id)
        if role.key == RoleKey.ADMINISTRATOR and any(levels.get(pair) == Level.NONE for pair in KEPT_BY_ADMINISTRATORS):
            raise ValidationError(_("Administrators must keep the rights over colleagues and roles."))
        changes = _set_levels(role, levels)
        if changes:
            audit.record(actor=actor, action="role.change", subject=role, changes=changes)
    return changes


def _set_levels(role: Role, levels: Mapping[tuple[str, str], str]) -> dict[str, list[str]]:
    present = {(right.model, right.action): right for right in role.rights.all()}
    changes: dict[str, list[str]] = {}
    for (model, action), level in levels.items():
        right = present.get((model, action)) or RoleRight(role=role, model=model, action=action)
        if right.pk is None or right.level != level:
            changes[f"{action} {model}"] = [str(right.level), level]
            right.level = level
            right.save()
    return changes
