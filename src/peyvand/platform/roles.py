"""The built-in roles and their rights, as manifests offer them. Seeding adds what is missing and changes nothing else."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Right, Text, offers
from peyvand.platform.choices import Level, RoleKey
from peyvand.platform.models import Role, RoleRight

ALL, TEAM, OWN, NONE = Level.ALL, Level.TEAM, Level.OWN, Level.NONE


def role_name(role: Role) -> Text:
    """Return what a role is called in the reader's language."""
    return role.name or (RoleKey(role.key).label if role.key in RoleKey.values else role.key)


def ladder(actions: str, **levels: str) -> dict[str, dict[str, str]]:
    """Return {role: {action: level}} for every action in `actions`, from role=level pairs; administrators reach all."""
    given = {RoleKey.ADMINISTRATOR.value: ALL.value} | levels
    return {role: dict.fromkeys(actions.split(), level) for role, level in given.items()}


def merge(*parts: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Join several ladders into one table of defaults."""
    table: dict[str, dict[str, str]] = {}
    for part in parts:
        for role, levels in part.items():
            table.setdefault(role, {}).update(levels)
    return table


def seed_roles(**_kwargs: object) -> None:
    """Create missing built-in roles and rights. An administrator's own changes stay as they are."""
    rights: list[Right] = offers("rights")
    with transaction.atomic():
        Role.objects.bulk_create([Role(key=key) for key in RoleKey.values], ignore_conflicts=True)
        roles = {role.key: role for role in Role.objects.all()}
        wanted = [
            RoleRight(
                role=roles[key],
                model=right.model,
                action=action,
                level=right.defaults.get(key, {}).get(action, NONE.value),
            )
            for right in rights
            for key in RoleKey.values
            for action in right.actions
        ]
        RoleRight.objects.bulk_create(wanted, ignore_conflicts=True)


EVERYBODY_SEES = {
    "director": "all",
    "manager": "all",
    "seller": "all",
    "agent": "all",
    "marketer": "all",
    "read_only": "all",
}
RIGHTS = (
    Right("user", _("Colleagues"), ("view", "add", "change"), merge(ladder("view", **EVERYBODY_SEES), ladder("add change"))),
    Right("role", _("Roles"), ("view", "change"), merge(ladder("view", director="all"), ladder("change"))),
    Right("setting", _("Settings"), ("view", "change"), merge(ladder("view", director="all", manager="all"), ladder("change"))),
    Right("audit", _("Audit"), ("view",), ladder("view", director="all")),
    Right("job", _("Jobs"), ("view", "change"), ladder("view change")),
    Right(
        "import", _("Imports"), ("view", "add", "delete"),
        merge(ladder("view", director="all", manager="all", seller="own", marketer="own"),
              ladder("add delete", manager="all", marketer="own")),
    ),
    Right("token", _("API tokens"), ("view", "add"), ladder("view add", director="own", manager="own", seller="own", agent="own", marketer="own", read_only="own")),
)  # fmt: skip
