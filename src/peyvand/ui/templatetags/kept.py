"""`{% kept key... %}`: parts of the shell that are the same for every request are rendered once and kept."""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from threading import Lock
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 512
UNLESS = "unless"
_numbers = count()


class Shelf:
    """The parts rendered last, in memory of this process; the one not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._parts: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> SafeString | None:
        """Return what was kept under `key`, None for nothing."""
        with self._lock:
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
            return found

    def put(self, key: tuple[Any, ...], part: SafeString) -> None:
        """Keep a part."""
        with self._lock:
            self._parts[key] = part
            if len(self._parts) > self._most:
                self._parts.popitem(last=False)


SHELF = Shelf(MOST)


class KeptNode(template.Node):
    """A part that depends on the language and the given values only, unless `unless` is true."""

    def __init__(
        self, keys: list[FilterExpression], nodelist: NodeList, unless: FilterExpression | None = None
    ) -> None:
        self.number = next(_numbers)
        self.keys = keys
        self.nodelist = nodelist
        self.unless = unless

    def render(self, context: template.Context) -> SafeString:
        """Return the kept part, rendering it the first time. Keys are compared by value, so they must be hashable."""
        if self.unless is not None and self.unless.resolve(context):
            return self.nodelist.render(context)
        key = (self.number, get_language(), *(value.resolve(context) for value in self.keys))
        found = SHELF.get(key)
        if found is None:
            found = self.nodelist.render(context)
            SHELF.put(key, found)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Render what stands between `{% kept user.name theme %}` and `{% endkept %}` once for each language and values.

    `{% kept display unless form.is_bound %}` renders anew what somebody typed. Everything that varies inside must be named, as a text, a number, a frozen dataclass or a tuple of them. No csrf_token may stand inside: it belongs to one session.
    """
    keys, bits = token.split_contents()[1:], []
    if UNLESS in keys:
        keys, bits = keys[: keys.index(UNLESS)], keys[keys.index(UNLESS) + 1 :]
        if len(bits) != 1:
            raise template.TemplateSyntaxError("kept: one value follows `unless`")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    unless = parser.compile_filter(bits[0]) if bits else None
    return KeptNode([parser.compile_filter(bit) for bit in keys], nodelist, unless)
