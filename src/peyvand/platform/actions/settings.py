"""Changing the organisation's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.platform import organisation
from peyvand.platform.actions.holidays import move_holidays
from peyvand.platform.events import SettingChanged
from peyvand.platform.models import AuditEntry, Setting, User
from peyvand.platform.policies import require

PLACES = frozenset({"region", "holidays"})


def change_setting(*, actor: User, key: str, text: str) -> Any:
    """Parse `text` as the setting says, store it and return the stored value. Raises ValidationError in words."""
    require(actor, "setting", "change")
    spec = organisation.specs().get(key)
    if spec is None:
        raise ValidationError(_("There is no setting “%(key)s”.") % {"key": key})
    try:
        value = spec.parse(text)
    except ValueError as error:
        raise ValidationError({key: str(error)}) from None
    with transaction.atomic():
        before = organisation.get(key)
        if before == value:
            return value
        Setting.objects.update_or_create(key=key, defaults={"value": value})
        AuditEntry.objects.create(
            actor=actor, actor_name=actor.name, action="setting.change", model="setting", object_id=0, title=key,
            changes={key: [before, value]},
        )  # fmt: skip
        organisation.forget()
        if key in PLACES:
            move_holidays(timezone.now().date())
        publish(SettingChanged(key=key))
    return value


def change_settings(*, actor: User, texts: Mapping[str, str]) -> None:
    """Change several settings, {key: text}, all or none. Raises one ValidationError with what is wrong with each."""
    require(actor, "setting", "change")
    mistakes: dict[str, list[str]] = {}
    with transaction.atomic():
        for key, text in texts.items():
            try:
                change_setting(actor=actor, key=key, text=text)
            except ValidationError as wrong:
                mistakes[key] = wrong.messages
        transaction.set_rollback(bool(mistakes))
    if mistakes:
        organisation.forget()
        raise ValidationError(mistakes)


def keep(key: str, value: Any) -> None:
    """Keep a value of the machinery among the settings, for `organisation.kept`."""
    Setting.objects.update_or_create(key=key, defaults={"value": value})
    organisation.forget()


def keep_whether(key: str, exists: Callable[[], bool]) -> None:
    """Keep among the settings, for `organisation.kept`, that something exists, or nothing.

    So a page need not ask the database for what nobody uses. The row is locked before the question is asked.
    """
    with transaction.atomic():
        kept = Setting.objects.filter(key=key)
        kept.select_for_update().first()
        if exists():
            Setting.objects.get_or_create(key=key, defaults={"value": True})
        else:
            kept.delete()
    organisation.forget()
