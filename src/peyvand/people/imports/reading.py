"""What a row of a customers' file says: whom it may mean and the profile it gives. The database is asked once per import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from peyvand.core.provinces import find_province
from peyvand.core.text import key
from peyvand.people.choices import Kind
from peyvand.people.imports.fields import KIND_WORDS, LIMITS, PROFILE, ROLE_WORDS, SOURCE_WORDS, TITLE_WORDS
from peyvand.people.imports.matching import Who
from peyvand.people.imports.writing import kind_of, points_of
from peyvand.people.rules.naming import person_name
from peyvand.platform.fields import registry
from peyvand.platform.fields.importing import SEPARATORS, stored_cell
from peyvand.platform.models import Import, User
from peyvand.platform.rules.imports import Note, ReadyRow

_PLAIN = frozenset(
    name for name in PROFILE if name not in {"name", "title", "national_id", "source", "owner_id", "team_id", "extra"}
)
_WORDS = {"title": TITLE_WORDS, "source": SOURCE_WORDS}


def colleagues() -> dict[str, tuple[int, int | None]]:
    """Return (id, team) of the people who work here by e-mail, phone and folded name."""
    found: dict[str, tuple[int, int | None]] = {}
    for pk, team, name, email, phone in User.objects.active().values_list("pk", "team_id", "name", "email", "phone"):
        for spelling in (name, email, phone):
            if spelling:
                found.setdefault(key(spelling), (pk, team))
    return found


class Prepared(NamedTuple):
    """A row, the profile it gives, whom it may mean, and what it says beside: of her kind, points, address, roles.

    Whatever needs no database is worked out here, ahead: the writer's time is everybody's waiting.
    """

    row: ReadyRow
    values: dict[str, Any]
    who: Who
    kind: str
    points: list[tuple[str, str]]
    address: dict[str, str]
    roles: frozenset[str]


class Reader:
    """Turns the values of a row into a customer's profile, or says what cannot be stored."""

    def __init__(self) -> None:
        self._colleagues = colleagues()
        self._people = {spelling: pk for spelling, (pk, _team) in self._colleagues.items()}
        self._own = registry.living("customer")

    def meaning(self, row: ReadyRow) -> Prepared | Note:
        """Return what a row says of whom, or why it cannot be stored."""
        values, roles = self.profile(row), roles_of(row.values.get("party_roles") or "")
        if isinstance(values, Note):
            return values
        if roles is None:
            return Note(row.line, "unknown_role", "party_roles", row.values["party_roles"][:80])
        who, website = who_of(values, row.values), row.values.get("website")
        points = points_of(who.phones, who.emails, [website[:254]] if website else [])
        return Prepared(row, values, who, kind_of(values, kind_said(row.values)), points, address_of(row.values), roles)

    def profile(self, row: ReadyRow) -> dict[str, Any] | Note:
        """Return the fields a row gives; empty cells are left out."""
        given = row.values
        values: dict[str, Any] = {name: value for name, value in given.items() if value and name in _PLAIN}
        if national := given.get("company_id") or given.get("national_id"):
            values["national_id"] = national
        if name := self._name(given, values):
            values["name"] = name
        for field, words in _WORDS.items():
            if (text := given.get(field)) and (meaning := words.get(text.lower().replace("\u200c", " "))):
                values[field] = meaning
        if text := given.get("owner"):
            colleague = self._colleagues.get(key(text))
            if colleague is None:
                return Note(row.line, "unknown_owner", "owner", text)
            values["owner_id"], values["team_id"] = colleague
        wrong = self._extend(row, values)
        if wrong is not None:
            return wrong
        for field, value in values.items():
            if (limit := LIMITS.get(field)) and len(value) > limit:
                return Note(row.line, "too_long_value", field, value[:80])
        return values

    def _extend(self, row: ReadyRow, values: dict[str, Any]) -> Note | None:
        """Add what the row gives of the organisation's own fields; return a note for what cannot be stored."""
        extra: dict[str, Any] = {}
        for one in self._own:
            value = row.values.get(one.name)
            if value is None or value == "":
                continue
            try:
                extra[one.key] = stored_cell(one, value, self._people)
            except ValueError:
                return Note(row.line, f"bad:{one.name}", one.name, str(value)[:80])
        if extra:
            values["extra"] = extra
        return None

    @staticmethod
    def _name(given: dict[str, Any], values: dict[str, Any]) -> str:
        """Return what she is called. Beside a family name, a column called "name" holds the given one."""
        family, whole = given.get("family_name") or "", given.get("name") or ""
        if whole and kind_said(given) == Kind.ORGANISATION:
            return whole
        if family and whole and not given.get("given_name") and family not in whole:
            values["given_name"] = whole[:100]
        return person_name(values.get("given_name") or "", family) or whole


def kind_said(given: Mapping[str, Any]) -> str:
    """Return the kind that a row names, "" when it does not say."""
    return KIND_WORDS.get((given.get("kind") or "").lower(), "")


def address_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Return where a row says somebody is, nothing when it names no street and no postal code."""
    street, postal_code = given.get("street") or "", given.get("postal_code") or ""
    if not (street or postal_code):
        return {}
    province = find_province(given.get("province") or "")
    return {
        "province": province.code if province else "",
        "city": (given.get("city") or "")[:80],
        "street": street[:300],
        "postal_code": postal_code[:10],
    }


def roles_of(text: str) -> frozenset[str] | None:
    """Return what a cell says somebody is to us, several separated as people do; None when a word is not known."""
    if not text:
        return frozenset()
    roles = {ROLE_WORDS.get(key(part)) for part in SEPARATORS.split(text) if part.strip()}
    return None if None in roles else frozenset(filter(None, roles))


def who_of(values: dict[str, Any], given: dict[str, Any]) -> Who:
    """Return what a row knows about somebody, for the matching."""
    email = given.get("email")
    return Who(
        external_id=values.get("external_id") or "",
        national_id=values.get("national_id") or "",
        phones=tuple(filter(None, (given.get("mobile"), given.get("phone")))),
        emails=(email,) if email else (),
        name=values.get("name") or "",
        family_name=values.get("family_name") or "",
        city=values.get("city") or "",
    )


def prepare(_run: Import) -> Callable[[ReadyRow], Prepared | Note]:
    """Return what turns rows into what they mean."""
    return Reader().meaning
