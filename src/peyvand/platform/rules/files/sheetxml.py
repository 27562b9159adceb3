"""Streaming XML without surprises: no document types, no entities, bounded depth and bounded tokens.

openpyxl keeps one node per row and every shared string in memory and trusts row numbers; these few
handlers on expat keep nothing, and see only the names they need.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.parsers import expat

from peyvand.platform.rules.files.limits import Unreadable

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]
_MAX_DEPTH: Final = 64
_MAX_TOKEN: Final = 4 * 1024 * 1024
_MAX_NAMES: Final = 1_000
_SPACE: Final = "}"


class Parser:
    """An expat parser that refuses what a workbook never needs.

    `starts` and `ends` are called by local name (transitional and strict workbooks differ in namespace).
    """

    def __init__(self, starts: Starts, ends: Ends, on_text: Callable[[str], None] | None = None) -> None:
        self._known_starts, self._known_ends = starts, ends
        self._starts: dict[str, Callable[[Attributes], None] | None] = {}
        self._ends: dict[str, Callable[[], None] | None] = {}
        self._depth = self._fed = 0
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
        """The whole document; raises Unreadable as `feed` does, and when it stops too early."""
        for piece in pieces:
            self.feed(piece)
        self.feed(b"", last=True)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH or len(self._starts) > _MAX_NAMES:
            raise Unreadable("damaged")
        if name not in self._starts:
            local = name.rpartition(_SPACE)[2]
            self._starts[name] = self._known_starts.get(local)
            self._ends[name] = self._known_ends.get(local)
        handler = self._starts[name]
        if handler is not None:
            handler(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        handler = self._ends[name]
        if handler is not None:
            handler()

    def _refuse(self, *_declaration: object) -> None:
        raise Unreadable("entities")
