"""How customers are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Concat, Now

from peyvand.core.fields import FaKey, holding
from peyvand.core.phones import search_forms
from peyvand.core.text import key, tokens
from peyvand.people.choices import OPEN_HANDOVER, HandOverState, PairState
from peyvand.people.policies import within_reach
from peyvand.platform import organisation
from peyvand.platform.field_classes import reads_field
from peyvand.platform.policies import may

if TYPE_CHECKING:
    from datetime import date

    from peyvand.people.models import Customer, DuplicatePair, Group, HandOver, Merge, Relation, Share
    from peyvand.platform.models import User


SHORTEST_NAME = 3
# What a customer is found by for those who do not see her numbers: the names alone, folded as the search text is.
NAMES = FaKey(
    Concat(
        "name", Value("|"), "given_name", Value("|"), "family_name", Value("|"), "legal_name", Value("|"),
        Coalesce("external_id", Value("")), output_field=models.TextField(),
    )
)  # fmt: skip

# What she is found by for those who see how to reach her and not what identifies her: all but that number.
TOLD = models.Func(
    "search", Coalesce("national_id", Value("")), Value(""), function="replace", output_field=models.TextField()
)


@dataclass(frozen=True)
class Likeness:
    """What a newcomer is compared by: names as typed, reach normalised (E.164, lower-case e-mail), identifiers."""

    name: str = ""
    reach: Sequence[str] = ()
    numbers: Sequence[str] = ()
    but_not: int | None = None

    def folded_name(self) -> str:
        """Return the name as it is compared, "" when it is too short to say anything."""
        folded = key(self.name)
        return folded if len(folded) >= SHORTEST_NAME else ""


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Customers."""

    def visible_to(self, user: User, action: str = "view") -> Self:
        """Keep the living customers that `user` may view (or do `action` with)."""
        condition = within_reach(user, action)
        return self.none() if condition is None else self.filter(condition, deleted_at=None)

    def deleted_visible_to(self, user: User) -> Self:
        """Keep the deleted customers whose deletion `user` may undo."""
        condition = within_reach(user, "delete")
        # Merged ones come back by parting them, erased ones never.
        gone = self.filter(deleted_at__isnull=False, merged_into=None, erased_at=None)
        return self.none() if condition is None else gone.filter(condition)

    def merged_away(self, customer_id: int) -> Self:
        """Keep whom a customer that was merged lives on in."""
        return self.filter(merged_from=customer_id)

    def matching(self, text: str, reader: User) -> Self:
        """Keep those whose names, phones, e-mails or numbers contain every word of `text`, however it is spelled.

        Only what the reader may see counts: a search must not tell what a page would not.
        """
        return self.holding(looked_for(text, reader), reader)

    def holding(self, patterns: Sequence[str], reader: User) -> Self:
        """Do as `matching` for the patterns that `looked_for` made of a text for this reader."""
        if not reads_field(reader, "customer", "contact_points"):
            return self._like(patterns, NAMES)
        if not reads_field(reader, "customer", "national_id"):
            return self._like(patterns, TOLD)
        return self._like(patterns)

    def reached_at(self, text: str) -> Self:
        """Keep those whose names, phones or e-mails contain every word; what only identifies somebody is no answer."""
        return self._like(_number_or_words(text), TOLD)

    def named(self, text: str) -> Self:
        """Keep those whose names contain every word of `text`."""
        return self._like(_words(text), NAMES)

    def _like(self, patterns: Sequence[str], place: Any = None) -> Self:
        """Keep those who are found by every pattern, and in `place` as well where one is given."""
        if not patterns:
            return self.none()
        found = self.filter(every_like(patterns))
        return found if place is None else found.alias(place=place).filter(every_like(patterns, "place"))

    def sounding_like(self, text: str) -> Self:
        """Keep those one of whose names is close to `text`, by the threshold that holds in this transaction."""
        folded = key(text)
        close = self.filter(search__trigram_word_similar=folded).alias(names=NAMES)
        return close.filter(names__trigram_word_similar=folded) if len(folded) >= SHORTEST_NAME else self.none()

    def sharing(self, likeness: Likeness) -> Self:
        """Keep those with the same phone, e-mail, website or identifier: almost surely the same customer."""
        condition = Q(pk__in=[])
        if likeness.reach:
            condition |= Q(contact_points__value__in=list(likeness.reach))
        if likeness.numbers:
            condition |= Q(national_id__in=list(likeness.numbers)) | Q(external_id__in=list(likeness.numbers))
        return self.filter(condition).exclude(pk=likeness.but_not or 0).distinct()

    def similar_to(self, likeness: Likeness, limit: int = 5) -> list[Customer]:
        """Return the customers that a newcomer may already be, the surest first: shared reach, then the same words.

        Each gets `sureness`: 3 the same number or address, 2 the same name, 1 the name within another.
        """
        same = list(self.sharing(likeness).values_list("pk", flat=True)[:limit])
        folded = likeness.folded_name()
        condition = Q(pk__in=same)
        if folded:
            words = _words(likeness.name)
            condition |= every_like(words) & every_like(words, "names")
        sureness = Case(
            When(pk__in=same, then=Value(3)),
            When(search__startswith=f"{folded}|", then=Value(2 if folded else 0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        found = self.alias(names=NAMES).filter(condition).exclude(pk=likeness.but_not or 0).annotate(sureness=sureness)
        return list(found.select_related("owner").order_by("-sureness", "sort_key", "id")[:limit])

    def orphaned(self) -> Self:
        """Keep those nobody answers for."""
        return self.filter(owner=None)


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups of customers."""

    def visible_to(self, user: User) -> Self:
        """Keep all groups for who may look at groups."""
        return self if may(user, "group", "view") else self.none()

    def by_hand(self) -> Self:
        """Keep those whose members people choose."""
        return self.filter(rule__isnull=True)

    def by_rule(self) -> Self:
        """Keep those whose members follow from a rule."""
        return self.filter(rule__isnull=False)

    def with_sizes(self) -> Self:
        """Count the living customers of each: `size`."""
        living = Count("memberships", filter=Q(memberships__customer__deleted_at=None))
        return self.annotate(size=living).order_by("rank", "name")


class MembershipQuerySet(models.QuerySet[Any]):
    """Who is in which group, and who was, from when until when."""

    def visible_to(self, user: User) -> Self:
        """Keep those of living customers that `user` may view, if she may see their groups."""
        if not (may(user, "group", "view") and reads_field(user, "customer", "groups")):
            return self.none()
        return self.filter(customer__in=_reached(self, "customer", user, "view"))


class PairQuerySet(models.QuerySet["DuplicatePair"]):
    """Customers who may be one and the same."""

    def visible_to(self, user: User, action: str = "view") -> Self:
        """Keep the pairs of living customers of whom `user` may view both (or do `action` with both)."""
        reach = within_reach(user, action)
        if reach is None:
            return self.none()
        living = self.filter(low__deleted_at=None, high__deleted_at=None)
        if reach == Q():
            return living
        mine = _reached(self, "low", user, action)
        return living.filter(low__in=mine, high__in=mine)

    def open(self) -> Self:
        """Keep those nobody has decided."""
        return self.filter(state=PairState.OPEN)

    def with_sides(self) -> Self:
        """Bring both customers with what tells them apart."""
        return self.select_related("low__owner", "high__owner").prefetch_related(
            "low__contact_points", "high__contact_points"
        )


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges."""

    def visible_to(self, user: User, action: str = "view") -> Self:
        """Keep those whose keeper `user` may view (or do `action` with)."""
        return self.filter(keep__in=_reached(self, "keep", user, action))

    def standing(self) -> Self:
        """Keep those that were not undone."""
        return self.filter(undone_at=None)


class RelationQuerySet(models.QuerySet["Relation"]):
    """What customers are to each other."""

    def visible_to(self, user: User) -> Self:
        """Keep those of which `user` may view both ends."""
        ends = _reached(self, "source", user, "view")
        return self.filter(source__in=ends, target__in=ends).exclude(source=models.F("target"))

    def of(self, customer_id: int) -> Self:
        """Keep one customer's, from either end, those that last first."""
        mine = self.filter(Q(source=customer_id) | Q(target=customer_id))
        return mine.order_by(models.F("to_on").desc(nulls_first=True), "kind__rank", "pk")

    def lasting(self, day: date) -> Self:
        """Keep those that are not over on `day`."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day))


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Hand-overs."""

    def visible_to(self, user: User, action: str = "view") -> Self:
        """Keep those of living customers that `user` may view (or do `action` with)."""
        return self.filter(customer__in=_reached(self, "customer", user, action))

    def undone_by(self, user: User) -> Self:
        """Keep those that `user` sees or has proposed herself: whoever gives a customer away may not see her any more."""
        mine = Q(by=user.pk, customer__deleted_at=None)
        return self.filter(mine | Q(customer__in=_reached(self, "customer", user, "view")))

    def waiting(self) -> Self:
        """Keep those that are not signed yet, or whose customers do not know the taker yet."""
        return self.filter(state__in=OPEN_HANDOVER)

    def taken_by(self, user: User, scope: str = "mine") -> Self:
        """Keep those that `user` takes over (her team does; "all" keeps everybody's)."""
        if scope == "all":
            return self
        taker = Q(taker=user.pk)
        if scope == "team" and user.team_id:
            taker |= Q(taker__team=user.team_id)
        return self.filter(taker)

    def due(self, day: date) -> Self:
        """Keep those that were planned for a day that has come."""
        return self.filter(state=HandOverState.PLANNED, on__lte=day)


class ShareQuerySet(models.QuerySet["Share"]):
    """Loans of customers."""

    def living(self) -> Self:
        """Keep those whose time is not over, by the clock of the database."""
        return self.filter(ends_at__gt=Now())


def _reached(rows: models.QuerySet[Any], column: str, user: User, action: str) -> models.QuerySet[Any]:
    """Return the ids of the customers within reach, by way of a foreign key of `rows` to them."""
    customers: Any = rows.model._meta.get_field(column).related_model
    ids: models.QuerySet[Any] = customers.objects.visible_to(user, action).values("pk")
    return ids


def of_reached(rows: models.QuerySet[Any], user: User, model: str, action: str) -> models.QuerySet[Any]:
    """Keep the rows whose `customer` is within the reach of `user`'s right to `action` on `model`.

    Of customers themselves keep those with whom she may do it.
    """
    if isinstance(rows, CustomerQuerySet):
        return rows.visible_to(user, action)
    reach = within_reach(user, action, model)
    if reach is None:
        return rows.none()
    customers: Any = rows.model._meta.get_field("customer").related_model
    return rows if reach == Q() else rows.filter(customer__in=customers.objects.filter(reach).values("pk"))


def looked_for(text: str, reader: User) -> list[str]:
    """Return the patterns of what is looked for: a number is a phone only to those who see phones."""
    return _number_or_words(text) if reads_field(reader, "customer", "contact_points") else _words(text)


def _number_or_words(text: str) -> list[str]:
    """Return the pattern of a phone number as it is kept, else those of the words."""
    try:
        return [holding(search_forms(organisation.phone(text))[0])]
    except ValueError:
        return _words(text)


def _words(text: str) -> list[str]:
    return [holding(word) for word in tokens(text)]


def every_like(patterns: Iterable[Any], place: str = "search") -> Q:
    """Return the condition that every pattern is found in `place`; an empty Q when there is none."""
    condition = Q()
    for pattern in patterns:
        condition &= Q(**{f"{place}__like": pattern})
    return condition
