"""The table "customers": one row is one customer, matched with those we have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from peyvand.core.text import key
from peyvand.people.actions.erasing import is_forgotten
from peyvand.people.imports.fields import KIND_WORDS, LIMITS, PROFILE, SOURCE_WORDS, TITLE_WORDS
from peyvand.people.imports.matching import Known, Who, gather
from peyvand.people.imports.writing import Pending, default_source, kind_of, points_of
from peyvand.people.rules.naming import person_name
from peyvand.platform.choices import ImportPolicy
from peyvand.platform.fields import registry
from peyvand.platform.fields.importing import stored_cell
from peyvand.platform.models import Import, User
from peyvand.platform.rules.imports import Note, Outcome, ReadyRow

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


class Reader:
    """Turns the values of a row into a customer's profile, or says what cannot be stored."""

    def __init__(self, run: Import) -> None:
        self._colleagues = colleagues()
        owner = User.objects.filter(pk=run.options.get("owner_id")).first()
        self._people = {spelling: pk for spelling, (pk, _team) in self._colleagues.items()}
        self._own = registry.living("customer")
        self._owner = {"owner_id": owner.pk, "team_id": owner.team_id} if owner else {}

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
        if family and whole and not given.get("given_name") and family not in whole:
            values["given_name"] = whole[:100]
        return person_name(values.get("given_name") or "", family) or whole

    def completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return a new customer's values with the owner chosen for the import, unless the row names one."""
        return default_source(values if "owner_id" in values else {**self._owner, **values})


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


class Prepared(NamedTuple):
    """A row, the profile it gives, and whom it may mean."""

    row: ReadyRow
    values: dict[str, Any]
    who: Who


def write(run: Import, rows: Sequence[ReadyRow]) -> Outcome:
    """Write a chunk of customers."""
    outcome, reader, match_by = Outcome(), Reader(run), run.options.get("match_by") or "auto"
    prepared: list[Prepared] = []
    for row in rows:
        profile = reader.profile(row)
        if isinstance(profile, Note):
            outcome.reject(profile)
        else:
            prepared.append(Prepared(row, profile, who_of(profile, row.values)))
    updating = run.policy == ImportPolicy.UPDATE
    directory = gather((one.who for one in prepared), match_by=match_by, run_id=run.pk, lock=updating)
    pending = Pending(run, directory)
    gone = is_forgotten({value for one in prepared for value in one.who.numbers})
    for one in prepared:
        if not gone.isdisjoint(one.who.numbers):
            outcome.skip(one.row.line, "forgotten")
            continue
        known = directory.find(one.who, match_by)
        if known is None:
            _make(pending, outcome, one, reader)
        elif known.deleted:
            outcome.skip(one.row.line, "deleted")
        elif not updating:
            outcome.skip(one.row.line, "exists" if known.state == "old" else "repeated", told=False)
        else:
            _change(pending, outcome, one, known)
    pending.write()
    outcome.totals["customers"] += len(pending.made)
    return outcome


def _points(row: ReadyRow, who: Who) -> list[tuple[str, str]]:
    website = row.values.get("website")
    return points_of(who.phones, who.emails, [website[:254]] if website else [])


def _address(given: dict[str, Any]) -> dict[str, str]:
    street, postal_code = given.get("street") or "", given.get("postal_code") or ""
    if not (street or postal_code):
        return {}
    return {"city": (given.get("city") or "")[:80], "street": street[:300], "postal_code": postal_code[:10]}


def _make(pending: Pending, outcome: Outcome, one: Prepared, reader: Reader) -> None:
    row, values, who = one
    name = values.get("name") or values.get("legal_name")
    if not name:
        outcome.reject(Note(row.line, "no_name"))
        return
    taken = values.get("external_id")
    if taken and pending.directory.holders(taken):
        outcome.reject(Note(row.line, "number_taken", "external_id", taken))
        return
    kind = KIND_WORDS.get((row.values.get("kind") or "").lower(), "")
    known = pending.make(reader.completed({**values, "name": name}), _points(row, who), kind_of(values, kind))
    pending.give_address(known, _address(row.values))
    outcome.created += 1


def _change(pending: Pending, outcome: Outcome, one: Prepared, known: Known) -> None:
    row, values, who = one
    taken = values.get("external_id")
    if taken and any(holder is not known for holder in pending.directory.holders(taken)):
        outcome.reject(Note(row.line, "number_taken", "external_id", taken))
        return
    changed = pending.change(known, values, _points(row, who))
    changed = pending.give_address(known, _address(row.values)) or changed
    if changed:
        outcome.updated += 1
    else:
        outcome.skip(row.line, "same", told=False)
