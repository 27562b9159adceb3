"""The 31 provinces of Iran and its larger cities, for address suggestions and phone area codes; those of Canada and the
United States, for addresses."""

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

    @property
    def country(self) -> str:
        """The two letters of its country."""
        return self.code[:2]


# One province a line: code|Persian|English|area code|cities parted by «،», the capital first.
_DATA = Path(__file__).parent / "data"


def _read(line: str) -> Province:
    code, fa, en, area_code, cities = line.split("|")
    return Province(code, fa, en, area_code, tuple(cities.split("، ")))


def _table(name: str) -> tuple[Province, ...]:
    return tuple(_read(line) for line in (_DATA / name).read_text(encoding="utf-8").splitlines())


PROVINCES: tuple[Province, ...] = _table("provinces.txt")
ABROAD: tuple[Province, ...] = _table("provinces_abroad.txt")
_BY_CODE = {province.code: province for province in (*PROVINCES, *ABROAD)}
_BY_AREA = {province.area_code[1:]: province for province in PROVINCES}


def provinces_near(country: str) -> tuple[Province, ...]:
    """The provinces that addresses in a country choose from: Iran's there, Canada's and the States' in either, else none."""
    if country == "IR":
        return PROVINCES
    own = [province for province in ABROAD if province.country == country]
    return (*own, *(province for province in ABROAD if province.country != country)) if own else ()


def province_of(code: str) -> Province | None:
    """The province of an ISO 3166-2 code (IR-23), or None."""
    return _BY_CODE.get(code)


def province_of_area(area_code: str) -> Province | None:
    """The province of an area code, with or without its zero (021 or 21), or None."""
    return _BY_AREA.get(area_code.removeprefix("0"))


@cache
def _by_name() -> dict[str, Province]:
    abroad = {key(name): one for one in ABROAD for name in (one.fa, one.en, one.code, one.code[3:])}
    names = {key(name): province for province in PROVINCES for name in (province.fa, province.en, province.code)}
    return abroad | names | {key("استان " + province.fa): province for province in PROVINCES}


def find_province(name: str) -> Province | None:
    """The province of a name in any spelling of either language, or None."""
    return _by_name().get(key(name))


@cache
def _city_index(country: str) -> tuple[tuple[str, str, Province], ...]:
    return tuple((key(city), city, province) for province in provinces_near(country) for city in province.cities)


def find_cities(typed: str, *, limit: int = 8, country: str = "IR") -> list[tuple[str, Province]]:
    """Cities that begin with what was typed, then those that contain it; at most `limit`."""
    wanted = key(typed)
    if not wanted:
        return []
    begins = [(city, province) for name, city, province in _city_index(country) if name.startswith(wanted)]
    inside = [(city, province) for name, city, province in _city_index(country) if wanted in name[1:]]
    return [*begins, *(found for found in inside if found not in begins)][:limit]
