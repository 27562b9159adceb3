"""The state of a list, all of it in the URL: search, filters, sort, columns and place.

`f` holds a group of conditions joined by "or"; several `f` are joined by "and":
`f=owner:any:me&f=city:has:Tehran|stage:any:welcome,account`. A backslash keeps `\\ | : ,` as they are.
`owner=me` is short for `f=owner:any:me`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.platform.lists.fields import Field, ListError, ListSpec
from peyvand.platform.lists.operators import default_operator

MOST_GROUPS, MOST_CONDITIONS, MOST_VALUES, LONGEST = 20, 10, 200, 300
MOST_SORTS = 4


@dataclass(frozen=True)
class Condition:
    """`field` compared by `op` with `values`, still as typed."""

    field: str
    op: str
    values: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the condition as the URL holds it."""
        return ":".join([_escape(self.field), _escape(self.op), ",".join(map(_escape, self.values))])


Group = tuple[Condition, ...]


@dataclass(frozen=True)
class State:
    """What a list shows. `groups` are joined by "and", the conditions in one by "or"."""

    q: str = ""
    groups: tuple[Group, ...] = ()
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    view: str = ""
    cursor: str = field(default="", compare=False)

    @property
    def conditions(self) -> list[str]:
        """Return the groups of conditions, each as an `f` holds it."""
        return ["|".join(condition.text() for condition in group) for group in self.groups]

    def query(self, **changes: Any) -> str:
        """Return the query string of this state with `changes`; the place is given up unless it is among them."""
        state = replace(self, **{"cursor": "", **changes})
        pairs = [("q", state.q)] if state.q else []
        pairs += [("f", text) for text in state.conditions]
        for name in ("sort", "columns"):
            if getattr(state, name):
                pairs.append((name, ",".join(getattr(state, name))))
        pairs += [(name, getattr(state, name)) for name in ("view", "cursor") if getattr(state, name)]
        return urlencode(pairs, safe=":,|")

    def link(self, **changes: Any) -> str:
        """Return the same as an address relative to the page."""
        return f"?{self.query(**changes)}"

    def hidden(self) -> list[tuple[str, str]]:
        """Return the state as fields of a form that asks for something else than the search."""
        return [(name, value) for name, values in QueryDict(self.query()).lists() for value in values]


def _escape(text: str) -> str:
    return re.sub(r"([\\|:,])", r"\\\1", text)


def _split(text: str, mark: str) -> list[str]:
    """Split at `mark` where no backslash keeps it."""
    parts, current, kept = [], "", False
    for letter in text:
        if kept or letter == "\\":
            current, kept = current + letter, not kept
        elif letter == mark:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _known(fields: Mapping[str, Field], name: str) -> Field:
    if name not in fields:
        raise ListError(_("This list has no field “%(name)s” for you.") % {"name": name[:40]})
    return fields[name]


def condition_of(text: str, fields: Mapping[str, Field]) -> Condition:
    """Read one condition; raise ListError for a field that is not there or too much of anything."""
    name, op, values = ([_plain(part) if i < 2 else part for i, part in enumerate(_split(text, ":"))] + ["", ""])[:3]
    found = _known(fields, name)
    given = tuple(_plain(value) for value in _split(values, ",") if value)
    return checked(Condition(name, op or default_operator(found.kind), given))


def checked(condition: Condition) -> Condition:
    """Return the condition; raise ListError when its values are too many, too long or not text."""
    if len(condition.values) > MOST_VALUES:
        raise ListError(_("A filter takes at most %(most)s values.") % {"most": shown_digits(MOST_VALUES)})
    if any(len(value) > LONGEST or "\x00" in value for value in condition.values):
        raise ListError(_("What is to be compared is too long or unreadable."))
    return condition


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for value in values for word in value.split(",") if word))


def read_state(params: QueryDict, spec: ListSpec, fields: Mapping[str, Field]) -> State:
    """Read the state in a query string; raise ListError, with a sentence, for what cannot be."""
    groups = [tuple(condition_of(part, fields) for part in _split(text, "|")) for text in params.getlist("f") if text]
    groups += [
        (checked(Condition(name, default_operator(fields[name].kind), _words(params.getlist(name)))),)
        for name in params
        if name in fields and _words(params.getlist(name))
    ]
    if len(groups) > MOST_GROUPS or any(len(group) > MOST_CONDITIONS for group in groups):
        raise ListError(_("These are too many filters at once."))
    sort = _words(params.getlist("sort"))[:MOST_SORTS]
    for name in sort:
        if not _known(fields, name.removeprefix("-")).sort:
            raise ListError(_("This list cannot be sorted by “%(name)s”.") % {"name": fields[name.lstrip("-")].label})
    columns = tuple(name for name in _words(params.getlist("columns")) if name in fields and fields[name].column)
    return State(
        q=params.get("q", "").replace("\x00", "").strip()[:LONGEST],
        groups=tuple(groups),
        sort=sort,
        columns=columns,
        view=params.get("view", "") if params.get("view", "").isascii() and params.get("view", "").isdigit() else "",
        cursor=params.get("cursor", ""),
    )


def shown_fields(chosen: Iterable[str], fields: Mapping[str, Field]) -> list[Field]:
    """Return the columns in their order: the main one first, then the chosen ones, else a stage and the usual ones."""
    main = [f for f in fields.values() if f.main]
    known = [fields[name] for name in chosen if name in fields and fields[name].column]
    if known:
        return main + [f for f in known if not f.main]
    usual = [f for f in fields.values() if f.default and f.column and not f.main]
    return main + sorted(usual, key=lambda f: f.kind != "stage")
