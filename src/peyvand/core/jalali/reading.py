"""Days and moments as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from peyvand.core.dates import (
    FIRST_GREGORIAN,
    GREGORIAN_MONTHS_EN,
    GREGORIAN_MONTHS_FA,
    JALALI_YEARS,
    MONTHS_EN,
    MONTHS_FA,
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    NotADate,
    from_jalali,
    to_jalali,
)
from peyvand.core.digits import to_ascii
from peyvand.core.display import current, shown_digits
from peyvand.core.text import clean, key

_WORDS = {
    **dict.fromkeys(("امروز", "today", "الان", "اکنون"), 0),
    **dict.fromkeys(("فردا", "tomorrow"), 1),
    **dict.fromkeys(("دیروز", "yesterday"), -1),
    "پسفردا": 2,
    "پریروز": -2,
}
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_AHEAD = re.compile(
    r"\+\s?(\d{1,4})|(\d{1,4})\s?روز (?:دیگر|بعد)|in (\d{1,4}) days?|(\d{1,4}) days? (?:from now|later)"
)
_BEHIND = re.compile(r"[\-−]\s?(\d{1,4})|(\d{1,4})\s?روز (?:پیش|قبل)|(\d{1,4}) days? ago")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[/\-.\s]\s?(\d{1,2})\s?[/\-.\s]\s?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{4})")
_SHORT_YEAR = re.compile(r"(\d{2})\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\.0)?")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d]+)\.?(?:\s*(?:ماه)?[,،]?\s+(\d{2}|\d{4}))?")
_NAMED_EN = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"^(.*?)(?:[\s,،t]|^|ساعت)\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*"
    r"(am|pm|ق\.?ظ\.?|ب\.?ظ\.?|صبح|عصر|بعدازظهر)?\s*(z|[+\-]\d\d:?\d\d)?$"
)


def parse_date(text: str, *, today: date, day_first: bool | None = None) -> date:
    """Read a day as people type it: ۱۴۰۵/۹/۱, 14050901, 05/9/1, ۱ آذر, فردا, +3, ۳ روز دیگر, 2026-11-22.

    A year from 1700 on is Gregorian. `day_first` tells how to read 12/1/2010 (None: refuse when it matters).
    Raises NotADate with a sentence for the reader.
    """
    iso = _ISO.fullmatch(text)
    if iso:
        return _from_parts(int(iso[1]), int(iso[2]), int(iso[3]))
    typed = to_ascii(clean(text)).lower()
    if len(typed) > 60:
        raise _not_a_date(text[:40] + "…")
    steps = _steps(typed)
    if steps is not None:
        return _shift(today, steps)
    found = _parse_numbers(typed, today, day_first) or _parse_named(_without_weekday(typed), today)
    if found is None:
        raise _not_a_date(text)
    return found


def _not_a_date(text: str) -> NotADate:
    words = {"text": text.strip()}
    if current().calendar == "gregorian":
        return NotADate(_("“%(text)s” is not a date. Write it like 2026-11-22.") % words)
    return NotADate(_("“%(text)s” is not a date. Write it like 1405/09/01.") % words)


def _steps(typed: str) -> int | None:
    """How many days from today are meant, when they are: فردا, -2, ۳ روز دیگر, in 3 days."""
    for form, way in ((_AHEAD, 1), (_BEHIND, -1)):
        found = form.fullmatch(typed)
        if found and found.lastindex:
            return way * int(found[found.lastindex])
    return _WORDS.get(key(typed))


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _not_a_date(f"{days:+}") from None


def _from_parts(year: int, month: int, day: int) -> date:
    """A date of either calendar, told by the year."""
    if year in JALALI_YEARS:
        return from_jalali(year, month, day)
    if year < FIRST_GREGORIAN:
        raise NotADate(_("The year %(year)s is out of range.") % {"year": shown_digits(year)})
    try:
        return date(year, month, day)
    except ValueError:
        shown = f"{year}-{month:02}-{day:02}"
        raise NotADate(
            _("There is no day %(date)s in the Gregorian calendar.") % {"date": shown_digits(shown)}
        ) from None


def _parse_numbers(typed: str, today: date, day_first: bool | None) -> date | None:
    found = _YEAR_FIRST.fullmatch(typed) or _COMPACT.fullmatch(typed)
    if found:
        return _from_parts(int(found[1]), int(found[2]), int(found[3]))
    found = _YEAR_LAST.fullmatch(typed)
    if found:
        return _from_year_last(int(found[1]), int(found[2]), int(found[3]), day_first)
    found = _SHORT_YEAR.fullmatch(typed)
    if found:
        return from_jalali(_full_year(int(found[1]), today), int(found[2]), int(found[3]))
    return None


def _from_year_last(first: int, second: int, year: int, day_first: bool | None) -> date:
    if year < FIRST_GREGORIAN:
        return _from_parts(year, second, first)
    if day_first is None and first <= 12 and second <= 12 and first != second:
        shown = f"{first}/{second}/{year}"
        raise NotADate(_("%(date)s can be read in two ways. Write the year first.") % {"date": shown_digits(shown)})
    if first > 12 or (day_first and second <= 12):
        return _from_parts(year, second, first)
    return _from_parts(year, first, second)


def _full_year(two_digits: int, today: date) -> int:
    """The Jalali year meant by two digits: at most twenty years ahead, else the nearest past one."""
    this_year = to_jalali(today).year
    year = this_year - this_year % 100 + two_digits
    return year - 100 if year > this_year + 20 else year + 100 if year <= this_year - 80 else year


@cache
def _month_numbers() -> dict[str, tuple[bool, int]]:
    """The folded month names of both calendars and languages: (is Jalali, number)."""
    names = {key(name): (True, n) for months in (MONTHS_FA, MONTHS_EN) for n, name in enumerate(months, 1)}
    names |= {key("امرداد"): (True, 5), key("ارديبهشت"): (True, 2)}
    gregorian = enumerate(zip(GREGORIAN_MONTHS_FA, GREGORIAN_MONTHS_EN, strict=True), 1)
    for number, (fa, en) in gregorian:
        names |= dict.fromkeys((key(fa), key(en), key(en[:3])), (False, number))
    return names


@cache
def _weekday_keys() -> tuple[str, ...]:
    both = {key(name) for name in (*WEEKDAYS_FA, *WEEKDAYS_EN, "پنج‌شنبه", "یک‌شنبه")}
    return tuple(sorted(both, key=len, reverse=True))


def _without_weekday(typed: str) -> str:
    head, _comma, rest = typed.partition(" ")
    if rest and key(head.rstrip("،,")) in _weekday_keys():
        return rest
    two, rest = " ".join(typed.split(" ")[:2]), " ".join(typed.split(" ")[2:])
    return rest if rest and key(two.rstrip("،,")) in _weekday_keys() else typed


def _parse_named(typed: str, today: date) -> date | None:
    english = _NAMED_EN.fullmatch(typed)
    if english:
        typed = f"{english[2]} {english[1]} {english[3]}"
    found = _NAMED.fullmatch(typed)
    month = _month_numbers().get(key(found[2])) if found else None
    if found is None or month is None:
        return None
    is_jalali, number = month
    this_year = to_jalali(today).year if is_jalali else today.year
    year = int(found[3]) if found[3] else this_year
    if year < 100:
        year = _full_year(year, today) if is_jalali else 2000 + year
    day = int(found[1])
    return from_jalali(year, number, day) if is_jalali else _from_parts(year, number, day)


def parse_datetime(text: str, zone: ZoneInfo, *, today: date | None = None, day_first: bool | None = None) -> datetime:
    """Read a moment: any date of `parse_date`, then optionally a time (14:30, 8:26:00 PM, ISO with offset).

    A time without offset is of the given zone; the result is aware. Raises NotADate with a sentence.
    """
    if text[:1] in "12" and text[4:5] == "-" and text.isascii() and text[:4] >= str(FIRST_GREGORIAN):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    typed = to_ascii(clean(text)).lower()
    found = _TIME.fullmatch(typed) if len(typed) <= 80 else None
    day = today or datetime.now(zone).date()
    if found is None:
        return datetime.combine(parse_date(text, today=day, day_first=day_first), time(), zone)
    if found[1].strip(" ,،"):
        day = parse_date(found[1].strip(" ,،").removesuffix("ساعت"), today=day, day_first=day_first)
    offset = found[6]
    moment = datetime.combine(day, _clock(found, text))
    if offset is None:
        return moment.replace(tzinfo=zone)
    return datetime.fromisoformat(moment.isoformat() + ("+00:00" if offset == "z" else offset))


def _clock(found: re.Match[str], text: str) -> time:
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    half = (found[5] or "").replace(".", "")
    if half in ("pm", "بظ", "عصر", "بعدازظهر") and hour < 12:
        hour += 12
    elif half in ("am", "قظ", "صبح") and hour == 12:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        raise NotADate(_("“%(text)s” is not a time of day.") % {"text": text.strip()}) from None
