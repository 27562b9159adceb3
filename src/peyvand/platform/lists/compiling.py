"""From conditions to a queryset condition; whatever was typed ends in a Q or in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from peyvand.core.display import Display
from peyvand.core.jalali import parse_date
from peyvand.core.money import bare_unit, parse_money
from peyvand.core.numbers import parse_number
from peyvand.core.periods import JalaliPeriod, PeriodKind
from peyvand.core.text import clean
from peyvand.platform.lists.fields import Field, ListError, is_moment
from peyvand.platform.lists.operators import operator
from peyvand.platform.lists.state import Condition, Group

MOST_DAYS = 40_000
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Reader:
    """Who asks, when, and how she writes numbers and money."""

    user: Any
    today: date
    display: Display
    currency: str = "IRR"


@dataclass(frozen=True)
class Comparison:
    """One condition with its field, ready to become a Q on `model`."""

    model: type[Model]
    field: Field
    condition: Condition
    reader: Reader

    def q(self) -> Q:
        """Return the Q; raise ListError with a sentence that names the field."""
        known = operator(self.field.kind, self.condition.op)
        label = {"field": self.field.label}
        if known is None:
            raise ListError(_("“%(field)s” cannot be compared that way.") % label)
        count = len(self.condition.values)
        if (known.takes == -1 and count == 0) or (known.takes > 0 and count != known.takes):
            raise ListError(_("Say what “%(field)s” is to be compared with.") % label)
        try:
            if known.key in {"known", "empty"}:
                return self._known(known.key == "known")
            return COMPILERS[self.field.kind](self)
        except ListError:
            raise
        except (ValueError, OverflowError) as error:
            raise ListError(f"{self.field.label}: {error}") from None

    def _known(self, wanted: bool) -> Q:
        if self.field.match is not None and not self.field.compared:
            there = self.field.match("")
            return there if wanted else ~there
        empty = Q(**{f"{self.field.compared}__isnull": True})
        if self.field.kind in {"text", "phone", "choice"}:
            empty |= Q(**{self.field.compared: ""})
        return ~empty if wanted else empty

    def compare(self, lookup: str, value: Any) -> Q:
        """Return path__lookup=value."""
        return Q(**{f"{self.field.compared}__{lookup}": value})


def _text(asked: Comparison) -> Q:
    value = clean(asked.condition.values[0])
    if not value:
        raise ListError(_("Say what “%(field)s” is to be compared with.") % {"field": asked.field.label})
    if asked.field.match is not None:
        return asked.field.match(value)
    return asked.compare({"has": "icontains", "is": "iexact", "begins": "istartswith"}[asked.condition.op], value)


def _number(asked: Comparison) -> Q:
    return _compared(asked, [parse_number(text) for text in asked.condition.values])


def _money(asked: Comparison) -> Q:
    """Compare amounts of one currency: the one that was typed, else the organisation's."""
    reader = asked.reader
    given = [parse_money(text, reader.currency, reader.display.money_unit) for text in asked.condition.values]
    currency = given[0].currency
    if any(one.currency != currency for one in given):
        raise ListError(_("“%(field)s”: compare amounts of one currency.") % {"field": asked.field.label})
    amounts = _compared(asked, [Decimal(one.amount) for one in given])
    if asked.field.currency:
        return amounts & Q(**{asked.field.currency: currency})
    if currency != reader.currency:
        words = {"field": asked.field.label, "currency": bare_unit(reader.currency, reader.display)}
        raise ListError(_("“%(field)s” is counted in %(currency)s.") % words)
    return amounts


def _compared(asked: Comparison, given: Sequence[Decimal]) -> Q:
    if any(abs(value) > LARGEST for value in given):
        raise ListError(_("“%(field)s”: this number is too large.") % {"field": asked.field.label})
    if asked.condition.op == "between":
        return asked.compare("gte", min(given)) & asked.compare("lte", max(given))
    return asked.compare({"is": "exact", "above": "gte", "below": "lte"}[asked.condition.op], given[0])


