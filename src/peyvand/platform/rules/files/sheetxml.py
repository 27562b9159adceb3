"""Streaming XML without surprises: no document types, no entities, bounded depth and bounded tokens.

openpyxl keeps one node per row and every shared string in memory and trusts row numbers; these few
handlers on expat keep nothing, and see only the names they need.
"""

from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from peyvand.platform.rules.files.limits import Unreadable

Attributes = dict[str, str]
_MAX_DEPTH: Final = 64
_MAX_TOKEN: Final = 4 * 1024 * 1024
_SPACE: Final = "}"


def local(name: str) -> str:
    """The name without its namespace: transitional and strict workbooks use different ones."""
    return name.rpartition(_SPACE)[2]


class Parser:
    """An expat parser that refuses what a workbook never needs; handlers get (local name, attributes)."""

    def __init__(
        self,
        on_start: Callable[[str, Attributes], None],
        on_end: Callable[[str], None],
        on_text: Callable[[str], None] | None = None,
    ) -> None:
        self._on_start, self._on_end = on_start, on_end
        self._depth = self._fed = 0
        self._locals: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=_SPACE)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        if on_text:
            parser.CharacterDataHandler = on_text
        self._parser = parser

    def feed(self, data: bytes, *, last: bool = False) -> None:
        """Raises Unreadable: entities, damaged."""
        self._fed += len(data)
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise Unreadable("damaged") from error
        if self._fed - self._parser.CurrentByteIndex > _MAX_TOKEN:
            raise Unreadable("damaged")

    def feed_all(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.feed(piece)
        self.feed(b"", last=True)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise Unreadable("damaged")
        known = self._locals.get(name)
        if known is None:
            known = local(name)
            if len(self._locals) < 1_000:
                self._locals[name] = known
        self._on_start(known, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._on_end(self._locals.get(name) or local(name))

    def _refuse(self, *_declaration: object) -> None:
        raise Unreadable("entities")
