"""Roles over HTTP: how far each of them reaches."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import transaction
from ninja import Router, Schema
from pydantic import Field

from peyvand.platform.actions.roles import change_rights
from peyvand.platform.actions.second_factor import require_second_factor
from peyvand.platform.api_kit.finding import one
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.platform.choices import Level
from peyvand.platform.models import Role
from peyvand.platform.policies import require

router = Router(tags=["roles"])
Name = Annotated[Words, Field(max_length=40)]
Reaches = dict[str, dict[str, str]]


class RoleChange(Given):
    """What is different now; rights that are not named stay."""

    rights: Annotated[dict[Name, dict[Name, Level]], Field(description='{"customer": {"view": "team"}}')] = {}
    needs_second_factor: bool | None = None


class RoleOut(Schema):
    """A role; `rights` says how far it reaches with which action on what: none, own, team or all."""

    id: int
    key: str
    name: str
    needs_second_factor: bool
    rights: Reaches


def shown(role: Role) -> dict[str, Any]:
    """Return a role as the API answers it."""
    rights: Reaches = {}
    for (model, action), level in sorted(role.levels.items()):
        rights.setdefault(model, {})[action] = level
    plain = {"id": role.pk, "key": role.key, "name": role.label, "needs_second_factor": role.needs_second_factor}
    return {**plain, "rights": rights}


@router.get("/roles", response=list[RoleOut], operation_id="list_roles")
def list_roles(request: ApiRequest) -> list[dict[str, Any]]:
    """List the roles with their rights."""
    require(request.user, "role", "view")
    return [shown(role) for role in Role.objects.prefetch_related("rights").order_by("id")]


@router.get("/roles/{int:role_id}", response=RoleOut, operation_id="get_role")
def get(request: ApiRequest, role_id: int) -> dict[str, Any]:
    """Return one role with its rights."""
    require(request.user, "role", "view")
    return shown(one(Role.objects.all(), role_id))


@router.patch("/roles/{int:role_id}", response=RoleOut, operation_id="change_role")
def change(request: ApiRequest, role_id: int, given: RoleChange) -> dict[str, Any]:
    """Change how far a role reaches. Nobody gives what she does not have."""
    require(request.user, "role", "change")
    role = one(Role.objects.all(), role_id)
    levels = {
        (model, action): level.value for model, actions in given.rights.items() for action, level in actions.items()
    }
    with transaction.atomic():
        if levels:
            change_rights(actor=request.user, role_id=role.pk, levels=levels)
        if given.needs_second_factor is not None:
            require_second_factor(actor=request.user, role_id=role.pk, needed=given.needs_second_factor)
    return shown(Role.objects.get(pk=role.pk))
