"""What many customers need or miss: the same words gathered, with how many stand behind them and what they buy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, Max, Min, Q

from peyvand.core.jalali import Period
from peyvand.core.manifest import ListField, offers
from peyvand.knowledge.choices import FactKind, Status
from peyvand.knowledge.models import Fact
from peyvand.knowledge.querysets import FactQuerySet
from peyvand.people.models import GroupMember
from peyvand.platform import organisation
from peyvand.platform.models import User
from peyvand.platform.policies import may

MOST = 100
YEAR = timedelta(days=365)
GATHERED = (FactKind.UNMET, FactKind.NEED, FactKind.EXPECTATION, FactKind.WHY_OTHER)


@dataclass(frozen=True)
class About:
    """What is gathered: facts of a kind, of the customers of a group (None: of everybody), learned in a period."""

    kind: str
    group: int | None = None
    period: Period | None = None

    def facts(self, user: User) -> FactQuerySet:
        """Return those that still hold of the customers that `user` may see."""
        rows = Fact.objects.visible_to(user).standing().filter(kind=self.kind, status=Status.OPEN).order_by()
        if self.group is not None:
            rows = rows.filter(customer__in=GroupMember.objects.filter(group=self.group).values("customer"))
        if self.period is not None:
            rows = rows.filter(learned_on__gte=self.period.start, learned_on__lt=self.period.stop)
        return rows


@dataclass(frozen=True)
class Gathered:
    """The same thing said of several customers. `value`: what they bought in a year, None for who may not know.

    `place` is where it stands in the order of those who put such things in order (1 first), on average, `first` how
    many put it first; `why` are the reasons that most of them name for buying from this competitor.
    """

    text: str
    customers: int
    asked: int
    newest: date
    value: int | None
    why: Sequence[str] = ()
    place: float | None = None
    first: int = 0


def gathered(user: User, about: About) -> list[Gathered]:
    """Return what holds of the customers that `user` may see, most customers first; competitors go by their name."""
    rivals = about.kind == FactKind.WHY_OTHER
    by = "competitor" if rivals else "folded"
    rows = about.facts(user)
    found = (
        rows.exclude(**{by: ""})
        .values(by)
        .annotate(
            shown=Min("competitor" if rivals else "text"),
            who=ArrayAgg("customer", distinct=True),
            asked=Count("customer", distinct=True, filter=Q(is_asked=True)),
            newest=Max("learned_on"),
            many=Count("customer", distinct=True),
            place=Avg("rank", filter=Q(rank__gt=0)),
            first=Count("customer", distinct=True, filter=Q(rank=1)),
        )
        .order_by("-many", "-newest", by)[:MOST]
    )
    lines = list(found)
    values = bought_by(user, {pk for row in lines for pk in row["who"]})
    why = _reasons(about.facts(user), [row[by] for row in lines]) if rivals else {}
    return [
        Gathered(
            row["shown"], row["many"], row["asked"], row["newest"],
            None if values is None else sum(values.get(pk, 0) for pk in row["who"]), why.get(row[by], ()),
            row["place"], row["first"],
        )
        for row in lines
    ]  # fmt: skip


def ordered(rows: Iterable[Gathered], by: str) -> list[Gathered]:
    """Return what was gathered in another order: by what the customers behind it buy ("value"), or where they put it
    ("place"); what nobody put anywhere comes last."""
    if by == "value":
        return sorted(rows, key=lambda row: row.value or 0, reverse=True)
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, -row.customers))


def bought_by(user: User, customers: Iterable[int]) -> Mapping[int, int] | None:
    """Return what each customer bought in the last year, as a higher context tells; None for who may not know."""
    fields: list[ListField] = offers("list_fields")
    field = next((one for one in fields if (one.subject, one.key) == ("customer", "bought")), None)
    if field is None or field.over is None or (field.need and not may(user, *field.need)):
        return None
    today = organisation.today()
    rows = field.over(today - YEAR, today + timedelta(days=1), ("in", list(customers)))
    return {row["customer"]: row["altogether"] for row in rows}


def _reasons(facts: FactQuerySet, competitors: Sequence[str]) -> dict[str, list[str]]:
    """Return why customers buy from each competitor, at most three reasons, what most name first."""
    rows = facts.filter(competitor__in=competitors).values("competitor", "folded")
    found = rows.annotate(shown=Min("text"), many=Count("customer", distinct=True))
    why: dict[str, list[str]] = {}
    for row in found.order_by("-many", "folded"):
        named = why.setdefault(row["competitor"], [])
        if len(named) < 3:
            named.append(row["shown"])
    return why
