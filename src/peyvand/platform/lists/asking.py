"""Asking for one filter: the form of a field, and what its answer makes of the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.manifest import Text
from peyvand.core.money import bare_unit
from peyvand.platform.lists.compiling import Comparison, Reader, measured
from peyvand.platform.lists.fields import Field, ListError, ListSpec
from peyvand.platform.lists.operators import OPERATORS, Operator, default_operator, operator
from peyvand.platform.lists.spans import is_period, period_choices, said_period
from peyvand.platform.lists.state import Condition, State, checked
from peyvand.platform.models import User

LAST_DAYS = (7, 30, 90, 180, 365)


@dataclass(frozen=True)
class Ask:
    """The form for one filter: its field, the comparisons it knows, what is chosen now.

    The names of its controls begin with `prefix`, where one form asks for many.
    """

    field: Field
    chosen: Condition
    at: str
    reader: Reader
    groups: Sequence[tuple[int, str]] = ()
    error: str = ""
    prefix: str = ""

    @property
    def operators(self) -> Sequence[Operator]:
        """Return the comparisons that the field knows."""
        return OPERATORS[self.field.kind]

    @cached_property
    def choices(self) -> list[tuple[str, Text]]:
        """Return what can be ticked."""
        return choices_of(self.field)

    @property
    def unit(self) -> str:
        """Return what a bare amount of money counts, "" for anything else."""
        reader = self.reader
        return bare_unit(reader.currency, reader.display) if self.field.kind in {"money", "sum"} else ""

    @property
    def takes_two(self) -> bool:
        """Tell whether a comparison of this field may take a second value."""
        return any(known.key == "between" for known in self.operators)

    @property
    def adds_up(self) -> bool:
        """Tell whether the field is added up over a period."""
        return self.field.over is not None

    @property
    def takes_period(self) -> bool:
        """Tell whether a comparison of this field may take a period."""
        return self.adds_up or any(known.key == "period" for known in self.operators)

    @property
    def period(self) -> str:
        """Return the chosen period, "" where none is."""
        found = (value for value, measure in measured(self.chosen, self.field) if measure == "period")
        return next(found, "")

    @property
    def periods(self) -> list[tuple[str, str]]:
        """Return the periods to choose from, the chosen one among them."""
        days = [f"{number}d" for number in LAST_DAYS] if self.adds_up else []
        today, display = self.reader.today, self.reader.display
        chosen = [self.period] if is_period(self.period, today) else []
        said = {text: said_period(text, today, display) for text in (*days, *chosen)}
        return list((dict(period_choices(display.calendar)) | said).items())

    @property
    def first(self) -> str:
        """Return the first value that is no period."""
        return next(iter(self._plain()), "")

    @property
    def second(self) -> str:
        """Return the second value that is no period."""
        return [*self._plain(), "", ""][1]

    def _plain(self) -> list[str]:
        return [value for value, measure in measured(self.chosen, self.field) if measure != "period"]


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
        chosen=chosen,
        at=params.get("at", "") if place else "",
        reader=reader,
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
    return [(str(key), label) for key, label in field.choices()] if field.choices else []


def given(params: QueryDict, field: Field, prefix: str = "") -> Condition:
    """Return the condition that was typed into the form whose controls' names begin with `prefix`."""
    op = params.get(f"{prefix}op", "")
    known = operator(field.kind, op)
    typed = _typed(params, f"{prefix}value")
    if op == "period":
        typed = _typed(params, f"{prefix}period")
    elif field.over is not None and known is not None:
        typed = typed[: known.takes - 1] + _typed(params, f"{prefix}period")
    if known is not None and known.takes >= 0:
        typed = typed[: known.takes]
    return checked(Condition(field.key, op or default_operator(field.kind), tuple(typed)))


def _typed(params: QueryDict, name: str) -> list[str]:
    return [value.strip() for value in params.getlist(name) if value.strip()]


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
