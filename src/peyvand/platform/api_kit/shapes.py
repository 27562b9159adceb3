"""The types that bodies and answers are made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from peyvand.core import periods
from peyvand.core.digits import to_ascii
from peyvand.core.display import shown_digits
from peyvand.core.jalali import parse_date
from peyvand.core.money import CURRENCIES
from peyvand.platform import organisation

T = TypeVar("T")
LARGEST = 2**63 - 1
YEARS = range(1800, 2201)
PERIODS = (
    "a year, a season or quarter, or a month of either calendar, told by the year: 1405, 1405-q3, 1405-09, or 2026,"
    " 2026-q4, 2026-11"
)


class Given(Schema):
    """What a caller sends; a field we do not know is refused, so that nothing is lost silently."""

    model_config = ConfigDict(extra="forbid")


class PageOf(Schema, Generic[T]):
    """One page of a list; `next` is the cursor of the next page, null on the last one."""

    items: list[T]
    next: str | None = None


class ErrorOut(Schema):
    """One wrong value: `pointer` into the body, or the query `parameter`."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemDocument(Schema):
    """An RFC 9457 problem document."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorOut] = []


class MoneyOut(Schema):
    """Whole smallest units of a currency."""

    amount: int
    currency: str


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError(_("This text holds letters that cannot be kept."))
    return text


def _known_currency(text: str) -> str:
    code = text.strip().upper()
    if code and code not in CURRENCIES:
        raise ValueError(_("This should be one of: %(expected)s.") % {"expected": ", ".join(CURRENCIES)})
    return code or str(organisation.get("currency"))


def _ascii_digits(value: Any) -> Any:
    return to_ascii(value) if isinstance(value, str) else value


def _year_in_range(value: Any) -> Any:
    if value.year not in YEARS:
        raise ValueError(
            _("The year should be between %(first)s and %(last)s.")
            % {"first": shown_digits(YEARS[0]), "last": shown_digits(YEARS[-1])}
        )
    return value


def _read_day(value: Any) -> Any:
    return parse_date(value, today=organisation.today()) if isinstance(value, str) else value


def _read_period(value: Any) -> Any:
    return periods.Period.parse(value) if isinstance(value, str) else value


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(_("Write a moment with its zone, like 2026-03-21T10:30:00+03:30."))
    return value.astimezone(UTC)


def _local(value: datetime) -> str:
    return value.astimezone(timezone.get_current_timezone()).isoformat()


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Words = Annotated[str, AfterValidator(_storable)]
Currency = Annotated[
    str, Field(max_length=3, description="e.g. IRR; the organisation's when not sent"), AfterValidator(_known_currency)
]
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Moment = Annotated[
    datetime,
    BeforeValidator(_ascii_digits),
    AfterValidator(_year_in_range),
    AfterValidator(_aware),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="validation"),
]
MomentOut = Annotated[datetime, PlainSerializer(_local, return_type=str)]
Day = Annotated[
    date,
    BeforeValidator(_read_day),
    AfterValidator(_year_in_range),
    WithJsonSchema({"type": "string", "format": "date"}, mode="validation"),
]
Period = Annotated[
    periods.Period,
    PlainValidator(_read_period),
    WithJsonSchema({"type": "string", "description": PERIODS}),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_ascii_digits),
    Field(max_digits=18, decimal_places=4),
    WithJsonSchema({"type": "number"}, mode="validation"),
]
NumberOut = Annotated[Decimal, PlainSerializer(_plain_number), WithJsonSchema({"type": "number"}, mode="serialization")]
