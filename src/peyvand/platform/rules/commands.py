"""What somebody means who types a verb and a name: "before naderi", «پیش از تماس نادری»."""

from __future__ import annotations

from collections.abc import Collection

from peyvand.core.text import key

SHORTEST = 3  # letters of a verb: fewer begin many names, too


def meant_for(typed: str, labels: Collection[str]) -> str:
    """Return what follows the words of a verb in `typed`, of which the beginning is enough; "" when no label begins so.

    `labels` are the verb's names, one for each language. As many words as possible are the verb's.
    """
    words = typed.split()
    for count in range(len(words) - 1, 0, -1):
        said = key("".join(words[:count]))
        if len(said) >= SHORTEST and any(key(label).startswith(said) for label in labels):
            return " ".join(words[count:])
    return ""
