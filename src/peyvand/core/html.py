"""HTML written by Python: rows that stand on a page by the dozen, where a template tag per cell costs more than the query."""

from __future__ import annotations

from html import escape as escaped


class Html(str):
    """Text that is HTML already: every value in it went through `escape`."""

    __slots__ = ()

    def __html__(self) -> str:
        return self

    def __add__(self, other: str) -> Html:
        """Put HTML after HTML; plain text is escaped."""
        return Html(str.__add__(self, escape(other)))


def escape(value: object) -> str:
    """Return a value as HTML text. Django's own `escape` also looks for lazy texts, which doubles the time of a list."""
    if type(value) is str:
        return escaped(value)
    return value.__html__() if hasattr(value, "__html__") else escaped(str(value))
