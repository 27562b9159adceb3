"""Templates whose unvarying parts are rendered once for each language.

Most of a page's template is text, icons, addresses without arguments and constant sentences to be translated. Rendering
them one by one costs more than everything that varies: so neighbours of these kinds become one piece, and the piece is
kept for each language. What looks at a variable, a request or a person is never among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable
from django.template.defaulttags import AutoEscapeControlNode, IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags._component import CottonComponentNode

from peyvand.ui.components import Component, quick_component
from peyvand.ui.quick import quick, sharpen
from peyvand.ui.templatetags.ui_kit import icon


class Piece(Node):
    """Neighbouring nodes that render to the same text whenever the language is the same."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.kept: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the text in the active language."""
        language = get_language()
        found = self.kept.get(language)
        if found is None:
            found = self.kept[language] = SafeString(
                "".join(str(node.render_annotated(context)) for node in self.nodes)
            )
        return found

    def render_annotated(self, context: Context) -> SafeString:
        """Do as `render`: what is kept cannot fail."""
        return self.render(context)


class Loader(cached.Loader):
    """Django's loader that keeps templates, which folds each once it is read."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """Return a template, folded."""
        known = self.cache_key(template_name, skip) in self.get_template_cache
        template = super().get_template(template_name, skip)
        if not known:
            fold(template.nodelist)
        return template


def fold(nodes: NodeList) -> None:
    """Put pieces in the place of unvarying neighbours, in `nodes` and in everything below."""
    folded: list[Node] = []
    steady: list[Node] = []
    for node in nodes:
        if _is_steady(node):
            steady.append(node)
            continue
        folded += _joined(steady)
        steady = []
        folded.append(_quick(node))
    nodes[:] = folded + _joined(steady)


def _joined(steady: list[Node]) -> list[Node]:
    if all(isinstance(node, TextNode) for node in steady):
        return steady
    piece = Piece(steady)
    piece.token, piece.origin = steady[0].token, steady[0].origin
    return [piece]


def _quick(node: Node) -> Node:
    """Return the quickest node that does the same, with everything in it folded."""
    if isinstance(node, AutoEscapeControlNode):
        return node
    sharpen(list(vars(node).values()))
    quicker = quick_component(node) if isinstance(node, CottonComponentNode) else quick(node)
    quicker.token, quicker.origin = node.token, node.origin
    for inner in _within(quicker):
        fold(inner)
    return quicker


def _within(node: Node) -> Iterable[NodeList]:
    if isinstance(node, Component):
        return node.lists()
    if isinstance(node, IfNode):
        return [inner for _condition, inner in node.conditions_nodelists]
    found = (getattr(node, name, None) for name in node.child_nodelists)
    return [inner for inner in found if isinstance(inner, NodeList)]


def _is_steady(node: Node) -> bool:
    judge = STEADY.get(type(node))
    return judge is not None and judge(node)


def _constant(expression: FilterExpression | None) -> bool:
    if expression is None or expression.filters:
        return expression is None
    return not isinstance(expression.var, Variable) or expression.var.lookups is None


def _icon(node: Any) -> bool:
    given = [*node.args, *node.kwargs.values()]
    return node.func is icon and node.target_var is None and all(_constant(one) for one in given)


def _sentence(node: Any) -> bool:
    return node.asvar is None and _constant(node.filter_expression) and _constant(node.message_context)


def _block(node: Any) -> bool:
    told = node.extra_context or node.plural or node.asvar or node.message_context
    return not told and all(token.token_type == TokenType.TEXT for token in node.singular)


def _address(node: Any) -> bool:
    return node.asvar is None and not node.args and not node.kwargs and _constant(node.view_name)


STEADY: dict[type[Node], Callable[[Any], bool]] = {
    TextNode: lambda node: True,
    SimpleNode: _icon,
    TranslateNode: _sentence,
    BlockTranslateNode: _block,
    URLNode: _address,
}
