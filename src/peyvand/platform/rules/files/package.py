"""The zip around a workbook: opened only after its declared sizes were weighed, read through a counter."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from peyvand.platform.rules.files.limits import (
    MAX_RATIO,
    MAX_SHARED_STRINGS,
    MAX_SMALL_PART,
    MAX_UNPACKED,
    MAX_ZIP_DIRECTORY,
    MAX_ZIP_ENTRIES,
    RATIO_FREE,
    Unreadable,
)

_END: Final = b"PK\x05\x06"
_END_REACH: Final = 65_557  # the end record with the longest comment the format allows
_CHUNK: Final = 128 * 1024
_FOREIGN: Final = (
    ("xl/workbook.bin", "other_workbook"),
    ("content.xml", "other_workbook"),
    ("word/document.xml", "picture"),
    ("ppt/presentation.xml", "picture"),
)


@contextmanager
def open_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """A weighed XLSX package; raises Unreadable for bombs, locked, damaged and foreign packages."""
    _weigh_directory(path)
    try:
        with zipfile.ZipFile(path) as package:
            _weigh_entries(package)
            yield package
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, OSError) as error:
        raise Unreadable("damaged") from error


def _weigh_directory(path: Path) -> None:
    """Refuse a directory too large to load before the zip module loads it."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _END_REACH))
            tail = file.read()
    except OSError as error:
        raise Unreadable("missing") from error
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise Unreadable("damaged")
    _total, entries, directory = struct.unpack("<HHI", tail[at + 8 : at + 16])
    if entries > MAX_ZIP_ENTRIES or MAX_ZIP_DIRECTORY < directory < 0xFFFFFFFF:
        raise Unreadable("bomb")


def _weigh_entries(package: zipfile.ZipFile) -> None:
    infos = {info.filename: info for info in package.infolist()}
    if len(infos) > MAX_ZIP_ENTRIES:
        raise Unreadable("bomb")
    if any(info.flag_bits & 1 for info in infos.values()):
        raise Unreadable("encrypted")
    if "xl/workbook.xml" not in infos:
        raise Unreadable(next((code for name, code in _FOREIGN if name in infos), "archive"))
    for info in infos.values():
        if info.filename.endswith((".xml", ".rels")) and info.file_size > _ceiling(info):
            raise Unreadable("bomb")


def _ceiling(info: zipfile.ZipInfo) -> int:
    """Bytes this part may unpack to."""
    if info.filename.startswith("xl/worksheets/"):
        limit = MAX_UNPACKED
    else:
        limit = MAX_SHARED_STRINGS if info.filename == "xl/sharedStrings.xml" else MAX_SMALL_PART
    return min(limit, max(RATIO_FREE, info.compress_size * MAX_RATIO))


def chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, piece by piece; raises Unreadable beyond its ceiling."""
    try:
        info = package.getinfo(name)
    except KeyError as error:
        raise Unreadable("damaged") from error
    left = _ceiling(info)
    with package.open(info) as part:
        while chunk := part.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise Unreadable("bomb")
            yield chunk
