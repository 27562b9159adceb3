"""Contact points and addresses as one text: what the history keeps, what two versions are compared by."""

from __future__ import annotations

from collections.abc import Iterable

from peyvand.core.provinces import province_of
from peyvand.people.choices import ContactLabel
from peyvand.people.rules.contacts import Contact
from peyvand.people.rules.places import Place

BETWEEN, WITHIN = "; ", " · "


def contacts_told(contacts: Iterable[Contact]) -> str:
    """Return what all contact points say, in an order of its own: the first one of a kind leads, it is the primary."""
    ranked: dict[tuple[str, str], tuple[str, bool, str]] = {}
    kinds: set[str] = set()
    for one in contacts:
        said = WITHIN.join(filter(None, (one.value, one.network, one.label, one.note)))
        ranked.setdefault((one.kind, one.value), (one.kind, one.kind in kinds, said))
        kinds.add(one.kind)
    return BETWEEN.join(said for _kind, _further, said in sorted(ranked.values()))


def places_told(places: Iterable[Place]) -> str:
    """Return what all addresses say, in their order."""
    parts = ((one.street, one.city, one.province, one.postal_code, one.label) for one in places)
    return BETWEEN.join(WITHIN.join(filter(None, some)) for some in parts)


def told_shown(told: str, language: str) -> str:
    """Return such a text as a reader reads it: labels and provinces by their names."""
    return BETWEEN.join(
        WITHIN.join(_named(part, language) for part in one.split(WITHIN)) for one in told.split(BETWEEN)
    )


def _named(part: str, language: str) -> str:
    province = province_of(part)
    if province is not None:
        return province.name(language)
    return str(ContactLabel(part).label) if part in ContactLabel.values else part
