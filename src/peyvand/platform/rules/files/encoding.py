"""Which letters the bytes stand for: BOM, then strict UTF-8, then UTF-16 by its shape, then Windows-1256."""

import codecs
import io
from typing import Final

from peyvand.platform.rules.files.limits import SAMPLE, Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STEP: Final = 1024 * 1024
_HIGH_BYTES: Final = bytes((0x00, 0x06))  # the upper half of ASCII and of Arabic letters in UTF-16
_SHAPE: Final = 0.8
_DAMAGE: Final = 20  # valid letters per damaged byte that still make a file UTF-8


def utf16_without_bom(sample: bytes) -> str:
    """The byte order when nearly every second byte is one of the two high bytes we expect, else ""."""
    even_sized = sample[: len(sample) // 2 * 2]
    pairs = len(even_sized) // 2
    if pairs < 2 or 0 not in even_sized:
        return ""
    first = sum(even_sized[0::2].count(byte) for byte in _HIGH_BYTES) / pairs
    second = sum(even_sized[1::2].count(byte) for byte in _HIGH_BYTES) / pairs
    if second >= _SHAPE and second > first:
        return "utf-16-le"
    return "utf-16-be" if first >= _SHAPE and first > second else ""


def detect_encoding(stream: io.BufferedIOBase) -> tuple[str, bool]:
    """(encoding, whether it was guessed) from at most SAMPLE bytes; raises Unreadable on NUL bytes."""
    head = stream.read(_STEP)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, False
    if wide := utf16_without_bom(head[:65_536]):
        return wide, True
    letters, damaged = _weigh_utf8(head, stream)
    if not damaged:
        return "utf-8", False
    # A UTF-8 file with a broken line is still UTF-8; real Windows-1256 is wrong in nearly every letter.
    return ("utf-8", True) if letters > damaged * _DAMAGE else ("cp1256", True)


def _weigh_utf8(head: bytes, stream: io.BufferedIOBase) -> tuple[int, int]:
    """(letters beyond ASCII, damaged bytes) read as UTF-8; a letter cut by the sample's end is neither."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    letters = damaged = done = 0
    chunk = head
    while chunk and done < SAMPLE:
        if b"\0" in chunk:
            raise Unreadable("nul")
        done += len(chunk)
        text = decoder.decode(chunk)
        if not text.isascii():
            letters += len(chunk) - len(text)
            damaged += text.count("\ufffd")
        chunk = stream.read(_STEP)
    if not chunk:
        damaged += decoder.decode(b"", final=True).count("\ufffd")
    return letters, damaged
