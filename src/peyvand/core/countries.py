"""Countries by their two letters, with their names: where people write numbers without a country code."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 code and names."""

    code: str
    fa: str
    en: str

    def name(self, language: str) -> str:
        """Its name in fa or en."""
        return self.fa if language == "fa" else self.en


# One country a line: code|Persian|English; our own first.
_TABLE = Path(__file__).parent / "data" / "countries.txt"
COUNTRIES: tuple[Country, ...] = tuple(
    Country(*line.split("|")) for line in _TABLE.read_text(encoding="utf-8").splitlines()
)
