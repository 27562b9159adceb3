"""Changing what relationships are measured by, after seeing how many would move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.people.models import Group
from peyvand.platform import audit, organisation
from peyvand.platform.models import User
from peyvand.platform.policies import require
from peyvand.relationship.engine import Scope, rehearse
from peyvand.relationship.events import ThresholdsChanged
from peyvand.relationship.models import Thresholds
from peyvand.relationship.rules.thresholds import merged, parse


class WouldMove(TypedDict):
    """So many would move from one stage to another."""

    source: str
    target: str
    count: int


def parsed(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed threshold values from texts; ValidationError names each wrong one."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for key, text in texts.items():
        try:
            values[key] = parse(key, str(text))
        except ValueError as error:
            errors[key] = str(error)
    if errors:
        raise ValidationError(errors)
    return values


def differing(values: Mapping[str, Any], group_id: int | None) -> dict[str, Any]:
    """Return what of `values` differs from what would hold without them."""
    whole = Thresholds.objects.filter(group=None).first() if group_id else None
    base = merged(whole.values if whole else {})
    return {key: value for key, value in values.items() if base.get(key) != value}


def preview_thresholds(*, actor: User, texts: Mapping[str, Any], group_id: int | None = None) -> list[WouldMove]:
    """Return how many relationships would move from where to where; nothing is changed."""
    require(actor, "relationship", "tune")
    draft = {group_id: differing(parsed(texts), group_id)}
    with transaction.atomic():
        rows = rehearse(Scope(organisation.today()), draft)
    return [WouldMove(source=row["source"], target=row["target"], count=row["count"]) for row in rows]


def change_thresholds(*, actor: User, texts: Mapping[str, Any], group_id: int | None = None) -> Thresholds:
    """Set the thresholds of a group (None: of everyone); all relationships are then reviewed in the background."""
    require(actor, "relationship", "tune")
    values = differing(parsed(texts), group_id)
    with transaction.atomic():
        group = Group.objects.filter(pk=group_id).first() if group_id else None
        if group_id is not None and group is None:
            raise ValidationError(_("There is no such group."))
        row, _made = Thresholds.objects.select_for_update().get_or_create(group=group)
        changes = audit.apply(row, {"values": values})
        row.save(update_fields=["values"])
        audit.record(actor=actor, action="thresholds.change", subject=row, changes=changes)
        publish(ThresholdsChanged(group_id=group_id))
    return row
