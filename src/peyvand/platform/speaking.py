"""How somebody is spoken to: in her language, with her calendar, digits, zone and unit of money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import translation

from peyvand.core import display
from peyvand.platform import organisation
from peyvand.platform.choices import Calendar, Digits, Language, MoneyUnit
from peyvand.platform.models import User


def display_of(user: User | None, language: str) -> display.Display:
    """Return how dates, digits and money are shown to `user` (None: a visitor in `language`)."""
    zone, region = ZoneInfo(organisation.get("zone")), str(organisation.get("region"))
    week = str(organisation.get("work_week"))
    if user is None:
        visitor: display.Language = "fa" if language == "fa" else "en"
        calendar: display.Calendar = "jalali" if language == "fa" else "gregorian"
        return display.Display(language=visitor, calendar=calendar, digits=visitor, zone=zone, region=region, week=week)
    return display.Display(
        language="en" if user.language == Language.ENGLISH else "fa",
        calendar="gregorian" if user.calendar == Calendar.GREGORIAN else "jalali",
        digits="en" if user.digits == Digits.LATIN else "fa",
        zone=zone,
        money_unit="rial" if user.money_unit == MoneyUnit.RIAL else "toman",
        region=region,
        week=week,
    )


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """Say what is said inside this block as `user` reads it: for jobs, which no request has prepared."""
    shown = display_of(user, user.language)
    with translation.override(shown.language), display.use(shown):
        yield
