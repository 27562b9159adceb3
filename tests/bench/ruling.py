"""A group with a rule: how long a live count takes, finding all members, and taking in one customer after an event."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection, transaction

from peyvand.people.actions.placing import fill
from peyvand.people.actions.rules import set_rule
from peyvand.people.models import Group, GroupMember, GroupStay
from peyvand.people.segments import Segment
from peyvand.platform.models import User

TIMES = 5
NAME = "گروه سنجش"
RULE = {
    "all": [
        {"field": "stage", "op": "any", "values": ["welcome", "account"]},
        {"field": "last_exchange", "op": "within", "values": ["60"]},
        {"none": [{"field": "city", "op": "is", "values": ["تهران"]}]},
    ]
}


def rule(manager: User) -> dict[str, Any]:
    """Give a group a rule and find its members; return the median seconds of a live count, and of finding all."""
    segment = Segment.of(RULE, manager)
    counted = [_seconds(lambda: segment.count(manager)) for _time in range(TIMES)]
    group, _made = Group.objects.get_or_create(name=NAME, defaults={"rank": 99})
    set_rule(actor=manager, group_id=group.pk, rule=RULE)
    filled = _seconds(lambda: fill(group.pk))
    return {"rule_count_s": round(median(counted), 3), "rule_fill_s": round(filled, 2)}


def unrule() -> None:
    """Take the group of an earlier run away, and nobody is told: nothing followed from it."""
    with connection.cursor() as cursor, transaction.atomic():
        for table in (GroupMember, GroupStay):
            name = connection.ops.quote_name(table._meta.db_table)
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            cursor.execute(
                f"DELETE FROM {name} WHERE group_id IN (SELECT id FROM people_group WHERE name = %s)", [NAME]
            )
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        Group.objects.filter(name=NAME).delete()


def is_member(customer_id: int) -> bool:
    """Tell whether a customer is in the group with the rule."""
    return GroupMember.objects.filter(group__name=NAME, customer=customer_id).exists()


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
