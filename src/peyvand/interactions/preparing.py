"""Preparing a contact: what one wants to reach, and what of the checklist is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peyvand.interactions.choices import AimKind
from peyvand.interactions.models import Aim
from peyvand.interactions.rules.checklist import usual
from peyvand.platform import organisation


@dataclass(frozen=True)
class Check:
    """An item of the checklist, and whether it is prepared."""

    text: str
    ticked: bool


@dataclass(frozen=True)
class Preparation:
    """What one wants to reach, and what one has prepared."""

    goals: list[Aim]
    checks: list[Check]


def preparation(aims: Iterable[Aim]) -> Preparation:
    """Return what the aims of a customer say of the next contact: goals that wait, and the whole checklist."""
    known = list(aims)
    ticked = {aim.text for aim in known if aim.kind == AimKind.CHECK}
    checks = [Check(item, item in ticked) for item in organisation.get("first_visit") or usual()]
    return Preparation([aim for aim in known if aim.kind == AimKind.GOAL and aim.done_at is None], checks)
