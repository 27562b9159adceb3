"""Where a customer is: an address as it is given to an action, and the links that show it on a map."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from peyvand.core.provinces import province_of


@dataclass(frozen=True)
class Place:
    """An address, large to small; `province` is an ISO 3166-2 code, `postal_code` ten digits in Iran, or empty."""

    label: str = ""
    province: str = ""
    city: str = ""
    street: str = ""
    postal_code: str = ""

    def is_empty(self) -> bool:
        """Tell whether nothing was said about the place."""
        return not (self.province or self.city or self.street or self.postal_code)


def place_line(place: Place, language: str) -> str:
    """Return the address in one line, large to small in Persian, small to large in English."""
    province = province_of(place.province)
    name = province.name(language) if province else ""
    parts = [name if name != place.city else "", place.city, place.street]
    if language != "fa":
        parts.reverse()
    return ("، " if language == "fa" else ", ").join(part for part in parts if part)


def country_of(province: str, region: str) -> str:
    """Return the country of an address: its province's, else that of our own `region`."""
    return province[:2] if province_of(province) else region


def map_links(line: str, region: str) -> tuple[tuple[str, str], ...]:
    """Return (name, address) of the maps that can show an address: the phone's own, in Iran Neshan, Google."""
    asked = quote(line)
    neshan = (("neshan", f"https://neshan.org/maps/search#{asked}"),)
    return (
        ("geo", f"geo:0,0?q={asked}"),
        *(neshan if region == "IR" else ()),
        ("google", f"https://www.google.com/maps/search/?api=1&query={asked}"),
    )
