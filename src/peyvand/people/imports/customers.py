"""The table "customers": one row is one customer, matched with those we have."""

from __future__ import annotations

from collections.abc import Sequence

from peyvand.people.actions.erasing import is_forgotten
from peyvand.people.imports.belonging import Belonging
from peyvand.people.imports.matching import Known, gather
from peyvand.people.imports.reading import Prepared
from peyvand.people.imports.writing import Pending
from peyvand.platform.choices import ImportPolicy
from peyvand.platform.models import Import
from peyvand.platform.rules.imports import Note, Outcome


def write(run: Import, rows: Sequence[Prepared]) -> Outcome:
    """Write a chunk of customers."""
    outcome, match_by = Outcome(), run.options.get("match_by") or "auto"
    updating = run.policy == ImportPolicy.UPDATE
    changing = set[str]().union(*(one.values for one in rows)) if updating else None
    directory = gather((one.who for one in rows), match_by=match_by, run_id=run.pk, changing=changing)
    pending, belonging = Pending(run, directory), Belonging()
    gone = is_forgotten(value for one in rows for value in one.who.numbers)
    for one in rows:
        if gone and not gone.isdisjoint(one.who.numbers):
            outcome.skip(one.row.line, "forgotten")
            continue
        known = directory.find(one.who, match_by)
        kind = known.values["kind"] if known else one.kind
        if known is None:
            _make(pending, outcome, belonging.fitting(one, kind, outcome), kind)
        elif known.deleted:
            outcome.skip(one.row.line, "deleted")
        elif not updating:
            outcome.skip(one.row.line, "exists" if known.state == "old" else "repeated", told=False)
        else:
            _change(pending, outcome, belonging.fitting(one, kind, outcome), known)
    pending.write()
    outcome.totals["customers"] += len(pending.made)
    return outcome


def _make(pending: Pending, outcome: Outcome, one: Prepared, kind: str) -> None:
    row, values = one.row, one.values
    name = values.get("name") or values.get("legal_name")
    if not name:
        outcome.reject(Note(row.line, "no_name"))
        return
    taken = values.get("external_id")
    if taken and pending.directory.holders(taken):
        outcome.reject(Note(row.line, "number_taken", "external_id", taken))
        return
    known = pending.make({**values, "name": name}, one.points, kind)
    pending.give_roles(known, one.roles)
    pending.give_address(known, one.address)
    outcome.created += 1


def _change(pending: Pending, outcome: Outcome, one: Prepared, known: Known) -> None:
    row, values = one.row, one.values
    taken = values.get("external_id")
    if taken and any(holder is not known for holder in pending.directory.holders(taken)):
        outcome.reject(Note(row.line, "number_taken", "external_id", taken))
        return
    changed = pending.change(known, values, one.points)
    changed = pending.give_address(known, one.address) or changed
    changed = pending.give_roles(known, one.roles) or changed
    if changed:
        outcome.updated += 1
    else:
        outcome.skip(row.line, "same", told=False)
