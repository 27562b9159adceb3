"""Customers on the way: rows of other tables name somebody, who is found or made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peyvand.people.actions.erasing import is_forgotten
from peyvand.people.imports.customers import Reader
from peyvand.people.imports.matching import Known, Who, gather
from peyvand.people.imports.writing import Pending, kind_of, points_of
from peyvand.platform.models import Import


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


def resolve(run: Import, people: Iterable[Who]) -> tuple[dict[Who, Known], int]:
    """Return the customer of each of `people`, and how many had to be made.

    A match needs a number, phone or e-mail, or the same name (and city, where the file has one). Nobody is made of who
    asked to be forgotten: she has no customer in the answer.
    """
    distinct = list(dict.fromkeys(people))
    directory = gather(distinct, match_by="any_name", run_id=run.pk, lock=False)
    reader, pending = Reader(run), Pending(run, directory)
    gone = is_forgotten({value for who in distinct for value in who.numbers})
    found: dict[Who, Known] = {}
    for who in distinct:
        known = directory.find(who, "auto") or directory.called(who)
        if known is None and not gone.isdisjoint(who.numbers):
            continue
        if known is None:
            values = {
                "external_id": who.external_id[:100] or None,
                "name": (who.name or who.external_id or (who.phones + who.emails)[0])[:200],
                "city": who.city[:80],
            }
            points = points_of(who.phones, who.emails)
            known = pending.make(reader.completed(values), points, kind_of(values, ""))
        found[who] = known
    pending.write()
    return found, len(pending.made)
