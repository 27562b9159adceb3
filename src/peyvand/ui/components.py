"""Components of the design kit, drawn without asking again what their template and its call say.

Cotton finds a component's template, its defaults and the kind of each attribute whenever it is drawn, thirty times on
a page. All of that stands in the two templates: so a `Component` finds it once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.template import Context, NodeList, Template, TemplateSyntaxError
from django.template.base import Node
from django_cotton.templatetags import Attrs, UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode
from django_cotton.templatetags._slot import CottonSlotNode
from django_cotton.templatetags._vars import CottonVarsNode

from peyvand.ui.quick import keeps_notes, within

Read = Callable[[Context], Any]


@dataclass(frozen=True)
class Named:
    """A value with a name: an attribute of a call, or a default of a component. `constant` unless there is `read`."""

    key: str
    constant: Any
    read: Read | None = None

    @classmethod
    def of(cls, key: str, prepared: Any) -> Named:
        """Return what Cotton prepared: an expression, a text with tags in it, or a plain text."""
        if prepared.kind is AttrKind.DYNAMIC:
            return cls(key, None, prepared.compiled.resolve)
        if prepared.kind is AttrKind.UNQUOTED:
            return cls(key, None, partial(_or_text, prepared))
        return cls(key, prepared.value, prepared.compiled.nodelist.render if prepared.compiled else None)


def _or_text(prepared: Any, context: Context) -> Any:
    try:
        return prepared.compiled.resolve(context)
    except UnprocessableDynamicAttr:
        return prepared.value


def _values(named: Iterable[Named], context: Context) -> dict[str, Any]:
    """Return the values by key; an expression that cannot be read is as if it were not there."""
    values = {}
    for one in named:
        with suppress(UnprocessableDynamicAttr):
            values[one.key] = one.constant if one.read is None else one.read(context)
    return values


@dataclass(frozen=True)
class Shape:
    """What a component's own template says: its nodes, its defaults, and the names that are no attributes of its tag."""

    nodes: NodeList
    defaults: tuple[Named, ...]
    own: frozenset[str]

    @classmethod
    def of(cls, template: Template) -> Shape:
        """Read a component's template."""
        if keeps_notes(template):
            raise TemplateSyntaxError(f"{template.name}: a component has no block, cycle or ifchanged")
        heads = [node for node in template.nodelist if isinstance(node, CottonVarsNode)]
        given = [one for head in heads for one in head._prepared_vars]
        own = {one.exclude_key for one in given} | {name for head in heads for name in head.empty_vars}
        nodes = NodeList(node for node in template.nodelist if node not in heads)
        return cls(nodes, tuple(Named.of(one.accessible_key, one) for one in given), frozenset(own))


class Component(Node):
    """`<c-name a="b">...</c-name>`, its slots standing directly in it."""

    child_nodelists = ()

    def __init__(self, node: CottonComponentNode) -> None:
        self.node = node
        self.slots = [(one.slot_name, one.nodelist) for one in node.nodelist if isinstance(one, CottonSlotNode)]
        self.nodelist = NodeList(one for one in node.nodelist if not isinstance(one, CottonSlotNode))
        self.attributes = [Named.of(attr.key, attr) for attr in node._prepared_attrs]
        self.shape: Shape | None = None

    def lists(self) -> list[NodeList]:
        """Return all lists of nodes that stand in the call."""
        inline = [attr.compiled.nodelist for attr in self.node._prepared_attrs if hasattr(attr.compiled, "nodelist")]
        return [self.nodelist, *(nodes for _name, nodes in self.slots), *inline]

    def render_annotated(self, context: Context) -> str:
        """Draw the component with what it is given."""
        if self.shape is None:
            self.shape = Shape.of(self.node._get_cached_template(context, {}))
        given = _values(self.attributes, context)
        scope = _values(self.shape.defaults, context)
        scope.update((name, nodes.render(context)) for name, nodes in self.slots)
        scope.update((key.replace("-", "_"), value) for key, value in given.items())
        scope["attrs"] = Attrs({key: value for key, value in given.items() if key not in self.shape.own})
        scope["slot"] = self.nodelist.render(context)
        return within(context, scope, self.shape.nodes)


def quick_component(node: CottonComponentNode) -> Node:
    """Return a component drawn quickly; `node` itself where the call decides which component it is or what it is given."""
    decided = node.component_name == "component" or any(attr.key in {"attrs", "is"} for attr in node._prepared_attrs)
    return node if decided or node.only else Component(node)
