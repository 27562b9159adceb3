"""Rows of other tables name a customer, who is found or made: the same for orders, contacts and everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from peyvand.people.actions.erasing import is_forgotten
from peyvand.people.imports.matching import Known, Who, gather
from peyvand.people.imports.writing import Pending, kind_of, points_of
from peyvand.platform.models import Import
from peyvand.platform.rules.imports import Note, Outcome, ReadyRow

Said = TypeVar("Said")
SEVERAL = Known(0, "several", {})  # more than one customer is called so


class Naming(NamedTuple, Generic[Said]):
    """A row of another table, whom it names (None: nobody), and what it says of her."""

    row: ReadyRow
    who: Who | None
    said: Said


class Named(NamedTuple, Generic[Said]):
    """A row of another table, its customer, and what it says of her."""

    row: ReadyRow
    known: Known
    said: Said


def who_is_named(given: dict[str, Any]) -> Who | None:
    """Return whom a row of another table names through the fields of `NAMING`, None when nobody."""
    who = Who(
        external_id=given.get("customer_id") or "",
        phones=(given["customer_phone"],) if given.get("customer_phone") else (),
        emails=(given["customer_email"],) if given.get("customer_email") else (),
        name=given.get("customer_name") or "",
        city=given.get("customer_city") or "",
    )
    return who if who.external_id or who.phones or who.emails or who.name else None


def with_customers(run: Import, rows: Sequence[Naming[Said]], outcome: Outcome) -> list[Named[Said]]:
    """Return the rows with their customers, made where nobody has them; the others are skipped and explained.

    Nobody is made of who asked to be forgotten, and nothing is written about who was deleted or might be another one.
    """
    customers, made = _resolve(run, (one.who for one in rows if one.who))
    outcome.totals["customers"] += made
    named: list[Named[Said]] = []
    for row, who, said in rows:
        known = customers.get(who) if who else None
        if who is None:
            outcome.skip(row.line, "no_customer")
        elif known is None:
            outcome.skip(row.line, "forgotten")
        elif known is SEVERAL:
            outcome.reject(Note(row.line, "several_customers", "customer_name", who.name))
        elif known.deleted:
            outcome.skip(row.line, "deleted_customer")
        else:
            named.append(Named(row, known, said))
    return named


def _one_of(namesakes: Sequence[Known]) -> Known | None:
    return SEVERAL if len(namesakes) > 1 else next(iter(namesakes), None)


def _resolve(run: Import, people: Iterable[Who]) -> tuple[dict[Who, Known], int]:
    """Return the customer of each of `people` who was not erased, and how many had to be made.

    A match needs a number, phone or e-mail, or the same name (and city, where the file has one). Of several who are
    called so none is meant: SEVERAL.
    """
    distinct = list(dict.fromkeys(people))
    directory = gather(distinct, match_by="any_name", run_id=run.pk)
    pending = Pending(run, directory)
    gone = is_forgotten(value for who in distinct for value in who.numbers)
    found: dict[Who, Known] = {}
    for who in distinct:
        known = directory.find(who, "auto") or _one_of(directory.called(who))
        if known is None and not gone.isdisjoint(who.numbers):
            continue
        if known is None:
            values = {
                "external_id": who.external_id[:100] or None,
                "name": (who.name or who.external_id or (who.phones + who.emails)[0])[:200],
                "city": who.city[:80],
            }
            known = pending.make(values, points_of(who.phones, who.emails), kind_of(values, ""))
        found[who] = known
    pending.write()
    return found, len(pending.made)
