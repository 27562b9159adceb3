"""The bytes of a text file, unpacked on the way and never more of them than we agreed to."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from peyvand.platform.rules.files.limits import MAX_RATIO, MAX_UNPACKED, RATIO_FREE, Unreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
BUFFER = 256 * 1024


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Guarded(io.RawIOBase):
    """Reads through and counts: stops a packed stream that grows beyond a size or a ratio."""

    def __init__(self, inner: Readable, packed_size: int) -> None:
        super().__init__()
        self._inner = inner
        self._ceiling = min(MAX_UNPACKED, max(RATIO_FREE, packed_size * MAX_RATIO))
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._inner.read(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable("damaged") from error
        self._seen += len(data)
        if self._seen > self._ceiling:
            raise Unreadable("bomb")
        view[: len(data)] = data
        return len(data)


@contextmanager
def open_bytes(path: Path, *, compressed: bool) -> Iterator[io.BufferedReader]:
    """The (unpacked) bytes of a file, buffered; raises Unreadable when it is gone, damaged or a bomb."""
    try:
        plain = path.open("rb")
    except OSError as error:
        raise Unreadable("missing") from error
    with plain:
        if not compressed:
            yield plain
            return
        with gzip.GzipFile(fileobj=plain, mode="rb") as unpacked:
            yield io.BufferedReader(Guarded(unpacked, path.stat().st_size), BUFFER)


def head_of(path: Path, size: int, *, compressed: bool = False) -> bytes:
    """The first `size` bytes (unpacked)."""
    with open_bytes(path, compressed=compressed) as stream:
        return stream.read(size)
