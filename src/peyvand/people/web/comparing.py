"""Two customers side by side, ready for the pages: what each has in a field, and whether they differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.jalali import format_date
from peyvand.core.manifest import Text
from peyvand.core.phones import display_phone
from peyvand.core.text import key
from peyvand.people.actions.merging import record_of
from peyvand.people.actions.repointing import belongings, moving
from peyvand.people.choices import ContactKind
from peyvand.people.forms.profile import LABELS, labels
from peyvand.people.models import Customer, DuplicatePair
from peyvand.people.rules.likeness import Reason, sentence
from peyvand.people.rules.uniting import BOTH, KEEP, LOSE, questions
from peyvand.people.web.record import fact_of

COMPARED = ("national_id", "external_id", "birthday", "city", "industry")


@dataclass(frozen=True)
class Line:
    """One field of both. `code` reads left to right."""

    label: Text
    one: str
    other: str
    differs: bool
    code: bool = False


@dataclass(frozen=True)
class Alike:
    """A pair as the review list shows it: reasons as sentences, `against` those that speak against it."""

    pair: DuplicatePair
    reasons: list[str]
    against: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class Answer:
    """One side of a question, as a person reads it."""

    side: str
    shown: str
    proposed: bool


@dataclass(frozen=True)
class Asked:
    """A field in which two customers differ, with what can be chosen."""

    unit: str
    label: Text
    answers: list[Answer]
    code: bool


def alike(pair: DuplicatePair) -> Alike:
    """Return a pair with its reasons and differences."""
    reasons = [Reason(**reason) for reason in pair.reasons]
    return Alike(
        pair,
        [sentence(reason) for reason in reasons if reason.weight > 0],
        [sentence(reason) for reason in reasons if reason.weight < 0],
        lines(pair.low, pair.high),
    )


def lines(one: Customer, other: Customer) -> list[Line]:
    """Return what tells two customers apart or ties them, field by field; what neither has is left out."""
    found = [_line(LABELS["phone"], *(_reach(side, ContactKind.PHONE) for side in (one, other)), code=True)]
    found.append(_line(LABELS["email"], *(_reach(side, ContactKind.EMAIL) for side in (one, other)), code=True))
    for name in COMPARED:
        mine = fact_of(one, name)
        found.append(_line(mine.label, mine.shown, fact_of(other, name).shown, code=mine.code))
    found.append(_line(LABELS["owner"], *(side.owner.name if side.owner else "" for side in (one, other))))
    return [line for line in found if line.one or line.other]


def _line(label: Text, one: str, other: str, *, code: bool = False) -> Line:
    return Line(label, one, other, key(one) != key(other), code)


def _reach(customer: Customer, kind: str) -> str:
    values = sorted(point.value for point in customer.contact_points.all() if point.kind == kind)
    if kind == ContactKind.PHONE:
        values = [shown_digits(display_phone(value)) for value in values]
    return " · ".join(values)


def asked(keep: Customer, lose: Customer) -> list[Asked]:
    """Return the fields in which two customers differ, with the proposed answer."""
    newer, called = lose.updated_at > keep.updated_at, labels()
    found = []
    for question in questions(record_of(keep), record_of(lose), lose_is_newer=newer):
        sides = [(KEEP, _shown(keep, question.unit)), (LOSE, _shown(lose, question.unit))]
        if question.unit == "notes" and all(shown for _side, shown in sides):
            sides.append((BOTH, _("both, one after the other")))
        answers = [Answer(side, shown, side == question.proposed) for side, shown in sides]
        code = question.unit in {"national_id", "economic_code", "registration_number", "external_id"}
        found.append(Asked(question.unit, called[question.unit], answers, code))
    return found


def _shown(customer: Customer, unit: str) -> str:
    if unit == "owner":
        return customer.owner.name if customer.owner else ""
    if unit == "next_step":
        day = customer.next_step_on
        return (
            f"\u2068{customer.next_step}\u2069 · \u2068{format_date(day, style='long')}\u2069"
            if day
            else customer.next_step
        )
    return customer.name if unit == "name" else fact_of(customer, unit).shown


def moves(lose: Customer, keep: Customer) -> list[str]:
    """Return in words what would go from one customer to the other."""
    said = belongings()
    counts = moving(lose.pk, keep.pk)
    return [words(count) for table, count in counts.items() if table in said and (words := said[table].counted)]


def labels_of(names: list[str]) -> list[Text]:
    """Return what fields are called, each once."""
    called = labels()
    return list(dict.fromkeys(called[name] for name in names if name in called))
