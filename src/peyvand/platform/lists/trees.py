"""Rules over the fields of a list: conditions joined by all, any and none to any depth, kept as JSON.

A leaf is {"field": "city", "op": "is", "values": ["Tehran"]}, a branch {"all": [...]}, {"any": [...]} or {"none": [...]}.
Stored values do not depend on who wrote them: days are ISO, money is in whole units, with its code when it is not the
organisation's currency, and "this month" names its calendar (`anchored`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from peyvand.core.display import Calendar, Display
from peyvand.core.jalali import format_date, parse_date
from peyvand.core.manifest import Within
from peyvand.core.money import Money, in_unit, parse_money
from peyvand.core.numbers import format_number, parse_number
from peyvand.platform import organisation
from peyvand.platform.lists.compiling import Comparison, Reader, measured
from peyvand.platform.lists.fields import Field, ListError
from peyvand.platform.lists.operators import default_operator
from peyvand.platform.lists.spans import with_calendar, without_calendar
from peyvand.platform.lists.state import Condition, checked
from peyvand.platform.lists.words import said

JOINS = ("all", "any", "none")
DEEPEST, MOST_PARTS = 5, 60


@dataclass(frozen=True)
class Branch:
    """Parts of a rule of which all, any or none must hold."""

    join: str
    parts: tuple[Part, ...] = ()


Part = Branch | Condition


def keeper(user: Any = None, *, within: Within | None = None) -> Reader:
    """Return the reader in whose way rules are kept: ISO days, plain digits, whole rials."""
    display = Display("en", "gregorian", "en", organisation.zone(), "rial")
    return Reader(user, organisation.today(), display, organisation.get("currency"), within)


def read_rule(given: Any, fields: Mapping[str, Field]) -> Branch:
    """Read a rule from JSON. Raises ListError, with a sentence, for what is none or asks for unknown fields."""
    rule = _read(given, fields, 1)
    if not isinstance(rule, Branch):
        rule = Branch("all", (rule,))
    if not (count := sum(1 for _each in conditions(rule))):
        raise ListError(_("A rule needs a condition."))
    if count > MOST_PARTS:
        raise ListError(_("These are too many conditions for one rule."))
    return rule


def _read(given: Any, fields: Mapping[str, Field], depth: int) -> Part:
    if not isinstance(given, dict):
        raise ListError(_("A part of a rule is a condition, or all, any or none of some parts."))
    if "field" in given:
        return _leaf(given, fields)
    join, parts = next(iter(given.items()), ("", None))
    if len(given) != 1 or join not in JOINS or not isinstance(parts, list):
        raise ListError(_("A part of a rule is a condition, or all, any or none of some parts."))
    if depth > DEEPEST or len(parts) > MOST_PARTS:
        raise ListError(_("This rule is nested too deeply or too long."))
    return Branch(join, tuple(_read(part, fields, depth + 1) for part in parts))


def _leaf(given: Mapping[str, Any], fields: Mapping[str, Field]) -> Condition:
    name, op, values = given.get("field"), given.get("op", ""), given.get("values", [])
    if not (isinstance(name, str) and isinstance(op, str) and isinstance(values, list)):
        raise ListError(_("A condition has a field, an op and a list of values."))
    if name not in fields:
        raise ListError(_("There is no field “%(name)s” for you.") % {"name": name[:40]})
    plain = tuple(str(value) for value in values if isinstance(value, str | int | float))
    return checked(Condition(name, op or default_operator(fields[name].kind), plain))


def rule_json(part: Part) -> dict[str, Any]:
    """Return a rule as JSON."""
    if isinstance(part, Condition):
        return {"field": part.field, "op": part.op, "values": list(part.values)}
    return {part.join: [rule_json(each) for each in part.parts]}


def conditions(part: Part) -> Iterator[Condition]:
    """Yield every condition of a rule."""
    if isinstance(part, Condition):
        yield part
        return
    for each in part.parts:
        yield from conditions(each)


def compile_rule(model: type[Model], part: Part, fields: Mapping[str, Field], reader: Reader) -> Q:
    """Return the condition that a rule means. Raises ListError with a sentence that names the field."""
    if isinstance(part, Condition):
        return Comparison(model, fields[part.field], part, reader).q()
    joined = Q()
    for each in part.parts:
        condition = compile_rule(model, each, fields, reader)
        joined = joined & condition if part.join == "all" else joined | condition
    return ~joined if part.join == "none" and joined else joined


def anchored(rule: Branch, fields: Mapping[str, Field], calendar: Calendar) -> Branch:
    """Return a rule whose periods name their calendar, this one where they named none: at night nobody reads it."""

    def named(value: str, measure: str) -> str:
        return with_calendar(value, calendar) if measure == "period" else value

    return _restated(rule, fields, named)


def stored(rule: Branch, fields: Mapping[str, Field], writer: Reader) -> Branch:
    """Return a rule as it is kept, from values as `writer` types them. Raises ValueError for what cannot be read."""
    return _restated(rule, fields, lambda value, measure: _stored(value, measure, writer))


def _restated(rule: Branch, fields: Mapping[str, Field], restate: Callable[[str, str], str]) -> Branch:
    def again(part: Part) -> Part:
        if isinstance(part, Branch):
            return replace(part, parts=tuple(map(again, part.parts)))
        return replace(part, values=tuple(restate(*pair) for pair in measured(part, fields[part.field])))

    return replace(rule, parts=tuple(map(again, rule.parts)))


def _stored(value: str, measure: str, writer: Reader) -> str:
    if measure == "money":
        money = parse_money(value, writer.currency, writer.display.money_unit)
        return f"{money.major():f}{_foreign(money, writer)}"
    if measure == "number":
        return format(parse_number(value), "f")
    return parse_date(value, today=writer.today).isoformat() if measure == "date" else value


def _foreign(money: Money, reader: Reader) -> str:
    return "" if money.currency == reader.currency else f" {money.currency}"


def typed(rule: Branch, fields: Mapping[str, Field], reader: Reader) -> Branch:
    """Return a kept rule with its values as `reader` would type them."""
    return _restated(rule, fields, lambda value, measure: _typed(value, measure, reader))


def _typed(value: str, measure: str, reader: Reader) -> str:
    try:
        if measure == "money":
            money = parse_money(value, reader.currency, "rial")
            amount = format_number(in_unit(money, reader.display)[0], digits=reader.display.digits)
            return f"{amount}{_foreign(money, reader)}"
        if measure == "number":
            return format_number(parse_number(value), digits=reader.display.digits)
        if measure == "period":
            return without_calendar(value, reader.display.calendar)
        return format_date(parse_date(value, today=reader.today), reader.display) if measure == "date" else value
    except ValueError:
        return value


def say_rule(part: Part, fields: Mapping[str, Field], reader: Reader, names: Mapping[str, str]) -> str:
    """Return a rule, its values as `reader` types them, as a sentence. `names` are the colleagues' by id."""
    if isinstance(part, Condition):
        return said(part, fields[part.field], reader, names)
    sentences = [_inside(each, fields, reader, names) for each in part.parts]
    if part.join == "all":
        return _(" and ").join(sentences)
    either = _(" or ").join(sentences)
    if part.join == "none" and sentences:
        return _("it is not so that %(either)s") % {"either": either if len(sentences) == 1 else f"({either})"}
    return either


def _inside(part: Part, fields: Mapping[str, Field], reader: Reader, names: Mapping[str, str]) -> str:
    sentence = say_rule(part, fields, reader, names)
    return f"({sentence})" if isinstance(part, Branch) and len(part.parts) > 1 else sentence
