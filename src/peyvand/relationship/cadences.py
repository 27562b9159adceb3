"""Every how many days the customers of a group should hear from us, as closeness reads it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils import timezone

from peyvand.interactions.contacted import KINDS
from peyvand.people.models import Group
from peyvand.people.segments import Segment
from peyvand.people.treatments import governed
from peyvand.platform.lists.fields import ListError
from peyvand.platform.workdays import after_working_days
from peyvand.relationship.rules.closeness import MEASURES, WEIGHTS

CLOSENESS = "closeness"  # the field of lists and rules


def _asks_how_close(group: Group) -> bool:
    """Tell whether a rule lets in by closeness: were her rhythm the group's, its members would decide who they are."""
    try:
        return group.rule is not None and CLOSENESS in Segment.of(group.rule).used
    except ListError:
        return False  # such a rule moves nobody


def cadences(day: date) -> list[dict[str, Any]]:
    """Return the groups whose treatment says how often, the one that wins first.

    Of each: `every` so many working days, which `gap` calendar days ago have begun, and by which `kinds` of interactions
    (None: by any contact, also a sale), of which `way` is the name.
    """
    held = [one for one, _whom in governed("contact_every")]
    groups = Group.objects.in_bulk([one.group_id for one in held])
    return [
        {
            "group_id": one.group_id,
            "place": place,
            "every": one.contact_every or 0,
            "gap": max(1, (day - after_working_days(day, -(one.contact_every or 0))).days),
            "way": one.contact_by,
            "kinds": KINDS.get(one.contact_by),
        }
        for place, one in enumerate(held)
        if not _asks_how_close(groups[one.group_id])
    ]


def measured_by(day: date) -> dict[str, Any]:
    """Return the named parameters of `sql/closeness.sql` for `day`, beside those of a scope."""
    return {**WEIGHTS, **MEASURES, "moment": timezone.now(), "cadences": json.dumps(cadences(day))}
