"""What a person does with a line of her Today: put it off with a reason, or bring it back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from peyvand.platform import organisation
from peyvand.platform.models import AttentionState, User


def snooze(*, actor: User, key: str, title: str, until: date | None, reason: str) -> AttentionState:
    """Put an item off until a day, with a reason. It is the actor's own list: nobody else's changes."""
    today = organisation.today()
    errors = {}
    if until is None or until <= today:
        errors["until"] = _("Choose a day after today.")
    if not reason.strip():
        errors["reason"] = _("Say why it can wait.")
    if not key or len(key) > 120:
        errors["key"] = _("This line is not known.")
    if errors:
        raise ValidationError(errors)
    values = {"state": "snoozed", "until": until, "reason": reason.strip()[:300], "title": title[:300], "day": today}
    row, _made = AttentionState.objects.update_or_create(user=actor, key=key, defaults=values)
    return row


def wake(*, actor: User, key: str) -> None:
    """Bring an item back that was put off."""
    AttentionState.objects.filter(user=actor, key=key).delete()
