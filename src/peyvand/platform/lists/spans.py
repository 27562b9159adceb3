"""The periods that filters and rules speak of: "this-month", "last-gregorian-year", 1405-09, 2026-q4, "30d".

"This month" is the month of who reads. What nobody reads, a rule, names its calendar: "this-jalali-month".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from peyvand.core.display import Calendar, Display
from peyvand.core.numbers import format_number
from peyvand.core.periods import Period, PeriodKind

MOST_DAYS = 40_000
KINDS: tuple[PeriodKind, ...] = ("month", "season", "year")
CALENDARS: tuple[Calendar, ...] = ("jalali", "gregorian")
# What a word means: (whether the period has passed, its calendar (None: the reader's), its kind).
WORDS: dict[str, tuple[bool, Calendar | None, PeriodKind]] = {
    "-".join(filter(None, (which, calendar, kind))): (which == "last", calendar, kind)
    for calendar in (None, *CALENDARS)
    for which in ("this", "last")
    for kind in KINDS
}


def period_of(text: str, today: date, calendar: Calendar) -> Period:
    """Return the period that a word ("this-month", "last-jalali-year") or a text (1405-09) means to a reader."""
    if text not in WORDS:
        return Period.parse(text)
    passed, named, kind = WORDS[text]
    period = Period.of(today, kind, named or calendar)
    return period.previous() if passed else period


def with_calendar(text: str, calendar: Calendar) -> str:
    """Return a period whose word names the calendar, if it named none: "this-month" becomes "this-jalali-month"."""
    which, _dash, kind = text.partition("-")
    return f"{which}-{calendar}-{kind}" if text in WORDS and WORDS[text][1] is None else text


def without_calendar(text: str, calendar: Calendar) -> str:
    """Return a period as a reader of this calendar says it: her own is not named."""
    return text.replace(f"-{calendar}-", "-") if text in WORDS else text


def days_of(text: str) -> int:
    """Return how many days "30d" means, 0 for any other period."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})d", text, re.ASCII)
    return min(int(found[1]), MOST_DAYS) if found else 0


def span_of(text: str, today: date, calendar: Calendar) -> tuple[date, date]:
    """Return the days [start, stop) of a period: as for `period_of`, or "30d" for the last thirty days with today."""
    if days := days_of(text):
        tomorrow = today + timedelta(days=1)
        return tomorrow - timedelta(days=days), tomorrow
    period = period_of(text, today, calendar)
    return period.start, period.stop


def is_period(text: str, today: date) -> bool:
    """Tell whether a text means a period."""
    try:
        span_of(text, today, "jalali")
    except ValueError:
        return False
    return True


def said_period(text: str, today: date, display: Display) -> str:
    """Return a period by its name; raise ValueError for what is none."""
    if days := days_of(text):
        return ngettext("the last %(days)s day", "the last %(days)s days", days) % {"days": format_number(days)}
    names = dict(period_choices(display.calendar)) | _of_calendars()
    return names.get(without_calendar(text, display.calendar)) or period_of(text, today, display.calendar).label(
        display
    )


def period_choices(calendar: Calendar) -> list[tuple[str, str]]:
    """Return the periods that have a name of their own, as a reader of this calendar chooses them."""
    quarters = calendar == "gregorian"
    return [
        ("this-month", _("this month")),
        ("this-season", _("this quarter") if quarters else _("this season")),
        ("this-year", _("this year")),
        ("last-month", _("last month")),
        ("last-season", _("last quarter") if quarters else _("last season")),
        ("last-year", _("last year")),
    ]


def _of_calendars() -> dict[str, str]:
    """Return the names of the periods of a calendar that is not the reader's."""
    return {
        "this-jalali-month": _("this Jalali month"),
        "this-jalali-season": _("this Jalali season"),
        "this-jalali-year": _("this Jalali year"),
        "last-jalali-month": _("last Jalali month"),
        "last-jalali-season": _("last Jalali season"),
        "last-jalali-year": _("last Jalali year"),
        "this-gregorian-month": _("this Gregorian month"),
        "this-gregorian-season": _("this Gregorian quarter"),
        "this-gregorian-year": _("this Gregorian year"),
        "last-gregorian-month": _("last Gregorian month"),
        "last-gregorian-season": _("last Gregorian quarter"),
        "last-gregorian-year": _("last Gregorian year"),
    }