def _days(text: str) -> timedelta:
    number = parse_number(text)
    if number != number.to_integral_value() or not 0 <= number <= MOST_DAYS:
        raise ListError(_("Write a whole number of days."))
    return timedelta(days=int(number))


def _span(asked: Comparison) -> tuple[date | None, date | None]:
    """Return the half-open span of days [start, stop) that a condition on a date means."""
    op, values, today = asked.condition.op, asked.condition.values, asked.reader.today
    tomorrow = today + timedelta(days=1)
    if op == "period":
        period = period_of(values[0], today)
        return period.start, period.stop
    if op in {"within", "ahead", "older"}:
        days = _days(values[0])
        if op == "older":
            return None, today - days
        return (tomorrow - days, tomorrow) if op == "within" else (today, tomorrow + days)
    first = parse_date(values[0], today=today)
    if op == "between":
        first, last = sorted((first, parse_date(values[1], today=today)))
        return first, last + timedelta(days=1)
    return (first, None) if op == "since" else (None, first + timedelta(days=1))


PERIODS: dict[str, PeriodKind] = {"this-month": "month", "this-season": "season", "this-year": "year"}
LAST_PERIODS: dict[str, PeriodKind] = {"last-month": "month", "last-season": "season", "last-year": "year"}


def period_of(text: str, today: date) -> JalaliPeriod:
    """Return the Jalali period that a word ("this-month", "last-year") or a text (1405-09) means."""
    if text in PERIODS:
        return JalaliPeriod.of(today, PERIODS[text])
    if text in LAST_PERIODS:
        return JalaliPeriod.of(today, LAST_PERIODS[text]).previous()
    return JalaliPeriod.parse(text)


def _date(asked: Comparison) -> Q:
    start, stop = _span(asked)
    condition = Q()
    for lookup, day in (("gte", start), ("lt", stop)):
        if day is not None:
            at: Any = day
            if is_moment(asked.model, asked.field.compared):
                at = datetime.combine(day, time(), asked.reader.display.zone)
            condition &= asked.compare(lookup, at)
    return condition


def _one_of(asked: Comparison) -> Q:
    allowed = {str(key) for key, _label in asked.field.choices()} if asked.field.choices else None
    condition = Q()
    for value in asked.condition.values:
        if allowed is not None and value not in allowed:
            words = {"field": asked.field.label, "value": value[:40]}
            raise ListError(_("“%(field)s” is never “%(value)s”.") % words)
        condition |= asked.field.match(value) if asked.field.match else Q(**{asked.field.compared: value})
    return ~condition if asked.condition.op == "none" else condition


def _person(asked: Comparison) -> Q:
    condition = Q()
    for value in asked.condition.values:
        if value == "me":
            condition |= Q(**{asked.field.compared: asked.reader.user.pk})
        elif value == "nobody":
            condition |= asked.compare("isnull", True)
        elif value.isascii() and value.isdigit() and int(value) <= LARGEST:
            condition |= Q(**{asked.field.compared: int(value)})
        else:
            raise ListError(_("“%(value)s” is not a colleague.") % {"value": value[:40]})
    return ~condition if asked.condition.op == "none" else condition


def _flag(asked: Comparison) -> Q:
    condition = asked.field.match("") if asked.field.match else Q(**{asked.field.compared: True})
    return condition if asked.condition.op == "yes" else ~condition


COMPILERS = {
    "text": _text,
    "phone": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _one_of,
    "stage": _one_of,
    "many": _one_of,
    "person": _person,
    "flag": _flag,
}


def compile_groups(model: type[Model], groups: tuple[Group, ...], fields: Mapping[str, Field], reader: Reader) -> Q:
    """Return the condition that all groups hold, each by one of its conditions. Raises ListError with a sentence."""
    everything = Q()
    for group in groups:
        anything = Q()
        for condition in group:
            anything |= Comparison(model, fields[condition.field], condition, reader).q()
        everything &= anything
    return everything
