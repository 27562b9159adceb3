"""Nodes of templates that do what Django's do in a fraction of their time.

Whatever is known once a template is read is not found out for every page again: which template is included, how an
address reads around its ids, that a plain text is neither a moment nor a number. What these nodes do not cover is left
to Django's own.
"""

from __future__ import annotations

from html import escape
from typing import Any

from django.template import Context, NodeList, Template, Variable, VariableDoesNotExist
from django.template.base import (
    VARIABLE_ATTRIBUTE_SEPARATOR,
    FilterExpression,
    Node,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import CycleNode, IfChangedNode, URLNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.smartif import TokenBase
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from peyvand.core.addresses import address

KEEPS_NOTES: tuple[type[Node], ...] = (BlockNode, ExtendsNode, CycleNode, IfChangedNode)


class Look(Variable):
    """`a.b.c` where a stands in the context, and b and c are keys or attributes; else it is looked up Django's way."""

    __slots__ = ("first", "rest")

    def __init__(self, var: str) -> None:
        super().__init__(var)
        self.first, *self.rest = var.split(VARIABLE_ATTRIBUTE_SEPARATOR)

    def resolve(self, context: Any) -> Any:
        """Return the value; raise VariableDoesNotExist when there is none."""
        first = self.first
        for scope in reversed(context.dicts):
            if first in scope:
                value = scope[first]
                break
        else:
            raise VariableDoesNotExist("Failed lookup for key [%s]", (first,))
        try:
            for name in self.rest:
                if callable(value):
                    return super().resolve(context)
                kind = type(value)
                by_key = hasattr(kind, "__getitem__") and not issubclass(kind, tuple)
                value = value[name] if by_key else getattr(value, name)
        except Exception:  # Django knows which failures are silent, and where else to look
            return super().resolve(context)
        return super().resolve(context) if callable(value) else value


def sharpen(thing: Any) -> None:
    """Let every variable in an expression, a condition, or a collection of them be found quickly."""
    if isinstance(thing, FilterExpression):
        thing.var = _quick(thing.var)
        thing.filters = [(does, [(looks, _quick(arg)) for looks, arg in args]) for does, args in thing.filters]
    elif isinstance(thing, TokenBase):
        for part in (thing.first, thing.second, getattr(thing, "value", None)):
            sharpen(part)
    elif isinstance(thing, list | tuple):
        for part in thing:
            sharpen(part)
    elif isinstance(thing, dict):
        sharpen(list(thing.values()))


def _quick(variable: Any) -> Any:
    plain = type(variable) is Variable and variable.lookups is not None and not variable.translate
    return Look(variable.var) if plain else variable


class Shown(VariableNode):
    """`{{ value }}`: texts and whole numbers need none of the care that moments and fractions do."""

    def render_annotated(self, context: Context) -> str:
        """Return the value as HTML text."""
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return str.__str__(value)
        if context.autoescape and (kind is str or isinstance(value, Promise)):
            said = str(value)
            return said if isinstance(said, SafeString) else escape(said)
        if kind is int:
            return str(value)
        return str(render_value_in_context(value, context))


class Address(Node):
    """`{% url "name" a b %}` and `{% url "name" a b as place %}`."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.name = str(node.view_name.var)
        self.args = tuple(node.args)
        self.asvar = node.asvar

    def render_annotated(self, context: Context) -> str:
        """Return the address, or keep it under its name: "" when there is none."""
        try:
            found = address(self.name, *(arg.resolve(context) for arg in self.args))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return escape(found) if context.autoescape else found
        context[self.asvar] = found
        return ""


class Included(Node):
    """`{% include "name" with a=b %}`: the template is found the first time it is drawn."""

    child_nodelists = ()

    def __init__(self, node: IncludeNode) -> None:
        self.node = node
        self.name = str(node.template.var)
        self.extra = tuple(node.extra_context.items())
        self.inner: NodeList | None = None

    def render_annotated(self, context: Any) -> str:
        """Draw the template with what it is given."""
        if self.inner is None:
            template = context.template.engine.get_template(self.name)
            self.inner = NodeList([self.node]) if keeps_notes(template) else template.nodelist
        return within(context, {name: value.resolve(context) for name, value in self.extra}, self.inner)


def within(context: Context, scope: dict[str, Any], nodes: NodeList) -> str:
    """Draw nodes in a scope of their own."""
    context.dicts.append(scope)
    try:
        return nodes.render(context)
    finally:
        context.dicts.pop()


def keeps_notes(template: Template) -> bool:
    """Tell whether a template keeps notes while it is drawn: then it cannot be drawn as a part of another."""
    return any(template.nodelist.get_nodes_by_type(kind) for kind in KEEPS_NOTES)


def quick(node: Node) -> Node:
    """Return the node that does the same as `node` in less time, or `node` itself."""
    if type(node) is VariableNode:
        return Shown(node.filter_expression)
    if type(node) is URLNode and _is_constant(node.view_name) and not node.kwargs:
        return Address(node)
    if type(node) is IncludeNode and _is_constant(node.template) and not node.isolated_context:
        return Included(node)
    return node


def _is_constant(expression: FilterExpression) -> bool:
    return type(expression.var) is SafeString and not expression.filters
