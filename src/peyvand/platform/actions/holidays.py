"""The table of days that are not as the work week says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.core.jalali import from_jalali, to_jalali
from peyvand.core.text import clean
from peyvand.core.workdays import HOME, official_holidays
from peyvand.platform import audit, organisation
from peyvand.platform.choices import HolidayKind
from peyvand.platform.models import Holiday, User
from peyvand.platform.policies import require


@dataclass(frozen=True)
class HolidayFacts:
    """A day of the table as it is to be."""

    day: date
    name_fa: str
    kind: str = HolidayKind.HOLIDAY.value
    name_en: str = ""
    is_tentative: bool = False


def seed_holidays(today: date) -> int:
    """Fill the table for the year of `today` and the next, where a year was not filled yet.

    The holidays are those of the organisation's place, by its years: Jalali ones in Iran. A seeded day that somebody
    deleted stays deleted. Returns how many days were added.
    """
    place, added = organisation.holiday_place(), 0
    with transaction.atomic():
        for first, after in _years(today, place):
            if Holiday.objects.filter(is_seeded=True, day__gte=first, day__lt=after).exists():
                continue
            rows = [
                Holiday(
                    day=found.day,
                    name_fa=found.name_fa[:160],
                    name_en=found.name_en[:160],
                    is_tentative=found.tentative,
                    is_seeded=True,
                )
                for found in official_holidays(place, first, after)
            ]
            added += len(Holiday.objects.bulk_create(rows, ignore_conflicts=True))
    return added


def _years(today: date, place: str) -> list[tuple[date, date]]:
    """Return the year of `today` and the next at a place, as [first day, day after)."""
    if not place:
        return []
    if place == HOME:
        year = to_jalali(today).year
        return [(from_jalali(one, 1, 1), from_jalali(one + 1, 1, 1)) for one in (year, year + 1)]
    return [(date(one, 1, 1), date(one + 1, 1, 1)) for one in (today.year, today.year + 1)]


def move_holidays(today: date) -> None:
    """Put the official days of the organisation's place where those of another stood, in the years not yet over.

    Days that somebody added or changed stay, and so do years that have passed.
    """
    first = min(date(today.year, 1, 1), from_jalali(to_jalali(today).year, 1, 1))
    Holiday.objects.filter(is_seeded=True, day__gte=first).delete()
    seed_holidays(today)


def save_holiday(*, actor: User, facts: HolidayFacts, holiday_id: int | None = None) -> Holiday:
    """Add a day to the table, or change one. Raises ValidationError in words, Holiday.DoesNotExist."""
    require(actor, "setting", "change")
    name = clean(facts.name_fa).strip()
    if not name or len(name) > 160:
        raise ValidationError({"name_fa": _("Write a name of up to 160 letters.")})
    if facts.kind not in HolidayKind.values:
        raise ValidationError({"kind": _("There is no such kind of day.")})
    values = {"day": facts.day, "name_fa": name, "name_en": facts.name_en.strip()[:160], "kind": facts.kind}
    with transaction.atomic():
        holiday = Holiday.objects.select_for_update().get(pk=holiday_id) if holiday_id else Holiday()
        changes = audit.apply(holiday, {**values, "is_tentative": facts.is_tentative})
        if not changes:
            return holiday
        holiday.is_seeded = False
        try:
            with transaction.atomic():
                holiday.save()
        except IntegrityError:
            raise ValidationError({"day": _("This day is in the table already.")}) from None
        action = "holiday.change" if holiday_id else "holiday.add"
        audit.record(actor=actor, action=action, subject=holiday, changes=changes)
    return holiday


def delete_holiday(*, actor: User, holiday_id: int) -> HolidayFacts:
    """Take a day out of the table; return what it was, so that it can be put back."""
    require(actor, "setting", "change")
    with transaction.atomic():
        row = Holiday.objects.select_for_update().get(pk=holiday_id)
        facts = HolidayFacts(row.day, row.name_fa, row.kind, row.name_en, row.is_tentative)
        audit.record(actor=actor, action="holiday.delete", subject=row, changes={"name_fa": row.name_fa})
        row.delete()
    return facts
