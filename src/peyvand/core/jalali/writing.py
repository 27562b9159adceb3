"""Days and moments as people read them, in their calendar, digits and language."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Literal

from peyvand.core.dates import (
    GREGORIAN_MONTHS_EN,
    GREGORIAN_MONTHS_FA,
    MONTHS_EN,
    MONTHS_FA,
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    to_jalali,
)
from peyvand.core.digits import to_persian
from peyvand.core.display import Calendar, Digits, Display, Language, current

DateStyle = Literal["short", "long", "weekday", "day", "month"]


def format_date(day: date, display: Display | None = None, style: DateStyle = "short") -> str:
    """A date: short ۱۴۰۵/۰۹/۰۱, day ۱ آذر, long ۱ آذر ۱۴۰۵, weekday یکشنبه ۱ آذر ۱۴۰۵, month آذر ۱۴۰۵."""
    shown = display or current()
    return _written(_plain(day), shown.calendar, shown.language, shown.digits, style)


@lru_cache(maxsize=4096)
def _written(day: date, calendar: Calendar, language: Language, digits: Digits, style: DateStyle) -> str:
    """The same few hundred days stand on every page, and a list has fifty."""
    text = _jalali_text(day, language, style) if calendar == "jalali" else _gregorian_text(day, language, style)
    return to_persian(text) if digits == "fa" else text


def _jalali_text(day: date, language: Language, style: DateStyle) -> str:
    year, month, of_month = to_jalali(day)
    if style == "short":
        return f"{year:04}/{month:02}/{of_month:02}"
    names = MONTHS_FA if language == "fa" else MONTHS_EN
    return _worded((year, names[month - 1], of_month), day, language, style)


def _gregorian_text(day: date, language: Language, style: DateStyle) -> str:
    if style == "short":
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    names = GREGORIAN_MONTHS_FA if language == "fa" else GREGORIAN_MONTHS_EN
    return _worded((day.year, names[day.month - 1], day.day), day, language, style)


def _worded(parts: tuple[int, str, int], day: date, language: Language, style: DateStyle) -> str:
    year, month, of_month = parts
    if style == "month":
        return f"{month} {year}"
    if style == "day":
        return f"{of_month} {month}"
    if style == "long":
        return f"{of_month} {month} {year}"
    weekdays = WEEKDAYS_FA if language == "fa" else WEEKDAYS_EN
    return f"{weekdays[day.weekday()]} {of_month} {month} {year}"


def format_time(moment: datetime | time, display: Display | None = None) -> str:
    """The hour and minute, ۱۴:۳۰; an aware moment is shown in the reader's zone."""
    shown = display or current()
    local = moment.astimezone(shown.zone) if isinstance(moment, datetime) and moment.tzinfo else moment
    return _clocked(local.hour, local.minute, shown.digits)


@cache
def _clocked(hour: int, minute: int, digits: Digits) -> str:
    text = f"{hour:02}:{minute:02}"
    return to_persian(text) if digits == "fa" else text


def format_datetime(moment: datetime, display: Display | None = None, style: DateStyle = "short") -> str:
    """A date and time in the reader's zone: ۱۴۰۵/۰۹/۰۱ ۱۴:۳۰, or with words ۱ آذر ۱۴۰۵، ۱۴:۳۰."""
    shown = display or current()
    local = moment.astimezone(shown.zone) if moment.tzinfo else moment
    comma = " " if style == "short" else "، " if shown.language == "fa" else ", "
    return format_date(local, shown, style) + comma + format_time(local, shown)


_NEAR = {0: ("امروز", "today"), 1: ("دیروز", "yesterday"), -1: ("فردا", "tomorrow")}
_UNITS_FA = {"minute": "دقیقه", "hour": "ساعت", "day": "روز", "week": "هفته", "month": "ماه", "year": "سال"}


def ago(then: date, now: date, display: Display | None = None) -> str:
    """How long before (or after) now: همین حالا, ۵ دقیقه پیش, دیروز, ۳ هفته پیش, ۲ ماه دیگر.

    Takes two aware datetimes, or two dates; from one day on it counts the reader's calendar days.
    """
    shown = display or current()
    if isinstance(then, datetime) and isinstance(now, datetime):
        seconds = int((now - then).total_seconds())
        if abs(seconds) < 60:
            return "همین حالا" if shown.language == "fa" else "just now"
        if abs(seconds) < 3600:
            return _distance(abs(seconds) // 60, "minute", seconds > 0, shown.language, shown.digits)
        then_day, now_day = then.astimezone(shown.zone).date(), now.astimezone(shown.zone).date()
        if abs(seconds) < 12 * 3600 or then_day == now_day:
            return _distance(abs(seconds) // 3600, "hour", seconds > 0, shown.language, shown.digits)
    else:
        then_day, now_day = _plain(then), _plain(now)
    return _days_apart((now_day - then_day).days, shown.language, shown.digits)


def since(then: date, now: date, display: Display | None = None) -> str:
    """Since when something is so: از ۱۲ روز پیش, از دیروز; for 12 days, since yesterday. Takes what `ago` takes."""
    shown = display or current()
    said = ago(then, now, shown)
    if shown.language == "fa":
        return f"از {said}"
    return f"for {said.removesuffix(' ago')}" if said.endswith(" ago") else f"since {said}"


def _plain(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


@lru_cache(maxsize=4096)
def _days_apart(days: int, language: Language, digits: Digits) -> str:
    if days in _NEAR:
        return _NEAR[days][0 if language == "fa" else 1]
    span, past = abs(days), days > 0
    if span < 14:
        return _distance(span, "day", past, language, digits)
    if span < 60:
        return _distance(span // 7, "week", past, language, digits)
    if span < 730:
        return _distance(int(span / 30.44), "month", past, language, digits)
    return _distance(int(span / 365.24), "year", past, language, digits)


def _distance(count: int, unit: str, past: bool, language: Language, digits: Digits) -> str:
    if language == "fa":
        text = f"{count} {_UNITS_FA[unit]} {'پیش' if past else 'دیگر'}"
    else:
        name = f"{count} {unit}{'' if count == 1 else 's'}"
        text = f"{name} ago" if past else f"in {name}"
    return to_persian(text) if digits == "fa" else text
