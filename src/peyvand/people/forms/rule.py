"""The editor of a rule: a tree of blocks and lines, all of it in one form, whose names are the way from the root.

"0." is the whole rule; "0.2." its third part; "0.2.op" that part's comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from peyvand.platform.lists.asking import Ask, given
from peyvand.platform.lists.compiling import Reader
from peyvand.platform.lists.fields import Field
from peyvand.platform.lists.operators import default_operator, operator
from peyvand.platform.lists.state import Condition
from peyvand.platform.lists.trees import DEEPEST, JOINS, MOST_PARTS, Branch, Part

ROOT = "0."
FIRST = "city"


@dataclass(frozen=True)
class Line:
    """One condition of the editor."""

    path: str
    ask: Ask


@dataclass(frozen=True)
class Block:
    """Parts of the editor that are joined by all, any or none."""

    path: str
    join: str
    parts: Sequence[Block | Line]

    @property
    def is_root(self) -> bool:
        """Tell the whole rule from a part of it."""
        return self.path == ROOT

    @property
    def may_nest(self) -> bool:
        """Tell whether another block may stand in this one."""
        return self.path.count(".") < DEEPEST


def blank(fields: Mapping[str, Field]) -> Branch:
    """Return the rule that an editor begins with."""
    return Branch("all", (_new(fields),))


def _new(fields: Mapping[str, Field]) -> Condition:
    name = FIRST if FIRST in fields else next(iter(fields))
    return Condition(name, default_operator(fields[name].kind))


def shown(part: Part, fields: Mapping[str, Field], reader: Reader, path: str = ROOT) -> Block | Line:
    """Return a rule, its values as typed, as its editor shows it."""
    if isinstance(part, Condition):
        return Line(path, Ask(field=fields[part.field], chosen=part, at="", reader=reader, prefix=path))
    parts = [shown(each, fields, reader, f"{path}{at}.") for at, each in enumerate(part.parts)]
    return Block(path, part.join, parts)


def read_draft(params: QueryDict, fields: Mapping[str, Field]) -> Branch:
    """Return the rule in a POST of the editor, values as typed. Raises ListError for values that are too long."""
    draft = _read(params, fields, ROOT)
    return draft if isinstance(draft, Branch) else blank(fields)


def _read(params: QueryDict, fields: Mapping[str, Field], path: str) -> Part | None:
    if f"{path}join" in params and path.count(".") <= DEEPEST:
        parts: list[Part] = []
        while len(parts) <= MOST_PARTS and (part := _read(params, fields, f"{path}{len(parts)}.")) is not None:
            parts.append(part)
        join = params[f"{path}join"]
        return Branch(join if join in JOINS else "all", tuple(parts))
    field = fields.get(params.get(f"{path}field", ""))
    if field is None:
        return None
    typed = given(params, field, path)
    return typed if operator(field.kind, typed.op) else Condition(field.key, default_operator(field.kind))


def edited(draft: Branch, act: str, fields: Mapping[str, Field]) -> Branch:
    """Return the rule after a button of the editor: "add:0.", "nest:0.1." or "remove:0.1."; others change nothing."""
    verb, _colon, place = act.partition(":")
    steps = place.removesuffix(".").split(".")[1:]
    if verb not in EDITS or not all(step.isascii() and step.isdigit() and len(step) < 3 for step in steps):
        return draft
    changed = _at(draft, [int(step) for step in steps], lambda part: EDITS[verb](part, fields))
    return changed if isinstance(changed, Branch) else draft


def _at(part: Part, steps: list[int], change: Callable[[Part], Part | None]) -> Part | None:
    """Return a part with the one at the end of `steps` changed; None takes it out."""
    if not steps:
        return change(part)
    if isinstance(part, Condition):
        return part
    parts = [_at(each, steps[1:], change) if at == steps[0] else each for at, each in enumerate(part.parts)]
    return replace(part, parts=tuple(each for each in parts if each is not None))


def _add(part: Part, fields: Mapping[str, Field]) -> Part:
    return part if isinstance(part, Condition) else replace(part, parts=(*part.parts, _new(fields)))


def _nest(part: Part, fields: Mapping[str, Field]) -> Part:
    inner = Branch("any", (_new(fields), _new(fields)))
    return part if isinstance(part, Condition) else replace(part, parts=(*part.parts, inner))


EDITS: dict[str, Callable[[Part, Mapping[str, Field]], Part | None]] = {
    "add": _add,
    "nest": _nest,
    "remove": lambda _part, _fields: None,
}
