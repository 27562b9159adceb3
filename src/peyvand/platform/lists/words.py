"""The filters of a list as the sentence a person would say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.jalali import format_date, parse_date
from peyvand.core.money import format_money, parse_money
from peyvand.core.numbers import format_number, parse_number
from peyvand.platform.lists.compiling import Reader, measured
from peyvand.platform.lists.fields import Field
from peyvand.platform.lists.operators import operator
from peyvand.platform.lists.spans import said_period
from peyvand.platform.lists.state import Condition, State
from peyvand.platform.models import User


@dataclass(frozen=True)
class Word:
    """One condition in the sentence: its text, where it is changed, and the address without it."""

    text: str
    ask: str
    without: str
    joint: str  # "" | "and" | "or": what stands before it


def sentence(state: State, fields: Mapping[str, Field], reader: Reader) -> list[Word]:
    """Return the filters as words in their order."""
    names = names_in((condition for group in state.groups for condition in group), fields)
    found: list[Word] = []
    for at, group in enumerate(state.groups):
        for within, condition in enumerate(group):
            rest = tuple(c for c in group if c is not condition)
            groups = (*state.groups[:at], *((rest,) if rest else ()), *state.groups[at + 1 :])
            found.append(
                Word(
                    text=said(condition, fields[condition.field], reader, names),
                    ask=f"{state.link()}&ask={condition.field}&at={at}.{within}",
                    without=state.link(groups=groups),
                    joint="or" if within else "and" if at else "",
                )
            )
    return found


def said(condition: Condition, field: Field, reader: Reader, names: Mapping[str, str]) -> str:
    """Return one condition in words."""
    known = operator(field.kind, condition.op)
    if known is None:
        return str(field.label)
    values = [_value(field, measure, value, reader, names) for value, measure in measured(condition, field)]
    places = dict(zip(("first", "second", "third"), [*values, "", "", ""][:3], strict=True))
    return str(known.said) % {"field": field.label, "values": any_of(values), **places}


def any_of(values: Sequence[str]) -> str:
    """Return "a, b or c"; a long list says how many more there are."""
    if len(values) > 4:
        rest = shown_digits(len(values) - 3)
        return _("%(some)s or %(count)s others") % {"some": _(", ").join(values[:3]), "count": rest}
    if len(values) < 2:
        return "".join(values)
    return _("%(some)s or %(last)s") % {"some": _(", ").join(values[:-1]), "last": values[-1]}


def names_in(conditions: Iterable[Condition], fields: Mapping[str, Field]) -> dict[str, str]:
    """Return the names of the colleagues that conditions speak of, in one query."""
    ids = {
        int(value)
        for condition in conditions
        if fields[condition.field].kind == "person"
        for value in condition.values
        if value.isascii() and value.isdigit()
    }
    return {str(pk): name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}


def _value(field: Field, measure: str, value: str, reader: Reader, names: Mapping[str, str]) -> str:
    if field.kind == "person":
        return {"me": _("me"), "nobody": _("nobody")}.get(value) or names.get(value, value)
    if field.choices is not None:
        return next((str(label) for key, label in field.choices() if str(key) == value), value)
    try:
        return field.say(value) if field.say is not None else _measured(measure, value, reader)
    except ValueError:
        return value


def _measured(measure: str, value: str, reader: Reader) -> str:
    if measure == "money":
        return format_money(parse_money(value, reader.currency, reader.display.money_unit), reader.display)
    if measure == "number":
        return format_number(parse_number(value))
    if measure == "period":
        return said_period(value, reader.today, reader.display)
    return format_date(parse_date(value, today=reader.today), reader.display) if measure == "date" else value
