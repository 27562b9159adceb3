"""Dates as people type and read them, in the Jalali calendar first.

Stored dates are always Gregorian `date` and UTC `datetime`; this room is the edge.
"""

from peyvand.core.dates import (
    GREGORIAN_MONTHS_EN,
    GREGORIAN_MONTHS_FA,
    MONTHS_EN,
    MONTHS_FA,
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    JalaliDate,
    NotADate,
    add_months,
    from_jalali,
    is_leap,
    month_length,
    next_recurrence,
    to_jalali,
)
from peyvand.core.jalali.reading import parse_date, parse_datetime
from peyvand.core.jalali.writing import DateStyle, ago, format_date, format_datetime, format_time, since
from peyvand.core.periods import Period

__all__ = [
    "GREGORIAN_MONTHS_EN",
    "GREGORIAN_MONTHS_FA",
    "MONTHS_EN",
    "MONTHS_FA",
    "WEEKDAYS_EN",
    "WEEKDAYS_FA",
    "DateStyle",
    "JalaliDate",
    "NotADate",
    "Period",
    "add_months",
    "ago",
    "format_date",
    "format_datetime",
    "format_time",
    "from_jalali",
    "is_leap",
    "month_length",
    "next_recurrence",
    "parse_date",
    "parse_datetime",
    "since",
    "to_jalali",
]
