"""How well customers are known: of one, by group, by owner, and by who noted what we know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peyvand.core.manifest import ListField
from peyvand.knowledge.models import Fact, Familiarity
from peyvand.knowledge.wants import Want, chapters, named
from peyvand.platform.models import User

MOST = 200


@dataclass(frozen=True)
class Share:
    """Customers of one group or owner: how many there are, how many are known as they should be; and their facts."""

    key: int | None
    name: str
    facts: int
    asked: int
    customers: int = 0
    complete: int = 0

    @property
    def first_hand(self) -> int | None:
        """Return how many of a hundred facts were asked, None where nothing is known."""
        return 100 * self.asked // self.facts if self.facts else None

    @property
    def percent(self) -> int:
        """Return how many of a hundred customers are known as they should be."""
        return 100 * self.complete // self.customers if self.customers else 0


def missing_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what is missing of each of these customers, in words."""
    rows = Familiarity.objects.below().filter(customer__in=ids).values_list("customer_id", "missing")
    return {pk: [str(want.label) for want in named(keys)] for pk, keys in rows}


def lacking(key: str) -> Q:
    """Return who lacks this; an empty key means anything."""
    return Q(familiarity__missing__contains=[key]) if key else Q(familiarity__percent__lt=100)


def wanted_somewhere() -> list[tuple[str, Any]]:
    """Return everything that may be missing, as choices."""
    return [(want.key, want.label) for _title, wants in chapters() for want in wants]


def missing_wants(found: Familiarity | None) -> list[Want]:
    """Return what is missing of a customer's minimum profile."""
    return named(found.missing) if found else []


MEASURED: Mapping[str, Any] = {
    "facts": Sum("facts", default=0),
    "asked": Sum("asked", default=0),
    "customers": Count("pk"),
    "complete": Count("pk", filter=Q(percent=100)),
}


def altogether(user: User) -> Share:
    """Return how well `user`'s customers are known."""
    return Share(None, _("All customers"), **Familiarity.objects.visible_to(user).aggregate(**MEASURED))


def by_group(user: User) -> list[Share]:
    """Return the same by group, in their order."""
    rows = (
        Familiarity.objects.visible_to(user).filter(customer__groups__isnull=False).order_by("customer__groups__rank")
    )
    return _shares(rows, "customer__groups", "customer__groups__name", MEASURED, "customer__groups__rank")


def by_owner(user: User) -> list[Share]:
    """Return the same by who answers for the customers."""
    rows = Familiarity.objects.visible_to(user).order_by("customer__owner__name")
    return _shares(rows, "customer__owner", "customer__owner__name", MEASURED)


def by_noter(user: User) -> list[Share]:
    """Return how much of what each colleague noted was asked and not guessed."""
    rows = Fact.objects.visible_to(user).standing().filter(noted_by__isnull=False).order_by("noted_by__name")
    counted = {"facts": Count("pk"), "asked": Count("pk", filter=Q(is_asked=True))}
    return _shares(rows, "noted_by", "noted_by__name", counted)


def _shares(rows: QuerySet[Any], key: str, name: str, measured: Mapping[str, Any], *more: str) -> list[Share]:
    found = rows.values(key, name, *more).annotate(**{f"n_{part}": how for part, how in measured.items()})[:MOST]
    return [Share(row[key], row[name] or _("nobody"), **{part: row[f"n_{part}"] for part in measured}) for row in found]


NEED = ("fact", "view")
LIST_FIELDS = (
    ListField(
        "customer", "completeness", gettext_lazy("Known of the minimum profile, in percent"), "familiarity__percent",
        "number", sortable=True, in_api=True, need=NEED, decided=True, field_class="public",
    ),
    ListField(
        "customer", "missing", gettext_lazy("Missing of the minimum profile"), "", "many", choices=wanted_somewhere,
        filter=lacking, batch=missing_of, need=NEED, decided=True, field_class="public",
    ),
    ListField(
        "customer", "first_hand", gettext_lazy("Asked directly, in percent"), "familiarity__first_hand", "number",
        sortable=True, need=NEED, decided=True, field_class="public",
    ),
)  # fmt: skip
