"""Display filters: dates, numbers, money, phones and names, as the reader being served wants them.

Digits and codes come out in their own direction (`<bdi>`), so that a Persian line cannot turn them round.
An empty value gives an empty text.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peyvand.core.display import current, shown_digits
from peyvand.core.jalali import DateStyle, ago, format_date, format_datetime, format_time, since
from peyvand.core.money import Money, format_money
from peyvand.core.numbers import format_number
from peyvand.core.phones import display_phone

register = template.Library()
_STYLES: tuple[DateStyle, ...] = ("short", "long", "weekday", "day", "month")


def _isolated(text: str, direction: str = "") -> SafeString:
    return format_html('<bdi dir="{}">{}</bdi>', direction, text) if direction else format_html("<bdi>{}</bdi>", text)


def _style(name: str) -> DateStyle:
    return next((style for style in _STYLES if style == name), "short")


@register.filter
def num(value: Decimal | float | str | None, decimals: int | None = None) -> SafeString | str:
    """A number with groups of three: ۱۲٬۵۰۰."""
    if value is None or isinstance(value, str):
        return value or ""
    text = format_number(value, decimals=decimals)
    return text if value >= 0 else _isolated(text, "ltr")


@register.filter
def percent(value: Decimal | float | str | None, decimals: int = 0) -> SafeString | str:
    """A share (0.25) as ۲۵٪ or 25%."""
    if value is None or isinstance(value, str):
        return value or ""
    sign = "٪" if current().digits == "fa" else "%"
    return _isolated(format_number(value * 100, decimals=decimals) + sign)


@register.filter
def money(value: Money | int | str | None, currency: str = "IRR") -> SafeString | str:
    """An amount with its unit: ۱۲٬۵۰۰٬۰۰۰ تومان. A bare whole number is minor units of `currency`."""
    return _money(value, currency, short=False)


@register.filter
def money_short(value: Money | int | str | None, currency: str = "IRR") -> SafeString | str:
    """An amount rounded for a small place: ۱٫۲ میلیارد تومان."""
    return _money(value, currency, short=True)


def _money(value: Money | int | str | None, currency: str, *, short: bool) -> SafeString | str:
    if value is None or isinstance(value, str):
        return value or ""
    amount = value if isinstance(value, Money) else Money(int(value), currency or "IRR")
    return _isolated(format_money(amount, short=short))


def _local(value: date | datetime) -> date:
    """The reader's day of a moment; a plain date as it is."""
    if isinstance(value, datetime):
        return value.astimezone(current().zone).date() if value.tzinfo else value.date()
    return value


@register.filter
def jdate(value: date | datetime | None, style: str = "short") -> SafeString | str:
    """A day: short ۱۴۰۵/۰۹/۰۱, or the styles long, weekday, day, month."""
    if not value:
        return ""
    text = format_date(_local(value), style=_style(style))
    return _isolated(text, "ltr") if _style(style) == "short" else text


@register.filter
def jdatetime(value: datetime | None, style: str = "short") -> SafeString | str:
    """A moment in the reader's zone: ۱۴۰۵/۰۹/۰۱ ۱۴:۳۰."""
    # Two groups of digits carry no direction of their own: without one, the time would stand before the date.
    direction = "rtl" if current().language == "fa" else "ltr"
    return _isolated(format_datetime(value, style=_style(style)), direction) if value else ""


@register.filter
def jtime(value: datetime | time | None) -> SafeString | str:
    """The hour and minute: ۱۴:۳۰."""
    return _isolated(format_time(value), "ltr") if value is not None and value != "" else ""


@register.filter
def jago(value: date | datetime | None, now: date | datetime | None = None) -> SafeString | str:
    """How long ago: ۳ روز پیش; with the whole moment as a title. `now` is for a clock set to another day."""
    return _told_by_clock(value, now, ago)


@register.filter
def jsince(value: date | datetime | None, now: date | datetime | None = None) -> SafeString | str:
    """Since when something is so: از ۳ روز پیش; with the whole moment as a title. `now` is as with `jago`."""
    return _told_by_clock(value, now, since)


def _told_by_clock(
    value: date | datetime | None, now: date | datetime | None, tell: Callable[[date, date], str]
) -> SafeString | str:
    if not value:
        return ""
    moment = now or timezone.now()
    if not (isinstance(value, datetime) and isinstance(moment, datetime)):
        value, moment = _local(value), _local(moment)
    full = (
        format_datetime(value, style="weekday") if isinstance(value, datetime) else format_date(value, style="weekday")
    )
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), full, tell(value, moment))


@register.filter
def iso(value: object) -> SafeString | str:
    """A code, e-mail, address or identifier: left to right, its own digits, isolated."""
    return "" if value is None or value == "" else _isolated(str(value), "ltr")


@register.filter
def name(value: object) -> SafeString | str:
    """A name inside a sentence: isolated, in whatever direction it is written."""
    return "" if value is None or value == "" else _isolated(str(value))


@register.filter
def phone(value: str | None) -> SafeString | str:
    """A stored number as people write it, in the reader's digits: ۰۹۱۲ ۱۲۳ ۴۵۶۷."""
    return _isolated(shown_digits(display_phone(str(value))), "ltr") if value else ""


@register.filter
def digits(value: object) -> str:
    """A text with its digits as the reader wants them."""
    return "" if value is None else shown_digits(str(value))
