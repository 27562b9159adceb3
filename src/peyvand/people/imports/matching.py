"""Whom does a row speak about? Every key of a chunk is looked up at once, then each row asks in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import Q

from peyvand.core.text import key, sort_key
from peyvand.people.models import Address, ContactPoint, Customer, PartyRole
from peyvand.platform.copying import one_of, one_of_ids

# What customers are known by, and what is kept of them beside it.
KEYS: Final = ("kind", "external_id", "national_id", "name", "family_name", "city")


class Who(NamedTuple):
    """What a row knows about somebody: numbers, contact values, name and city as they are written."""

    external_id: str = ""
    national_id: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    name: str = ""
    family_name: str = ""
    city: str = ""

    @property
    def numbers(self) -> set[str]:
        """Return the numbers and addresses that a row knows of somebody."""
        return {value for value in (self.external_id, self.national_id, *self.phones, *self.emails) if value}

    @property
    def sort_key(self) -> str:
        """Return what the database keeps in `Customer.sort_key` for this name."""
        return folded_name(self.family_name, self.name)


@lru_cache(maxsize=4096)
def folded_name(family_name: str, name: str) -> str:
    """Return the key under which a customer of this name is sorted."""
    return sort_key(f"{family_name} {name}")


@dataclass(slots=True, eq=False)
class Known:
    """A customer we have, or have just made. `state`: old (there before), ours (made by this import), new (this chunk).

    `values` are those of her fields that the import may ask for or change; `before` those it changed, as they were.
    """

    id: int
    state: str
    values: dict[str, Any]
    version: int = 1
    deleted: bool = False
    points: set[tuple[str, str]] = field(default_factory=set)
    has_address: bool = False
    fresh_points: list[tuple[str, str]] = field(default_factory=list)
    fresh_address: dict[str, str] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    fresh_roles: set[str] = field(default_factory=set)
    former: set[tuple[str, str]] = field(default_factory=set)
    before: dict[str, Any] = field(default_factory=dict)

    def contradicts(self, who: Who) -> bool:
        """Tell whether a number of hers is another one than the row's: the same phone, but not the same customer."""
        if not (who.external_id or who.national_id):
            return False
        numbers = (("external_id", who.external_id), ("national_id", who.national_id))
        return any(
            asked and (mine := self.values.get(name)) and mine != asked and (name, asked) not in self.former
            for name, asked in numbers
        )

    def put(self, news: Mapping[str, Any]) -> None:
        """Give her new values, and keep those that she had."""
        for name in news:
            self.before.setdefault(name, self.values.get(name))
        self.values.update(news)

    def had(self, name: str, value: Any) -> bool:
        """Tell whether this is a number that she had before she was merged."""
        return bool(self.former) and any(name == known and value == former for known, former in self.former)


class Directory:
    """The customers that the rows of one chunk may mean."""

    def __init__(self, *, by_name: bool = False) -> None:
        self._by_name = by_name
        self.known: dict[int, Known] = {}
        self._external: dict[str, Known] = {}
        self._national: dict[str, Known] = {}
        self._points: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._names: dict[str, list[Known]] = defaultdict(list)

    def add(self, known: Known) -> None:
        """Make a customer findable by what she has now."""
        self.known[known.id] = known
        if external := known.values.get("external_id"):
            self._external.setdefault(external, known)
        if national := known.values.get("national_id"):
            self._national.setdefault(national, known)
        for point in known.points:
            if known not in self._points[point]:
                self._points[point].append(known)
        if self._by_name and (name := known.values.get("name")):
            folded = folded_name(known.values.get("family_name") or "", name)
            if known not in self._names[folded]:
                self._names[folded].append(known)

    def lead(self, merged: Known, heir: Known) -> None:
        """Let the numbers of a customer that was merged lead to whom she lives on in; they stay numbers of the past."""
        for name, known_by in (("external_id", self._external), ("national_id", self._national)):
            if number := merged.values.get(name):
                known_by[number] = heir
                heir.former.add((name, number))

    def holders(self, external_id: str) -> list[Known]:
        """Return who already has this number, in any state."""
        known = self._external.get(external_id)
        return [known] if known else []

    def find(self, who: Who, match_by: str) -> Known | None:
        """Return the customer a row means. `auto` takes the surest key there is and never one that contradicts."""
        if match_by == "external_id":
            return self._external.get(who.external_id)
        if match_by == "national_id":
            return self._national.get(who.national_id)
        if match_by in {"phone", "email"}:
            return next(iter(self._reached(who, match_by)), None)
        if match_by == "name_phone":
            return next((k for k in self._reached(who, "phone") if self._is_called(k, who)), None)
        if match_by == "name_city":
            return self._in_city(who)
        return self._surest(who)

    def _surest(self, who: Who) -> Known | None:
        found = self._external.get(who.external_id)
        if found is None and who.national_id:
            found = self._unless_contradicting(who, self._national.get(who.national_id))
        if found is not None:
            return found
        reached = (*self._reached(who, "phone"), *self._reached(who, "email"))
        return next((known for known in reached if not known.contradicts(who)), None)

    def called(self, who: Who) -> list[Known]:
        """Return the customers of this name (in this city, where the row has one) for a row that knows no number."""
        if who.external_id or who.phones or who.emails or not who.name:
            return []
        city = key(who.city)
        namesakes = [known for known in self._names.get(who.sort_key, ()) if not known.deleted]
        return [known for known in namesakes if not city or key(known.values.get("city") or "") == city]

    @staticmethod
    def _unless_contradicting(who: Who, known: Known | None) -> Known | None:
        return None if known is None or known.contradicts(who) else known

    def _reached(self, who: Who, kind: str) -> list[Known]:
        held = [self._points.get((kind, value), ()) for value in (who.phones if kind == "phone" else who.emails)]
        return [known for people in held for known in people if not known.deleted]

    @staticmethod
    def _is_called(known: Known, who: Who) -> bool:
        return folded_name(known.values.get("family_name") or "", known.values.get("name") or "") == who.sort_key

    def _in_city(self, who: Who) -> Known | None:
        if not (who.city and who.name):
            return None
        city = key(who.city)
        return next((k for k in self._names.get(who.sort_key, ()) if key(k.values.get("city") or "") == city), None)


