"""How we write about customers, by month and team, and never by person: what the report tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peyvand.core.periods import Period
from peyvand.interactions.models import WordingCount
from peyvand.platform.choices import Level
from peyvand.platform.models import Team, User
from peyvand.platform.policies import level, require


@dataclass(frozen=True)
class Share:
    """In how many of so many notes a word judges. `told` is False where counts would tell who wrote them."""

    judging: int = 0
    notes: int = 0
    told: bool = True


@dataclass(frozen=True)
class Month:
    """A month: what each team wrote (None: of colleagues in no team), and of those that may be told all together."""

    period: Period
    shares: Sequence[tuple[Team | None, Share]]

    @property
    def whole(self) -> Share:
        """Return the sum of what may be told, so that nobody finds the rest by subtracting; nothing told is no zero."""
        told = [share for _team, share in self.shares if share.told]
        judging, notes = sum(one.judging for one in told), sum(one.notes for one in told)
        return Share(judging, notes, told=notes > 0 or len(told) == len(self.shares))


def wording_seen(user: User) -> tuple[list[Month], datetime | None]:
    """Return the last months, the newest first, as `user` may see them, and when they were counted (None: not yet).

    Whoever reaches no further than her team sees her team. Raises PermissionDenied for who may not see this.
    """
    require(user, "wording", "view")
    counts = WordingCount.objects.select_related("team").order_by("-month")
    if level(user, "wording", "view") != Level.ALL:
        counts = counts.filter(team=user.team_id)
    kept = list(counts)
    teams = sorted({one.team for one in kept if one.team}, key=lambda team: team.name)
    columns: list[Team | None] = [*teams, *([None] if any(one.team is None for one in kept) else [])]
    by_place = {(one.month, one.team_id): one for one in kept}
    months = []
    for day in dict.fromkeys(one.month for one in kept):
        found = [(team, by_place.get((day, team.pk if team else None))) for team in columns]
        months.append(Month(_month_from(day), [(team, _share(count)) for team, count in found]))
    return months, kept[0].counted_at if kept else None


def _month_from(first: date) -> Period:
    """Return the month that was counted, by its first day: Gregorian ones begin on the first, Jalali ones never do."""
    return Period.of(first, "month", "gregorian" if first.day == 1 else "jalali")


def _share(count: WordingCount | None) -> Share:
    if count is None:
        return Share()
    return Share(count.judging, count.notes) if count.told else Share(told=False)
