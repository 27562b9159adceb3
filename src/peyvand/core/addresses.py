"""Where pages are: what Django's `reverse` says, remembered.

A page of a customer names forty addresses. Django finds each by trying patterns and converting every part, which
together took a tenth of the page's time. Addresses of one name differ only in their ids: so the words around the ids
are found once, and the ids put in.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.urls import reverse

MOST_KEPT = 2_000
ID = object()
FIRST_HOLE = 987_654_321_000  # stands for an id while the words around it are found


def address(name: str, *args: Hashable) -> str:
    """Return the address of the page `name` (as in `reverse`) for `args`; raise NoReverseMatch when there is none."""
    ids = tuple(arg for arg in args if _is_id(arg))
    words = _words(name, tuple(ID if _is_id(arg) else arg for arg in args))
    return words % ids if ids else words


def _is_id(arg: Hashable) -> bool:
    return type(arg) is int and arg >= 0


@lru_cache(maxsize=MOST_KEPT)
def _words(name: str, shape: tuple[Hashable, ...]) -> str:
    """Return an address with "%s" in the place of each ID of `shape`; a plain address when there is none."""
    holes = [FIRST_HOLE + place for place in range(len(shape))]
    found = reverse(name, args=[hole if given is ID else given for hole, given in zip(holes, shape, strict=True)])
    if ID not in shape:
        return found
    found = found.replace("%", "%%")
    for hole in holes:
        found = found.replace(str(hole), "%s")
    return found
