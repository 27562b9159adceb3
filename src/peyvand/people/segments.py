"""Whom the rule of a group means: its fields, its words, its customers, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from peyvand.core.display import Calendar
from peyvand.core.manifest import Within
from peyvand.people.models import Customer, Group
from peyvand.people.tables import CUSTOMERS
from peyvand.platform.lists.compiling import Reader
from peyvand.platform.lists.fields import Field, ListError
from peyvand.platform.lists.querying import count_at_once, reader_for
from peyvand.platform.lists.trees import (
    Branch,
    anchored,
    compile_rule,
    conditions,
    keeper,
    read_rule,
    say_rule,
    stored,
    typed,
)
from peyvand.platform.lists.words import names_in
from peyvand.platform.models import User

FOLLOWING = {"unfollowed"}  # fields that follow from who is in which group
WAITING = 0.9  # seconds that a live count may take


def by_hand() -> list[tuple[str, str]]:
    """Return the groups whose members people choose: only these may be asked for, or rules could wait for each other."""
    return [(str(pk), name) for pk, name in Group.objects.by_hand().values_list("pk", "name")]


def rule_fields(user: User | None = None) -> dict[str, Field]:
    """Return what a rule may ask for, by key: everything that lists filter by, or only what `user` may see."""
    fields = CUSTOMERS.every() if user is None else CUSTOMERS.allowed(user)
    kept = {key: field for key, field in fields.items() if field.filterable and key not in FOLLOWING}
    if "groups" in kept:
        kept["groups"] = replace(kept["groups"], choices=by_hand)
    return kept


@dataclass(frozen=True)
class Segment:
    """A rule together with its fields."""

    rule: Branch
    fields: Mapping[str, Field]

    @classmethod
    def of(cls, given: Any, user: User | None = None) -> Segment:
        """Read a rule, "this month" by the calendar of `user` where it names none (a kept rule names it).

        Raises ListError, with a sentence, for what is none or asks for what `user` may not see.
        """
        fields = rule_fields(user)
        rule = read_rule(given, fields)
        calendar: Calendar = "gregorian" if user is not None and user.calendar == "gregorian" else "jalali"
        return cls(anchored(rule, fields, calendar), fields)

    @cached_property
    def used(self) -> set[str]:
        """Return the fields that the rule asks for."""
        return {condition.field for condition in conditions(self.rule)}

    @property
    def measures(self) -> bool:
        """Tell whether the group may bring thresholds: not when they decide who is in it."""
        return not any(self.fields[name].decided for name in self.used)

    def customers(self, rows: QuerySet[Customer], within: Within | None = None) -> QuerySet[Customer]:
        """Keep the customers whom the rule means, of those `within`. Raises ListError for what cannot be compared."""
        if within is not None:
            rows = rows.filter(**{f"pk__{within[0]}": within[1]})
        for name in sorted(self.used):
            if (annotate := self.fields[name].annotate) is not None:
                rows = annotate(rows)
        return rows.filter(compile_rule(Customer, self.rule, self.fields, keeper(within=within)))

    def count(self, user: User) -> tuple[int, bool]:
        """Return how many customers whom `user` may see the rule means, and whether that is exact; within a second."""
        return count_at_once(self.customers(Customer.objects.visible_to(user)), WAITING)

    def words(self, reader: Reader) -> str:
        """Return the rule as a sentence for its reader."""
        names = names_in(conditions(self.rule), self.fields)
        return say_rule(typed(self.rule, self.fields, reader), self.fields, reader, names)


def written(draft: Branch, user: User) -> Branch:
    """Return a rule as it is kept, from one whose values are as `user` types them. Raises ListError with a sentence."""
    try:
        return stored(draft, rule_fields(user), reader_for(user))
    except ValueError as error:
        raise ListError(str(error)) from None


def said(group: Group, user: User) -> str:
    """Return the rule of a group in words for `user`, "" where it has none, else why it cannot be said."""
    if group.rule is None:
        return ""
    try:
        return Segment.of(group.rule, user).words(reader_for(user))
    except ListError:
        return _("This rule asks for something that you may not see, or that is not there any more.")
