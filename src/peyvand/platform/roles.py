"""The built-in roles and their rights, as manifests offer them. Seeding adds what is missing and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peyvand.core.manifest import Right, Text, offers
from peyvand.platform.choices import Level, RoleKey
from peyvand.platform.models import Role, RoleRight

ALL, TEAM, OWN, NONE = Level.ALL, Level.TEAM, Level.OWN, Level.NONE


ACTIONS: dict[str, Text] = {
    "view": _("see"),
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "export": _("export"),
    "bulk": _("change many"),
    "assign": _("hand over"),
    "share": _("share"),
    "merge": _("merge"),
    "erase": _("forget"),
    "import": _("import"),
    "tune": _("tune"),
    "suppress": _("forbid contact"),
}


def action_name(action: str) -> Text:
    """Return what an action is called in the reader's language."""
    return ACTIONS.get(action, action)


@dataclass(frozen=True)
class ScopeGroup:
    """The scopes of one model, as (value, label) pairs under its name."""

    label: Text
    scopes: list[tuple[str, Text]]


def scope_groups(scopes: Iterable[str]) -> list[ScopeGroup]:
    """Return "model:action" scopes grouped by model, in the order of the rights; unknown ones are left out."""
    given = set(scopes)
    rights: list[Right] = offers("rights")
    groups = [
        ScopeGroup(r.label, [(f"{r.model}:{a}", action_name(a)) for a in r.actions if f"{r.model}:{a}" in given])
        for r in rights
    ]
    return [group for group in groups if group.scopes]


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


# These belong to the whole organisation: one may, or one may not.
LEVELLESS = frozenset({"user", "role", "setting", "audit", "job", "internal_field", "personal_field", "special_field"})
FIELD_ACTIONS = ("view", "change")
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
    Right(
        "internal_field", _("Internal fields: what we note about a customer for ourselves"), FIELD_ACTIONS,
        merge(ladder("view", **EVERYBODY_SEES), ladder("change", manager="all", seller="all", agent="all", marketer="all")),
    ),
    Right(
        "personal_field", _("Personal fields: phones, addresses, birthdays"), FIELD_ACTIONS,
        merge(ladder("view", **EVERYBODY_SEES), ladder("change", manager="all", seller="all", agent="all", marketer="all")),
    ),
    Right(
        "special_field", _("Special fields: national numbers, what was told in confidence"), FIELD_ACTIONS,
        merge(ladder("view", director="all", manager="all", seller="all"), ladder("change", manager="all", seller="all")),
    ),
    Right("token", _("API tokens"), ("view", "add"), ladder("view add", director="own", manager="own", seller="own", agent="own", marketer="own", read_only="own")),
)  # fmt: skip
