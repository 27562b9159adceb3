"""The 31 provinces of Iran and its larger cities, for address suggestions and phone area codes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from peyvand.core.text import key


@dataclass(frozen=True, slots=True)
class Province:
    """A province: ISO 3166-2 code, names, area code of its land lines, larger cities (capital first)."""

    code: str
    fa: str
    en: str
    area_code: str
    cities: tuple[str, ...]

    @property
    def capital(self) -> str:
        """The Persian name of its capital."""
        return self.cities[0]

    def name(self, language: str) -> str:
        """Its name in fa or en."""
        return self.fa if language == "fa" else self.en


# One province a line: code|Persian|English|area code|cities parted by «،», the capital first.
_TABLE = Path(__file__).parent / "data" / "provinces.txt"


def _read(line: str) -> Province:
    code, fa, en, area_code, cities = line.split("|")
    return Province(code, fa, en, area_code, tuple(cities.split("، ")))


PROVINCES: tuple[Province, ...] = tuple(_read(line) for line in _TABLE.read_text(encoding="utf-8").splitlines())
PROVINCE_CHOICES: list[tuple[str, str]] = [(province.code, province.fa) for province in PROVINCES]
_BY_CODE = {province.code: province for province in PROVINCES}
_BY_AREA = {province.area_code[1:]: province for province in PROVINCES}


def province_of(code: str) -> Province | None:
    """The province of an ISO 3166-2 code (IR-23), or None."""
    return _BY_CODE.get(code)


def province_of_area(area_code: str) -> Province | None:
    """The province of an area code, with or without its zero (021 or 21), or None."""
    return _BY_AREA.get(area_code.removeprefix("0"))


@cache
def _by_name() -> dict[str, Province]:
    names = {key(name): province for province in PROVINCES for name in (province.fa, province.en, province.code)}
    return names | {key("استان " + province.fa): province for province in PROVINCES}


def find_province(name: str) -> Province | None:
    """The province of a name in any spelling of either language, or None."""
    return _by_name().get(key(name))


@cache
def _city_index() -> tuple[tuple[str, str, Province], ...]:
    return tuple((key(city), city, province) for province in PROVINCES for city in province.cities)


def find_cities(typed: str, *, limit: int = 8) -> list[tuple[str, Province]]:
    """Cities that begin with what was typed, then those that contain it; at most `limit`."""
    wanted = key(typed)
    if not wanted:
        return []
    begins = [(city, province) for name, city, province in _city_index() if name.startswith(wanted)]
    inside = [(city, province) for name, city, province in _city_index() if wanted in name[1:]]
    return [*begins, *(found for found in inside if found not in begins)][:limit]
