"""Saying what must be known of the customers of a group, and working out anew how well everybody is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from peyvand.core.events import publish
from peyvand.core.sql import run_sql
from peyvand.knowledge.events import EveryoneMeasured, MinimumProfileChanged
from peyvand.knowledge.models import MinimumProfile
from peyvand.knowledge.wants import ordered
from peyvand.people.models import Customer, Group
from peyvand.platform import audit
from peyvand.platform.models import User
from peyvand.platform.policies import require

MEASURE = Path(__file__).resolve().parent.parent / "sql" / "measure.sql"
SECTION = 5_000


def set_minimum_profile(*, actor: User, wants: Collection[str], group_id: int | None = None) -> MinimumProfile | None:
    """Say what must be known of the customers of a group (None: of everybody else), by the keys of `knowledge.wants`.

    Nothing takes a group's own minimum profile away: then everybody's holds. Customers are measured by it in the
    background. Raises ValidationError with a sentence.
    """
    require(actor, "group", "change")
    keys = ordered(wants)
    with transaction.atomic():
        group = _bringing(group_id) if group_id is not None else None
        kept = MinimumProfile.objects.select_for_update().filter(group=group).first()
        profile = kept or MinimumProfile(group=group, wants=[])
        if not keys and group is None:
            keys = ["name"]
        if changes := audit.apply(profile, {"wants": keys}):
            if keys:
                profile.save()
            elif kept is not None:
                kept.delete()
            audit.record(actor=actor, action="minimum_profile.change", subject=group or profile, changes=changes)
            publish(MinimumProfileChanged(group_id=group_id))
    return profile if keys else None


def _bringing(group_id: int) -> Group:
    group = Group.objects.select_for_update().filter(pk=group_id).first()
    if group is None:
        raise ValidationError(_("There is no such group."))
    if not group.measures:
        raise ValidationError(
            _("Who is in %(name)s follows from how customers stand, so it brings no minimum profile.")
            % {"name": group.name}
        )
    return group


def measure_everyone() -> None:
    """Work out anew how well each customer is known, a section of ids after the other."""
    for low in _sections():
        with transaction.atomic():
            run_sql(MEASURE, {"low": low, "high": low + SECTION - 1})
    with transaction.atomic():
        publish(EveryoneMeasured())


def _sections() -> Iterator[int]:
    ends = Customer.objects.aggregate(low=Min("pk"), high=Max("pk"))
    yield from range(ends["low"] or 0, (ends["high"] or -1) + 1, SECTION)
