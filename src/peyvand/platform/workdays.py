"""The organisation's own working days: its week, and the holiday table that administrators edit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from peyvand.core import workdays
from peyvand.core.display import current
from peyvand.core.jalali import format_date
from peyvand.platform import organisation
from peyvand.platform.choices import HolidayKind
from peyvand.platform.models import Holiday

FROM_SATURDAY = (5, 6, 0, 1, 2, 3, 4)  # Python's weekdays in the order of the setting
LONGEST_WAIT = 200
MEANING = {
    HolidayKind.HOLIDAY: workdays.HolidayKind.OFF,
    HolidayKind.WORKDAY: workdays.HolidayKind.WORK,
    HolidayKind.HALF: workdays.HolidayKind.HALF,
}


def work_week() -> workdays.WorkWeek:
    """Return the week as the setting `work_week` says: seven letters from Saturday, w working, h half, o off."""
    letters = dict(zip(FROM_SATURDAY, organisation.get("work_week"), strict=True))
    return workdays.WorkWeek(
        full=frozenset(day for day, letter in letters.items() if letter == "w"),
        half=frozenset(day for day, letter in letters.items() if letter == "h"),
    )


def special_days(first: date, last: date) -> dict[date, workdays.HolidayKind]:
    """Return what the holiday table says about the days from `first` to `last`."""
    rows = Holiday.objects.filter(day__range=(first, last)).values_list("day", "kind")
    return {day: MEANING[HolidayKind(kind)] for day, kind in rows}


def holiday_name(day: date, language: str) -> str:
    """Return why nobody works on `day`: its name in the table; empty when people work."""
    row = Holiday.objects.filter(day=day, kind=HolidayKind.HOLIDAY).first()
    return "" if row is None else (row.name_fa if language == "fa" or not row.name_en else row.name_en)


def is_working_day(day: date) -> bool:
    """Tell whether anybody works on `day`."""
    return workdays.is_working(day, week=work_week(), holidays=special_days(day, day))


def after_working_days(day: date, n: int) -> date:
    """Return the n-th working day after `day`; before it when `n` is negative."""
    far = day + timedelta(days=2 * n + (30 if n >= 0 else -30))
    holidays = special_days(min(day, far), max(day, far))
    return workdays.add_working_days(day, n, week=work_week(), holidays=holidays)


def working_days(first: date, last: date) -> list[date]:
    """Return the working days from `first` to `last`, both included."""
    week, holidays = work_week(), special_days(first, last)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if workdays.is_working(day, week=week, holidays=holidays)]


def worked_spans(first: date, last: date) -> list[tuple[datetime, datetime]]:
    """Return from when until when people work on each working day from `first` to `last`, both included."""
    week, holidays, zone = work_week(), special_days(first, last), organisation.zone()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    worked = ((day, week.hours(day, holidays)) for day in days)
    return [(datetime.combine(day, at[0], zone), datetime.combine(day, at[1], zone)) for day, at in worked if at]


def hours_before(moment: datetime, hours: int) -> datetime:
    """Return when so many working hours before `moment` began."""
    week, zone = work_week(), organisation.zone()
    left, day = timedelta(hours=hours), moment.astimezone(zone).date()
    holidays = special_days(day - timedelta(days=LONGEST_WAIT), day)
    for ago in range(LONGEST_WAIT):
        worked = week.hours(day - timedelta(days=ago), holidays)
        if worked is None:
            continue
        opens, closes = (datetime.combine(day - timedelta(days=ago), at, zone) for at in worked)
        until = min(closes, moment)
        if until - opens >= left:
            return until - left
        left -= max(timedelta(), until - opens)
    return moment - timedelta(days=LONGEST_WAIT)


def day_off(day: date) -> str:
    """Return a sentence saying that nobody works on `day`, and why if the table of holidays knows; "" when people do."""
    if is_working_day(day):
        return ""
    name = holiday_name(day, current().language)
    said = {"day": format_date(day, style="weekday"), "name": name}
    return (_("%(day)s is a day off (%(name)s).") if name else _("%(day)s is a day off.")) % said
