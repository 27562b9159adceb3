"""Where phone numbers without a country or area code belong: what the organisation's settings say."""

from __future__ import annotations

from peyvand.people.rules.contacts import Homeland
from peyvand.platform import organisation


def home() -> Homeland:
    """Return where local phone numbers belong."""
    return Homeland(organisation.get("region"), organisation.get("area_code"))
