"""The organisation's settings over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from ninja import Router, Schema
from pydantic import Field

from peyvand.platform import organisation
from peyvand.platform.actions.settings import change_settings
from peyvand.platform.api_kit.gate import ApiRequest
from peyvand.platform.api_kit.problems import invalid, of_fields
from peyvand.platform.api_kit.shapes import Given, Words
from peyvand.platform.policies import require

router = Router(tags=["settings"])


class SettingsChange(Given):
    """What to change, all or none: {key: text as people type it}, e.g. {"as_of": "2011-12-10"} or {"as_of": "now"}."""

    settings: Annotated[
        dict[Annotated[Words, Field(max_length=60)], Annotated[Words, Field(max_length=2000)]],
        Field(min_length=1, max_length=100),
    ]


class SettingOut(Schema):
    """A setting: its value as it is kept, and the same as people read it."""

    key: str
    label: str
    help: str
    value: Any
    text: str


def every() -> list[dict[str, Any]]:
    """Return all settings as the API answers them."""
    return [
        {
            "key": spec.key,
            "label": str(spec.label),
            "help": str(spec.help),
            "value": (value := organisation.get(spec.key)),
            "text": spec.show(value),
        }
        for spec in organisation.specs().values()
    ]


@router.get("/settings", response=list[SettingOut], operation_id="list_settings")
def list_settings(request: ApiRequest) -> list[dict[str, Any]]:
    """List the organisation's settings."""
    require(request.user, "setting", "view")
    return every()


@router.patch("/settings", response=list[SettingOut], operation_id="change_settings")
def change(request: ApiRequest, given: SettingsChange) -> list[dict[str, Any]]:
    """Change settings; what is not named stays."""
    try:
        change_settings(actor=request.user, texts=given.settings)
    except ValidationError as wrong:
        raise invalid(of_fields(wrong, under=("settings",))) from None
    return every()
