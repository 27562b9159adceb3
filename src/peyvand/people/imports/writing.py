"""Writing a chunk of customers: decided row by row in memory, sent to the database in a few statements."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from peyvand.core.sql import run_sql
from peyvand.people.choices import ContactKind, Kind, PartyKind, Source
from peyvand.people.homeland import home
from peyvand.people.imports.fields import PROFILE
from peyvand.people.imports.matching import Directory, Known
from peyvand.people.models import Address, ContactPoint, Customer, PartyRole
from peyvand.people.rules.naming import reach_text
from peyvand.people.rules.places import country_of
from peyvand.platform.copying import copy_in, next_ids, update_in
from peyvand.platform.models import Import, User

SQL: Final = Path(__file__).resolve().parent.parent / "sql"
# Who bears one in her name is no person: "Smith & Sons Ltd.", «شرکت پارس».
LEGAL_FORM: Final = re.compile(
    r"[\s,](?:ltd|limited|inc|incorporated|corp|corporation|llc|llp|plc|gmbh|ltée)\.?$|^(?:شرکت|مؤسسه|مؤسسهٔ)\s",
    re.IGNORECASE,
)
NUMBERS: Final = frozenset({"external_id", "national_id"})
NULLABLE: Final = frozenset({"external_id", "national_id", "birthday", "owner_id", "team_id"})
EMPTY: Final = {name: None if name in NULLABLE else "{}" if name == "extra" else "" for name in PROFILE}
in_order: Final = itemgetter(*PROFILE)
PHONE, EMAIL, WEB = ContactKind.PHONE.value, ContactKind.EMAIL.value, ContactKind.WEB.value
# Who made her is who ran her import: told once there, as a key it would be looked up for every customer.
COLUMNS: Final = (
    "id", "kind", *PROFILE, "language", "next_step", "reach", "version", "made_by_import_id",
    "created_at", "updated_at", "is_demo",
)  # fmt: skip


@dataclass
class Pending:
    """Customers and changes of one chunk that wait to be written."""

    run: Import
    directory: Directory
    now: datetime = field(default_factory=timezone.now)
    made: list[Known] = field(default_factory=list)
    changed: dict[int, Known] = field(default_factory=dict)
    newcomer: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.newcomer = _newcomer(self.run)

    def make(self, values: dict[str, Any], points: Sequence[tuple[str, str]], kind: str) -> Known:
        """Add a new customer; her id is given when the chunk is written, until then she has a negative one."""
        known = Known(-1 - len(self.made), "new", {**self.newcomer, **values, "kind": kind})
        known.points.update(points)
        known.fresh_points.extend(points)
        self.made.append(known)
        self.directory.add(known)
        return known

    def change(self, known: Known, values: dict[str, Any], points: Iterable[tuple[str, str]]) -> bool:
        """Put what a row says over what is known; tell whether anything was new. Empty cells change nothing."""
        if "extra" in values:
            values = {**values, "extra": {**known.values.get("extra", {}), **values["extra"]}}
        news = {
            name: value
            for name, value in values.items()
            if value != known.values.get(name) and not known.had(name, value)
        }
        fresh = [point for point in dict.fromkeys(points) if point not in known.points]
        if not news and not fresh:
            return False
        known.put(news)
        known.points.update(fresh)
        known.fresh_points.extend(fresh)
        self.directory.add(known)
        if known.state != "new":
            self.changed[known.id] = known
        return True

    def give_address(self, known: Known, address: dict[str, str]) -> bool:
        """Give a customer without an address this one."""
        if not address or known.has_address:
            return False
        known.has_address, known.fresh_address = True, address
        if known.state != "new":
            self.changed[known.id] = known
        return True

    def give_roles(self, known: Known, roles: Collection[str]) -> bool:
        """Let a customer be to us what a row says, beside what she is already; tell whether that is new."""
        if known.roles.issuperset(roles):
            return False
        held = known.roles or ({PartyKind.CUSTOMER.value} if known.state != "new" else set())
        together = held.union(roles)
        fresh = set() if together == {PartyKind.CUSTOMER.value} else together - known.roles
        if not fresh:
            return False
        known.roles |= fresh
        known.fresh_roles |= fresh
        if known.state != "new":
            self.changed[known.id] = known
        return True

    def write(self) -> None:
        """Send everything to the database."""
        for known, new_id in zip(self.made, next_ids(Customer, len(self.made)), strict=True):
            known.id = new_id
        # A newcomer's belongings come before her: what follows from all of them is then worked out once, when she comes.
        # The database looks for whom they belong to at the end of the transaction.
        everybody = [*self.made, *self.changed.values()]
        copy_in(
            ContactPoint,
            ("customer_id", "kind", "value", "label", "network", "note", "is_primary"),
            _point_rows(everybody),
        )
        copy_in(
            Address,
            ("customer_id", "label", "country", "province", "city", "street", "postal_code"),
            _address_rows(everybody),
        )
        roles = ((known.id, role) for known in everybody for role in sorted(known.fresh_roles))
        copy_in(PartyRole, ("customer_id", "role"), roles)
        copy_in(Customer, COLUMNS, map(self._row, self.made))
        self._update()

    def _row(self, known: Known) -> list[Any]:
        values = {**EMPTY, **known.values}
        if "extra" in known.values:
            values["extra"] = json.dumps(values["extra"], ensure_ascii=False)
        return [
            known.id, values["kind"], *in_order(values), "", "", _reach(known), 1, self.run.pk, self.now, self.now, False,
        ]  # fmt: skip

    def _update(self) -> None:
        everybody = list(self.changed.values())
        for known in everybody:
            if known.fresh_points or not NUMBERS.isdisjoint(known.before):
                known.put({"reach": _reach(known)})
        self._remember([known for known in everybody if known.state == "old"])
        columns = sorted(set[str]().union(*(known.before for known in everybody)))
        now = self.now.isoformat()
        update_in(
            Customer,
            (*columns, "version", "updated_at"),
            [
                {
                    **{name: _kept(known.values, name) for name in columns},
                    "id": known.id,
                    "version": _version(known),
                    "updated_at": now,
                }
                for known in everybody
            ],
        )

    def _remember(self, known_before: Iterable[Known]) -> None:
        """Keep how the customers that were there before looked."""
        rows = [
            {
                "id": known.id,
                "version": _version(known),
                "before": {
                    "values": known.before,
                    "points": [":".join(point) for point in known.points.difference(known.fresh_points)],
                    "address": known.has_address and not known.fresh_address,
                    "roles": sorted(known.roles - known.fresh_roles),
                },
            }
            for known in known_before
        ]
        if rows:
            params = {"run": self.run.pk, "rows": json.dumps(rows, default=str, ensure_ascii=False)}
            run_sql(SQL / "import_remember.sql", params)


def _version(known: Known) -> int:
    """Return the version of a changed customer: her own history begins with what is not this import's."""
    return known.version + (known.state == "old")


