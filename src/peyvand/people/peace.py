"""Customers who are left in peace: nobody plans a next step with them, nor is told to get in touch. Others say who."""

from __future__ import annotations

from django.db.models import Q

from peyvand.core.manifest import Peace, offers
from peyvand.people.models import Customer
from peyvand.platform.models import User


def in_peace() -> Q:
    """Return whom any context wants to be left in peace."""
    found = Q(pk__in=[])
    offered: list[Peace] = offers("peace")
    for one in offered:
        found |= one.among()
    return found


def why_in_peace(user: User, customer: Customer) -> str | None:
    """Return why no next step is wanted with her, as far as `user` may know it; None where one is wanted."""
    offered: list[Peace] = offers("peace")
    said = [one.why(user, customer.pk) for one in offered]
    return next((words for words in said if words is not None), None)


def unplanned(_value: str) -> Q:
    """Return with whom a next step is wanted and none is planned."""
    return Q(next_step_on=None) & ~in_peace()
