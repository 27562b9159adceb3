"""Writing a chunk of interactions, and taking them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone

from peyvand.core.events import publish
from peyvand.core.jalali import format_datetime
from peyvand.core.text import key
from peyvand.interactions.choices import MOST_MINUTES, Direction, InteractionKind
from peyvand.interactions.events import InteractionsImported
from peyvand.interactions.models import Interaction
from peyvand.interactions.rules.moments import is_to_come
from peyvand.people.imports.others import Named, Naming, who_is_named, with_customers
from peyvand.people.imports.reading import colleagues
from peyvand.people.imports.touching import touch_many, untouch
from peyvand.people.imports.undoing import lost_with, made_by
from peyvand.platform import organisation
from peyvand.platform.actions.imports.removing import remove_all
from peyvand.platform.copying import copy_in, one_of, one_of_ids
from peyvand.platform.models import Import
from peyvand.platform.rules.imports import Note, Outcome, ReadyRow, newer

COLUMNS = (
    "customer_id", "kind", "direction", "occurred_at", "subject", "body", "reached", "minutes", "external_id", "by_id",
    "made_by_import_id", "created_at", "updated_at", "version",
)  # fmt: skip
KINDS: dict[str, str] = {
    key(word): kind.value
    for kind, words in (
        (InteractionKind.CALL, ("call", "phone", "phone call", "تماس", "تلفن", "تماس تلفنی", "مکالمه")),
        (InteractionKind.MEETING, ("meeting", "جلسه", "ملاقات")),
        (InteractionKind.VISIT, ("visit", "دیدار", "بازدید", "مراجعه", "ویزیت")),
        (InteractionKind.MAIL, ("mail", "email", "e-mail", "letter", "ایمیل", "نامه", "رایانامه")),
        (
            InteractionKind.MESSAGE,
            ("message", "sms", "chat", "whatsapp", "telegram", "پیام", "پیامک", "واتساپ", "تلگرام"),
        ),
        (InteractionKind.NOTE, ("note", "comment", "یادداشت", "توضیح")),
    )
    for word in words
}
DIRECTIONS: dict[str, str] = {
    **{
        key(word): Direction.INBOUND.value
        for word in ("in", "inbound", "incoming", "received", "ورودی", "دریافتی", "از مشتری")
    },
    **{
        key(word): Direction.OUTBOUND.value
        for word in ("out", "outbound", "outgoing", "sent", "خروجی", "ارسالی", "از ما")
    },
}


class Told(NamedTuple):
    """What makes two rows the same interaction."""

    customer_id: int
    kind: str
    occurred_at: datetime
    subject: str
    body: str


def prepare(_run: Import) -> Callable[[ReadyRow], Naming[str] | Note]:
    """Return what tells whom a row names and what kind of contact it is."""

    now = timezone.now()

    def meaning(row: ReadyRow) -> Naming[str] | Note:
        who, kind = who_is_named(row.values), _kind(row.values)
        if who and not kind:
            return Note(row.line, "unknown_kind", "kind", row.values.get("kind") or "")
        if who and is_to_come(row.values["occurred_at"], now):
            return Note(row.line, "future", "occurred_at", format_datetime(row.values["occurred_at"]))
        return Naming(row, who, kind)

    return meaning


def write(run: Import, rows: Sequence[Naming[str]]) -> Outcome:
    """Write a chunk of interactions. A row we have, by its own number or word for word, is skipped."""
    outcome = Outcome()
    _send(run, with_customers(run, rows, outcome), outcome)
    return outcome


def _kind(values: dict[str, Any]) -> str:
    text = values.get("kind") or ""
    return KINDS.get(key(text), "") if text else InteractionKind.NOTE.value


def _send(run: Import, rows: Sequence[Named[str]], outcome: Outcome) -> None:
    numbers, told = _known({known.id for _row, known, _kind in rows}, rows)
    staff, now, zone = colleagues(), timezone.now(), organisation.zone()
    newest: dict[int, datetime] = {}
    lines: list[list[Any]] = []
    for row, known, kind in rows:
        values = row.values
        subject, body = (values.get("subject") or "")[:200], values.get("body") or ""
        number, same = (
            (values.get("external_id") or "")[:100] or None,
            Told(known.id, kind, values["occurred_at"], subject, body),
        )
        if number in numbers or (not number and same in told):
            outcome.skip(row.line, "exists", told=False)
            continue
        numbers |= {number} if number else set()
        told.add(same)
        by = _by(row, run, staff, outcome)
        reached = values.get("reached") is not False
        direction = (
            Direction.NONE.value
            if kind == InteractionKind.NOTE
            else DIRECTIONS.get(key(values.get("direction") or ""), "out")
        )
        lines.append([
            known.id, kind, direction, same.occurred_at, subject, body, reached, _minutes(row, outcome), number, by, run.pk, now, now, 1,
        ])  # fmt: skip
        outcome.created += 1
        if kind != InteractionKind.NOTE and reached:
            newest[known.id] = max(newest.get(known.id, same.occurred_at), same.occurred_at)
            outcome.newest = newer(outcome.newest, same.occurred_at.astimezone(zone).date())
    copy_in(Interaction, COLUMNS, lines)
    touch_many(run, newest)
    outcome.totals["interactions"] += len(lines)


def _by(row: ReadyRow, run: Import, staff: Mapping[str, tuple[int, int | None]], outcome: Outcome) -> int | None:
    """Return whose contact it was: the importer's where the row names nobody, nobody's where we do not know whom it names."""
    name = row.values.get("by") or ""
    if not name:
        return run.user_id
    if (known := staff.get(key(name))) is None:
        outcome.leave_out(Note(row.line, "unknown_colleague", "by", name))
        return None
    return known[0]


def _minutes(row: ReadyRow, outcome: Outcome) -> int | None:
    """Return how long it lasted, None where the row does not say so or says what cannot be."""
    minutes: int | None = row.values.get("minutes")
    if minutes is None or 0 <= minutes <= MOST_MINUTES:
        return minutes
    outcome.leave_out(Note(row.line, "wrong_minutes", "minutes", str(minutes)))
    return None


def _known(customer_ids: Iterable[int], rows: Sequence[Named[str]]) -> tuple[set[str], set[Told]]:
    """Return the numbers of these rows that are taken, and what is already told of their customers at these moments."""
    numbers = [row.values["external_id"] for row, *_rest in rows if row.values.get("external_id")]
    taken = Interaction.objects.filter(one_of("external_id", numbers)).values_list("external_id", flat=True)
    moments = {row.values["occurred_at"] for row, *_rest in rows}
    there = Interaction.objects.filter(one_of_ids("customer_id", customer_ids))
    if moments:
        there = there.filter(occurred_at__gte=min(moments), occurred_at__lte=max(moments))
    told = there.values_list("customer_id", "kind", "occurred_at", "subject", "body")
    return {number for number in taken if number}, {Told(*row) for row in told if row[2] in moments}


def built_on(run: Import) -> list[str]:
    """Return what undoing an import of interactions would lose."""
    return lost_with(run)


def undo(run: Import) -> dict[str, int]:
    """Remove the interactions and customers this import made."""
    interactions = remove_all(Interaction.objects.filter(made_by_import=run.pk))
    untouch(run)
    return {"interactions": interactions, "customers": remove_all(made_by(run))}


def finished(run: Import) -> None:
    """Tell that interactions came in or went out."""
    publish(InteractionsImported(import_id=run.pk))
