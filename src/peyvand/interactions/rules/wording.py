"""Which words of a text judge a person instead of telling what happened. The words are data: `data/labels.txt`."""

from __future__ import annotations

import re
from pathlib import Path

from peyvand.core.text import key

LABELS_FILE = Path(__file__).parent.parent / "data" / "labels.txt"
ENDINGS = ("", "ه", "ی", "یه", "ها", "های", "هایی", "تر", "ترین", "s")
# Fewer notes than these, or all by one colleague, would tell who wrote them.
LEAST_NOTES, LEAST_WRITERS = 5, 2
_WORD = re.compile("[\\w\u200c\u064b-\u065f\u0670]+")


def _labels() -> tuple[str, ...]:
    lines = LABELS_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(key(line) for line in lines if line and not line.startswith("#"))


LABELS = _labels()
_FORMS = frozenset(label + ending for label in LABELS for ending in ENDINGS)


def labels(text: str) -> list[str]:
    """Return the judging words of a text as they were typed, each once, in order; of a compound both parts.

    Words are compared by their keys: spelling, half-spaces and capitals make no difference.
    """
    words = _WORD.findall(text)
    keys = [key(word) for word in words]
    found: dict[str, None] = {}
    for place, one in enumerate(keys):
        if one in _FORMS:
            found.setdefault(words[place])
        elif place and keys[place - 1] + one in _FORMS and keys[place - 1] not in _FORMS:
            found.setdefault(f"{words[place - 1]} {words[place]}")
    return list(found)


def may_be_told(notes: int, writers: int) -> bool:
    """Tell whether a count of so many notes by so many colleagues leaves open who wrote what."""
    return notes >= LEAST_NOTES and writers >= LEAST_WRITERS
