"""Rows that come and go in the full form: contact points and addresses, with what was typed and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.core.identifiers import postal_code
from peyvand.core.numbers import format_number
from peyvand.core.phones import display_phone
from peyvand.core.provinces import Province, province_of
from peyvand.core.text import clean
from peyvand.people.choices import ContactKind, ContactLabel
from peyvand.people.models import Address, ContactPoint
from peyvand.people.rules.contacts import NETWORKS, Contact, Homeland, NotAContact, described, parse_contact
from peyvand.people.rules.places import Place

_NAME = re.compile(r"(contact|place)-(\w{1,20})-(\w{1,20})", re.ASCII)
MOST_ROWS = 200  # of one sort: more than somebody has, even after merging
ROWS = {"contact_points": "contact", "addresses": "place"}  # what a part of the customer's lines are called in the form
PLACE_PARTS = ("label", "province", "city", "street", "postal_code")


@dataclass
class Row:
    """One line of the form: `id` tells it from the others, `typed` is what stands in it, `error` a sentence."""

    id: str
    typed: dict[str, str]
    error: str = ""

    @property
    def province(self) -> Province | None:
        """The province that stands in it, which may be none of those that are offered."""
        return province_of(self.typed.get("province", ""))


@dataclass
class Rows:
    """What was typed into the lines, and what it means when all of it is right."""

    contacts: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    read_contacts: list[Contact] = field(default_factory=list)
    read_places: list[Place] = field(default_factory=list)

    def errors(self) -> list[str]:
        """Return every sentence about a line."""
        return [row.error for row in [*self.contacts, *self.places] if row.error]


def _gathered(data: Mapping[str, str], what: str) -> list[Row]:
    rows: dict[str, Row] = {}
    for name, value in data.items():
        found = _NAME.fullmatch(name)
        if found and found[1] == what:
            rows.setdefault(found[2], Row(found[2], {})).typed[found[3]] = str(value)[:400]
    return list(rows.values())


def read_rows(data: Mapping[str, str], home: Homeland) -> Rows:
    """Return the lines of a sent form; empty lines are left out, wrong ones carry their sentence."""
    rows = Rows()
    for row in _gathered(data, "contact"):
        if not clean(row.typed.get("value", "")):
            continue
        rows.contacts.append(row)
        try:
            contact = parse_contact(row.typed.get("kind", ""), row.typed["value"], home)
        except NotAContact as wrong:
            row.error = str(wrong)
            continue
        label = row.typed.get("label", "")
        network = row.typed.get("network", "")
        rows.read_contacts.append(
            described(
                contact,
                label=label if label in ContactLabel.values else "",
                network=network if network in NETWORKS and contact.kind == ContactKind.SOCIAL else "",
                note=row.typed.get("note", ""),
            )
        )
    for row in _gathered(data, "place"):
        _read_place(row, rows, home.region)
    for lines in (rows.contacts, rows.places):
        if len(lines) > MOST_ROWS:  # said, never cut off: what is missing from the form would be taken for removed
            lines[MOST_ROWS].error = _("Keep up to %(most)s lines here.") % {"most": format_number(MOST_ROWS)}
    return rows


def _read_place(row: Row, rows: Rows, region: str) -> None:
    values = {part: clean(row.typed.get(part, "")) for part in PLACE_PARTS}
    if not any(values[part] for part in PLACE_PARTS if part != "label"):
        return
    rows.places.append(row)
    try:
        values["postal_code"] = postal_code(values["postal_code"], region) if values["postal_code"] else ""
    except ValueError as wrong:
        row.error = str(wrong)
    if values["province"] and province_of(values["province"]) is None:
        values["province"] = ""
    if values["label"] not in ContactLabel.values:
        values["label"] = ""
    values["city"], values["street"] = values["city"][:80], values["street"][:300]
    rows.read_places.append(Place(**values))


def rows_of(points: Iterable[ContactPoint], addresses: Iterable[Address]) -> Rows:
    """Return the lines of a stored customer, ready to be edited."""
    rows = Rows()
    for point in points:
        shown = shown_digits(display_phone(point.value)) if point.kind == ContactKind.PHONE else point.value
        typed = {"kind": point.kind, "value": shown, "label": point.label, "network": point.network, "note": point.note}
        rows.contacts.append(Row(f"c{point.pk}", typed))
        rows.read_contacts.append(point.contact)
    for address in addresses:
        typed = {part: getattr(address, part) for part in PLACE_PARTS}
        typed["postal_code"] = shown_digits(address.postal_code)
        rows.places.append(Row(f"p{address.pk}", typed))
        rows.read_places.append(address.place)
    return rows


def put_rows(data: QueryDict, what: str, rows: Rows) -> None:
    """Let the lines of one sort in a form's data be these."""
    for name in [name for name in data if (found := _NAME.fullmatch(name)) and found[1] == what]:
        del data[name]
    for row in rows.contacts if what == "contact" else rows.places:
        data.update({f"{what}-{row.id}-{part}": text for part, text in row.typed.items()})


def blank(what: str, row_id: str, kind: str = "") -> Row:
    """Return an empty line."""
    return Row(row_id, {"kind": kind} if what == "contact" else {})
