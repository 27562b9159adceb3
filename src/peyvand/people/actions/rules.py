"""Giving a group a rule, changing it, and taking it away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from peyvand.core.events import publish
from peyvand.people.events import GroupFilled
from peyvand.people.models import Customer, Group
from peyvand.people.segments import Segment
from peyvand.platform import audit
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.trees import conditions, rule_json
from peyvand.platform.models import User
from peyvand.platform.policies import require


def set_rule(*, actor: User, group_id: int, rule: Any) -> Group:
    """Let the members of a group follow from `rule` (JSON, see `platform.lists.trees`); None: people choose them again.

    Members are found in the background; without a rule those who are in it stay. Raises ValidationError with a sentence
    for a rule that cannot be read or asks for what the actor may not see.
    """
    require(actor, "group", "change")
    with transaction.atomic():
        group = Group.objects.select_for_update().get(pk=group_id)
        segment = None if rule is None else _checked(group, rule, actor)
        kept = None if segment is None else rule_json(segment.rule)
        measures = segment is None or segment.measures
        changes = audit.apply(group, {"rule": kept})
        if not changes:
            return group
        turned, group.measures, group.filled_at = group.measures != measures, measures, None
        group.save(update_fields=["rule", "measures", "filled_at"])
        audit.record(actor=actor, action="group.change", subject=group, changes=changes)
        if turned:
            publish(GroupFilled(group_id=group.pk))
        if segment is not None:
            app.configure_task("people.fill_group", allow_unknown=False).defer(group_id=group.pk)
    return group


def _checked(group: Group, rule: Any, actor: User) -> Segment:
    asking = _asked_for_by(group)
    if asking:
        words = {"name": group.name, "other": asking}
        raise ValidationError(
            {"rule": _("The rule of %(other)s asks for %(name)s, so people choose its members.") % words}
        )
    try:
        segment = Segment.of(rule, actor)
        segment.customers(Customer.objects.all())  # whatever cannot be compared is said before it is kept
    except ListError as error:
        raise ValidationError({"rule": str(error)}) from None
    return segment


def _asked_for_by(group: Group) -> str:
    """Return the name of a group whose rule asks who is in this one, "" if none does."""
    for other in Group.objects.by_rule().exclude(pk=group.pk):
        if asks_for(other, group.pk):
            return str(other.name)
    return ""


def asks_for(group: Group, group_id: int) -> bool:
    """Tell whether the rule of `group` asks who is in the group `group_id`."""
    try:
        rule = Segment.of(group.rule).rule
    except ListError:
        return False
    return any(one.field == "groups" and str(group_id) in one.values for one in conditions(rule))
