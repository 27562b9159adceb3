"""What colleagues answer for, as every context counts it."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.core.manifest import Duty, Text, offers
from peyvand.platform.models import User


@dataclass(frozen=True)
class Held:
    """What somebody answers for, of one kind: how many, in words, and where they are listed."""

    key: str
    label: Text
    count: int
    said: str
    url: str


@dataclass(frozen=True)
class Heir:
    """Somebody who could take over: whether she is of the same team, and how much she answers for now."""

    user: User
    same_team: bool
    load: int


def duties() -> list[Duty]:
    """Return everything that contexts say a colleague can answer for, in order."""
    return list(offers("duties"))


def held_by(user_id: int) -> list[Held]:
    """Return what a colleague answers for, kind by kind; nothing for what she has none of."""
    counts = [(duty, duty.held([user_id]).get(user_id, 0)) for duty in duties()]
    return [Held(duty.key, duty.label, n, duty.counted(n), duty.url(user_id)) for duty, n in counts if n]


def heirs_of(user: User) -> list[Heir]:
    """Return who could take over, her own team first, then who has least to answer for."""
    others = list(User.objects.active().exclude(pk=user.pk).select_related("role", "team"))
    loads = dict.fromkeys((one.pk for one in others), 0)
    for duty in duties():
        for pk, count in duty.held(list(loads)).items():
            loads[pk] += count
    found = [Heir(one, bool(user.team_id) and one.team_id == user.team_id, loads[one.pk]) for one in others]
    return sorted(found, key=lambda heir: (not heir.same_team, heir.load, heir.user.name))