def gather(people: Iterable[Who], *, match_by: str, run_id: int, changing: Iterable[str] | None = None) -> Directory:
    """Return everybody of the database whom one of `people` may mean.

    `changing` are the fields that are about to change: they are read too, and everybody is kept still for it.
    """
    whole = list(people)
    condition = Q()
    if external := {who.external_id for who in whole if who.external_id}:
        condition |= Q(one_of("external_id", external))
    if national := {who.national_id for who in whole if who.national_id}:
        condition |= Q(one_of("national_id", national))
    reached = {value for who in whole for value in (*who.phones, *who.emails)}
    if reached:
        owners = ContactPoint.objects.filter(one_of("value", reached), kind__in=("phone", "email"))
        condition |= Q(one_of_ids("pk", owners.order_by().values_list("customer_id", flat=True).distinct()))
    names = {who.sort_key for who in whole if _by_name(who, match_by)}
    if names:
        condition |= Q(one_of("sort_key", names), deleted_at=None)
    directory = Directory(by_name=match_by in {"any_name", "name_city"})
    if condition:
        _load(directory, condition, run_id, changing)
    return directory


def _by_name(who: Who, match_by: str) -> bool:
    """Tell whether a row is looked up by name: it has nothing surer, or a person asked for it."""
    if match_by == "any_name":
        return bool(who.name) and not (who.external_id or who.phones or who.emails)
    return match_by == "name_city" and bool(who.name and who.city)


def _load(directory: Directory, condition: Q, run_id: int, changing: Iterable[str] | None) -> None:
    loaded, heirs = _known(condition, run_id, changing)
    if missing := set(heirs.values()) - set(loaded):
        loaded |= _known(Q(one_of_ids("pk", missing)), run_id, changing)[0]
    points = ContactPoint.objects.filter(one_of_ids("customer_id", loaded)).order_by("id")
    for customer_id, kind, value in points.values_list("customer_id", "kind", "value"):
        loaded[customer_id].points.add((kind, value))
    for customer_id in Address.objects.filter(one_of_ids("customer_id", loaded)).values_list("customer_id", flat=True):
        loaded[customer_id].has_address = True
    for customer_id, role in PartyRole.objects.filter(one_of_ids("customer_id", loaded)).values_list(
        "customer_id", "role"
    ):
        loaded[customer_id].roles.add(role)
    for known in loaded.values():
        if known.id not in heirs:
            directory.add(known)
    for merged, heir in heirs.items():
        directory.lead(loaded[merged], loaded[heir])


def _known(condition: Q, run_id: int, changing: Iterable[str] | None) -> tuple[dict[int, Known], dict[int, int]]:
    """Return customers by id, and of those that were merged whom they live on in."""
    rows = Customer.objects.filter(condition).order_by("pk")
    if changing is not None:
        rows = rows.select_for_update(of=("self",))
    fields = tuple(dict.fromkeys((*KEYS, "reach", *(changing or ()))))
    loaded: dict[int, Known] = {}
    heirs: dict[int, int] = {}
    for pk, version, deleted_at, run, heir, *values in rows.values_list(
        "id", "version", "deleted_at", "made_by_import_id", "merged_into_id", *fields
    ):
        state = "ours" if run == run_id else "old"
        loaded[pk] = Known(pk, state, dict(zip(fields, values, strict=True)), version, deleted_at is not None)
        if heir:
            heirs[pk] = heir
    return loaded, heirs
