"""Shared strings of a workbook: read only as far as they are asked for, kept on disk when there are many."""

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Final

from peyvand.platform.rules.files.limits import MAX_CELL
from peyvand.platform.rules.files.sheetvalues import unescape
from peyvand.platform.rules.files.sheetxml import Attributes, Parser

_IN_MEMORY: Final = 12_000_000  # two bytes a letter plus a charge per string
_CHARGE: Final = 60
_CACHED: Final = 50_000


class SharedStrings:
    """Strings by number. `pieces` is the XML, parsed as far as asked; `disk` holds what memory should not."""

    def __init__(self, pieces: Iterator[bytes], disk: IO[bytes]) -> None:
        self._pieces = pieces
        self._parser = Parser(
            {"si": self._start_string, "t": self._start_text, "rPh": self._start_reading},
            {"si": self._end_string, "t": self._end_text, "rPh": self._end_reading},
            self._text,
        )
        self._collecting = self._phonetic = False
        self._parts: list[str] = []
        self._size = 0
        self._memory: list[str] = []
        self._offsets = array("Q", [0])
        self._spilled = 0
        self._used = 0
        self._disk = disk
        self._recall = lru_cache(maxsize=_CACHED)(self._from_disk)

    def __getitem__(self, number: int) -> str:
        """The string, or "" for a number the table does not have."""
        while number >= len(self._memory) + self._spilled:
            piece = next(self._pieces, b"")
            if not piece:
                return ""
            self._parser.feed(piece)
        if number < len(self._memory):
            return self._memory[number]
        return self._recall(number - len(self._memory))

    def _start_string(self, _attributes: Attributes) -> None:
        self._parts, self._size = [], 0

    def _start_text(self, _attributes: Attributes) -> None:
        self._collecting = not self._phonetic

    def _start_reading(self, _attributes: Attributes) -> None:
        self._phonetic = True

    def _text(self, text: str) -> None:
        if self._collecting and self._size < MAX_CELL:
            self._parts.append(text)
            self._size += len(text)

    def _end_text(self) -> None:
        self._collecting = False

    def _end_reading(self) -> None:
        self._phonetic = False

    def _end_string(self) -> None:
        self._keep(unescape("".join(self._parts)))

    def _keep(self, text: str) -> None:
        if not self._spilled:
            self._used += len(text) * 2 + _CHARGE
            if self._used < _IN_MEMORY:
                self._memory.append(text)
                return
        data = text.encode("utf-8", "replace")
        self._disk.seek(self._offsets[-1])
        self._disk.write(data)
        self._offsets.append(self._offsets[-1] + len(data))
        self._spilled += 1

    def _from_disk(self, number: int) -> str:
        start, stop = self._offsets[number], self._offsets[number + 1]
        self._disk.seek(start)
        return self._disk.read(stop - start).decode("utf-8")
