"""Asking for one filter: the form of a field, and what its answer makes of the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.manifest import Text
from peyvand.core.money import bare_unit
from peyvand.platform.lists.compiling import Comparison, Reader
from peyvand.platform.lists.fields import Field, ListError, ListSpec
from peyvand.platform.lists.operators import OPERATORS, Operator, default_operator, operator
from peyvand.platform.lists.state import Condition, State, checked
from peyvand.platform.lists.words import period_choices
from peyvand.platform.models import User


@dataclass(frozen=True)
class Ask:
    """The form for one filter: its field, the comparisons it knows, what is chosen now."""

    field: Field
    operators: Sequence[Operator]
    chosen: Condition
    at: str
    choices: Sequence[tuple[str, Text]]
    unit: str
    groups: Sequence[tuple[int, str]]
    error: str = ""

    @property
    def first(self) -> str:
        """Return the first value."""
        return self.chosen.values[0] if self.chosen.values else ""

    @property
    def second(self) -> str:
        """Return the second value."""
        return self.chosen.values[1] if len(self.chosen.values) > 1 else ""


def place_of(at: str, state: State) -> tuple[int, int] | None:
    """Return (group, condition) of "1.0" when there is such a condition."""
    group, _dot, within = at.partition(".")
    if not (group.isascii() and group.isdigit() and within.isascii() and within.isdigit()) or len(at) > 6:
        return None
    there = int(group) < len(state.groups) and int(within) < len(state.groups[int(group)])
    return (int(group), int(within)) if there else None


def ask_for(params: QueryDict, state: State, fields: Mapping[str, Field], reader: Reader) -> Ask | None:
    """Return the form that the address asks for, None when it asks for none or for a field that is not there."""
    field = fields.get(params.get("ask", ""))
    if field is None or not field.filterable:
        return None
    place = place_of(params.get("at", ""), state)
    chosen = state.groups[place[0]][place[1]] if place else given(params, field)
    return Ask(
        field=field,
        operators=OPERATORS[field.kind],
        chosen=chosen,
        at=params.get("at", "") if place else "",
        choices=choices_of(field),
        unit=bare_unit(reader.currency, reader.display) if field.kind == "money" else "",
        groups=_joinable(state, fields) if place is None else [],
    )


def _joinable(state: State, fields: Mapping[str, Field]) -> list[tuple[int, str]]:
    return [
        (at, _(" or ").join(str(fields[condition.field].label) for condition in group))
        for at, group in enumerate(state.groups)
    ]


def choices_of(field: Field) -> list[tuple[str, Text]]:
    """Return what a filter of this field can be ticked from."""
    if field.kind == "person":
        people = User.objects.active().values_list("pk", "name")
        return [("me", _("me")), ("nobody", _("nobody")), *((str(pk), name) for pk, name in people)]
    if field.kind == "date":
        return list(period_choices())
    return [(str(key), label) for key, label in field.choices()] if field.choices else []


def given(params: QueryDict, field: Field) -> Condition:
    """Return the condition that was typed into the form."""
    op = params.get("op", "")
    known = operator(field.kind, op)
    typed = [value.strip() for value in params.getlist("value") if value.strip()]
    if op == "period":
        typed = [value.strip() for value in params.getlist("period") if value.strip()]
    if known is not None and known.takes >= 0:
        typed = typed[: known.takes]
    return checked(Condition(field.key, op or default_operator(field.kind), tuple(typed)))


def answered(params: QueryDict, state: State, field: Field, spec: ListSpec, reader: Reader) -> State:
    """Return the state with the form's answer in it; raise ListError when it cannot be compared so."""
    condition = given(params, field)
    Comparison(spec.table, field, condition, reader).q()
    groups = [list(group) for group in state.groups]
    place = place_of(params.get("at", ""), state)
    join = params.get("join", "")
    if place is not None:
        groups[place[0]][place[1]] = condition
    elif join.isascii() and join.isdigit() and len(join) < 3 and int(join) < len(groups):
        groups[int(join)].append(condition)
    else:
        groups.append([condition])
    return replace(state, groups=tuple(tuple(group) for group in groups), cursor="")


def refused(ask: Ask, error: ListError) -> Ask:
    """Return the form with what is wrong with its answer."""
    return replace(ask, error=str(error))
