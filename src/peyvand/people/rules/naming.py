"""What a customer is called, and the text by which her numbers are found."""

from __future__ import annotations

from collections.abc import Iterable

from peyvand.core.phones import search_forms
from peyvand.core.text import clean


def person_name(given_name: str, family_name: str) -> str:
    """Return "given family", or the part there is."""
    return clean(f"{given_name} {family_name}")


def reach_text(contact_points: Iterable[tuple[str, str]], numbers: Iterable[str | None]) -> str:
    """Return the words by which a customer is found beside her names: (kind, value) points and other numbers.

    A phone appears as it is dialled at home and abroad, so that any spelling of it is a part of the text.
    """
    found: list[str] = []
    for kind, value in contact_points:
        found.extend(search_forms(value) if kind == "phone" else [value])
    found.extend(number for number in numbers if number)
    return "|".join(found)
