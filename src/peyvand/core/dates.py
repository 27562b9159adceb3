"""The Jalali calendar as arithmetic: conversion, leap years, months, recurrence."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from peyvand.core.display import Calendar, shown_digits

MONTHS_FA = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
MONTHS_EN = (
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
)
GREGORIAN_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
GREGORIAN_MONTHS_FA = (
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
)
SEASONS_FA = ("بهار", "تابستان", "پاییز", "زمستان")
SEASONS_EN = ("Spring", "Summer", "Autumn", "Winter")
QUARTERS_FA = ("سه‌ماههٔ اول", "سه‌ماههٔ دوم", "سه‌ماههٔ سوم", "سه‌ماههٔ چهارم")
QUARTERS_EN = ("Q1", "Q2", "Q3", "Q4")
# Monday first, as date.weekday() counts.
WEEKDAYS_FA = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# The day before 1 Farvardin of the year 1.
_EPOCH = date(622, 3, 21).toordinal()
_LAST_YEAR = 9377

# Which calendar a written year means: 1405 or 2026. What lies between or beyond is a slip of the pen.
JALALI_YEARS = range(1000, 1600)
FIRST_GREGORIAN = 1700


class NotADate(ValueError):
    """What was given is not a day; the message is a sentence for the reader."""


class JalaliDate(NamedTuple):
    """A day of the Jalali calendar."""

    year: int
    month: int
    day: int


def _days_before_year(year: int) -> int:
    """Days between the epoch and 1 Farvardin; the 33-year cycle, exact from 1178 to 1501."""
    return 365 * (year - 1) + (8 * year + 21) // 33


def is_leap(year: int) -> bool:
    """Whether Esfand of this Jalali year has 30 days."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """The days of a Jalali month (1-12): 31, 30, or 29 for Esfand of a common year."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def to_jalali(day: date) -> JalaliDate:
    """The Jalali year, month and day of a date (or of the local part of a datetime)."""
    days = day.toordinal() - _EPOCH
    year = (33 * days + 3) // 12053 + 1
    start = _days_before_year(year)
    if start > days:
        year -= 1
        start = _days_before_year(year)
    elif days - start >= 365 + is_leap(year):
        year += 1
        start = _days_before_year(year)
    of_year = days - start
    if of_year < 186:
        return JalaliDate(year, of_year // 31 + 1, of_year % 31 + 1)
    return JalaliDate(year, (of_year - 186) // 30 + 7, (of_year - 186) % 30 + 1)


def from_jalali(year: int, month: int, day: int) -> date:
    """The date of a Jalali day. Raises NotADate with a sentence when there is no such day."""
    if not 1 <= year <= _LAST_YEAR:
        raise NotADate(_("The year %(year)s is out of range.") % {"year": shown_digits(year)})
    if not 1 <= month <= 12:
        raise NotADate(_("A year has 12 months; there is no month %(month)s.") % {"month": shown_digits(month)})
    length = month_length(year, month)
    if not 1 <= day <= length:
        facts = {"year": shown_digits(year), "length": shown_digits(length), "day": shown_digits(day)}
        sentence = _("%(month)s %(year)s has %(length)s days; there is no day %(day)s.")
        raise NotADate(sentence % {"month": _month_name(month), **facts})
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date.fromordinal(_EPOCH + _days_before_year(year) + before + day - 1)


def _month_name(month: int) -> str:
    """The month in the language of the message; months are data, not entries of the catalogue."""
    names = MONTHS_FA if (get_language() or "fa").startswith("fa") else MONTHS_EN
    return names[month - 1]


def add_months(day: date, months: int, calendar: Calendar = "jalali") -> date:
    """The same day so many months later (or earlier), or the last of a shorter month."""
    year, month, of_month = to_jalali(day) if calendar == "jalali" else (day.year, day.month, day.day)
    total = year * 12 + (month - 1) + months
    year, month = total // 12, total % 12 + 1
    if calendar == "jalali":
        return from_jalali(year, month, min(of_month, month_length(year, month)))
    return date(year, month, min(of_month, monthrange(year, month)[1]))


def next_recurrence(born: date, today: date, calendar: Calendar = "jalali") -> date:
    """The next birthday or anniversary on or after today, by the month and day; 30 Esfand falls on 29 in common years."""
    years = to_jalali(today).year - to_jalali(born).year if calendar == "jalali" else today.year - born.year
    coming = add_months(born, 12 * years, calendar)
    return coming if coming >= today else add_months(born, 12 * (years + 1), calendar)
