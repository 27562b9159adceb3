"""From conditions to a queryset condition; whatever was typed ends in a Q or in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from peyvand.core.display import Display
from peyvand.core.jalali import parse_date
from peyvand.core.manifest import Within
from peyvand.core.money import Money, bare_unit, parse_money
from peyvand.core.numbers import parse_number
from peyvand.core.text import clean, key
from peyvand.platform.lists.fields import Field, ListError, is_moment, model_field
from peyvand.platform.lists.operators import operator
from peyvand.platform.lists.spans import MOST_DAYS, period_of, span_of
from peyvand.platform.lists.state import Condition, Group

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Reader:
    """Who asks, when, and how she writes numbers and money.

    Nobody asks (`user` None) where a rule is applied; then `within` may say to which rows only it is applied.
    """

    user: Any
    today: date
    display: Display
    currency: str = "IRR"
    within: Within | None = None


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
            if self.field.over is not None:
                return _added_up(self, self.field.over)
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
        stored = model_field(self.model, self.field.compared)
        if self.field.kind in {"text", "phone", "choice"} and (stored is None or stored.empty_strings_allowed):
            empty |= Q(**{self.field.compared: ""})
        return ~empty if wanted else empty

    def compare(self, lookup: str, value: Any) -> Q:
        """Return path__lookup=value, false rather than unknown where there is no value: "not" turns it round."""
        compared = Q(**{f"{self.field.compared}__{lookup}": value})
        return compared & self._known(True) if self.field.annotate is not None else compared


def _text(asked: Comparison) -> Q:
    value = clean(asked.condition.values[0])
    if not value:
        raise ListError(_("Say what “%(field)s” is to be compared with.") % {"field": asked.field.label})
    if asked.field.match is not None:
        return asked.field.match(value)
    if asked.field.folded:
        return asked.compare({"has": "contains", "is": "exact", "begins": "startswith"}[asked.condition.op], key(value))
    return asked.compare({"has": "icontains", "is": "iexact", "begins": "istartswith"}[asked.condition.op], value)


def _number(asked: Comparison) -> Q:
    return _compared(asked, [parse_number(text) for text in asked.condition.values])


def _money(asked: Comparison) -> Q:
    """Compare amounts of one currency: the one that was typed, else the organisation's."""
    given = _amounts(asked, asked.condition.values)
    if asked.field.currency:
        return _compared(asked, _plain(given)) & Q(**{asked.field.currency: given[0].currency})
    _require_own_currency(asked, given)
    return _compared(asked, _plain(given))


def _amounts(asked: Comparison, texts: Sequence[str]) -> list[Money]:
    reader = asked.reader
    given = [parse_money(text, reader.currency, reader.display.money_unit) for text in texts]
    if len({one.currency for one in given}) > 1:
        raise ListError(_("“%(field)s”: compare amounts of one currency.") % {"field": asked.field.label})
    return given


def _plain(given: Sequence[Money]) -> list[Decimal]:
    return [Decimal(one.amount) for one in given]


def _require_own_currency(asked: Comparison, given: Sequence[Money]) -> None:
    reader = asked.reader
    if any(one.currency != reader.currency for one in given):
        words = {"field": asked.field.label, "currency": bare_unit(reader.currency, reader.display)}
        raise ListError(_("“%(field)s” is counted in %(currency)s.") % words)


def _require_storable(asked: Comparison, given: Sequence[Decimal]) -> None:
    if any(abs(value) > LARGEST for value in given):
        raise ListError(_("“%(field)s”: this number is too large.") % {"field": asked.field.label})


def _compared(asked: Comparison, given: Sequence[Decimal]) -> Q:
    _require_storable(asked, given)
    if asked.condition.op == "between":
        return asked.compare("gte", min(given)) & asked.compare("lte", max(given))
    return asked.compare({"is": "exact", "above": "gte", "below": "lte"}[asked.condition.op], given[0])


def _quantities(asked: Comparison, texts: Sequence[str]) -> list[Decimal]:
    """Return the amounts or numbers that sums over a period are compared with."""
    if asked.field.kind == "tally":
        given = [parse_number(text) for text in texts]
    else:
        amounts = _amounts(asked, texts)
        _require_own_currency(asked, amounts)
        given = _plain(amounts)
    _require_storable(asked, given)
    return given


def _added_up(asked: Comparison, over: Callable[..., QuerySet[Any, Any]]) -> Q:
    """Return who reaches the amounts in the period, the last value; who has nothing in it has reached 0."""
    *texts, period = asked.condition.values
    given, reader = _quantities(asked, texts), asked.reader
    totals = over(*span_of(period, reader.today, reader.display.calendar), reader.within)

    def reaching(lookup: str, amount: Decimal) -> Q:
        return Q(pk__in=totals.filter(**{f"altogether__{lookup}": amount}).values("customer"))

    least = min(given) if asked.condition.op != "below" else None
    most = max(given) if asked.condition.op != "above" else None
    condition = Q()
    if least is not None:
        condition &= reaching("gte", least) if least > 0 else ~reaching("lt", least)
    if most is not None:
        condition &= ~reaching("gt", most) if most >= 0 else reaching("lte", most)
    return condition


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
        period = period_of(values[0], today, asked.reader.display.calendar)
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


def measured(condition: Condition, field: Field) -> Iterator[tuple[str, str]]:
    """Yield each value of a condition with what it is: money, number, period, date, or plain."""
    known = operator(field.kind, condition.op)
    last = known.takes - 1 if field.over is not None and known is not None else -1
    kind = {"sum": "money", "tally": "number"}.get(field.kind, field.kind)
    if kind == "date":
        kind = {"period": "period", "within": "number", "ahead": "number", "older": "number"}.get(condition.op, "date")
    for at, value in enumerate(condition.values):
        measure = "period" if at == last else kind
        yield value, measure if measure in {"money", "number", "period", "date"} else "plain"


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
        if value == "me" and asked.reader.user is None:
            raise ListError(_("“me” is somebody else for everybody: name a colleague."))
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