def _kept(values: dict[str, Any], name: str) -> Any:
    """Return a field as its column holds it, also when nothing is known."""
    return values.get(name) or ({} if name == "extra" else None if name in NULLABLE else "")


def _reach(known: Known) -> str:
    return reach_text(sorted(known.points), [known.values.get("external_id"), known.values.get("national_id")])


def _point_rows(everybody: Iterable[Known]) -> Iterable[Sequence[Any]]:
    for known in everybody:
        had = {kind for kind, _value in known.points - set(known.fresh_points)} if known.state != "new" else set()
        for kind, value in known.fresh_points:
            yield known.id, kind, value, "", "", "", kind not in had
            had.add(kind)


def _address_rows(everybody: Iterable[Known]) -> Iterable[Sequence[Any]]:
    region = home().region
    for known in everybody:
        if place := known.fresh_address:
            country = country_of(place["province"], region)
            yield known.id, "", country, place["province"], place["city"], place["street"], place["postal_code"]


def _newcomer(run: Import) -> dict[str, Any]:
    """Return what an import says of everybody it makes, unless a row says otherwise."""
    owner = User.objects.filter(pk=run.options.get("owner_id")).first()
    answering = {"owner_id": owner.pk, "team_id": owner.team_id} if owner else {}
    return {"source": Source.IMPORT.value, **answering}


def points_of(phones: Iterable[str], emails: Iterable[str], websites: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return contact points (kind, value) without repetitions, in order."""
    found = [(PHONE, value) for value in phones]
    found += [(EMAIL, value) for value in emails]
    found += [(WEB, value) for value in websites]
    return list(dict.fromkeys(found))


def kind_of(values: dict[str, Any], kind: str) -> str:
    """Return whether a row speaks about a person or an organisation: as it says, else by what it knows."""
    if kind:
        return kind
    called_so = not values.get("family_name") and LEGAL_FORM.search(values.get("name") or "")
    named_as_firm = values.get("legal_name") or len(values.get("national_id") or "") == 11 or called_so
    return Kind.ORGANISATION.value if named_as_firm else Kind.PERSON.value
