"""Cells: a value as HTML for the page and as a plain value for a spreadsheet.

Rows are written here and not by a template: a list of fifty rows by ten columns is the page that is opened most,
and a template tag per cell costs more than the query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.display import Display, current, shown_digits
from peyvand.core.html import Html, escape
from peyvand.core.jalali import ago, format_date, format_datetime
from peyvand.core.money import Money, format_money, in_unit
from peyvand.core.numbers import format_number
from peyvand.core.phones import display_phone
from peyvand.platform import organisation
from peyvand.platform.lists.fields import Field, Row
from peyvand.platform.rules.export import Cell

HOLE, ANY_FIELD = 987654321, "x-field"
Show = Callable[[Row, Any], str]
Batch = Mapping[str, Mapping[int, Any]]


def number(value: Any) -> str:
    """Return a number in the reader's digits, apart from the text around it."""
    return f"<bdi>{escape(format_number(value))}</bdi>"


def day(value: date, now: datetime) -> str:
    """Return a day; a moment is said as a distance from now, with the moment itself when one points at it."""
    if isinstance(value, datetime):
        local = value.astimezone(current().zone)  # both texts are of the reader's zone
        said, exact = escape(ago(local, now)), escape(format_datetime(local))
        return f'<time datetime="{value.isoformat()}" title="{exact}">{said}</time>'
    return f'<time datetime="{value.isoformat()}"><bdi>{escape(format_date(value))}</bdi></time>'


def money(amount: int, currency: str) -> str:
    """Return an amount with its unit."""
    return f"<bdi>{escape(format_money(Money(amount, currency)))}</bdi>"


def phone(value: str) -> str:
    """Return a phone that can be called."""
    return (
        f'<a class="link-quiet" href="tel:{escape(value)}" dir="ltr">{escape(shown_digits(display_phone(value)))}</a>'
    )


def stage(key: str, label: str) -> str:
    """Return a coloured dot with its word."""
    return f'<span class="stage-dot stage-{escape(key)}">{escape(label)}</span>'


def shower(field: Field, default_currency: str, *, alone: bool = False) -> Show:
    """Return the function that turns (row, value) of this field into safe HTML.

    A text that stands `alone` in its element needs no other to keep its direction.
    """
    if field.cell is not None:
        return field.cell
    if field.kind == "money":
        path = field.currency
        return lambda row, value: money(value, (row[path] if path else "") or default_currency)
    if alone and field.kind == "text":
        return lambda row, value: escape(value)
    show = _plain_shower(field)
    return lambda row, value: show(value)


def _plain_shower(field: Field) -> Callable[[Any], str]:
    """Return the function that turns a value into safe HTML where the value says all; equal values are drawn once."""
    if field.kind == "many":
        parted = f"</bdi><span>{_(', ')}</span><bdi>"
        return lambda value: f"<bdi>{parted.join(escape(one) for one in value)}</bdi>"
    labels = {str(key): str(label) for key, label in field.choices()} if field.choices else {}
    simple: dict[str, Callable[[Any], str]] = {
        "number": number,
        "date": partial(day, now=organisation.now().astimezone(current().zone)),
        "phone": phone,
        "choice": lambda value: escape(labels.get(str(value), str(value))),
        "stage": lambda value: stage(str(value), labels.get(str(value), str(value))),
        "flag": lambda value: escape(_("yes") if value else _("no")),
    }
    return cache(simple.get(field.kind, lambda value: f"<bdi>{escape(value)}</bdi>"))


CLASSES = {"money": "number", "number": "number", "person": "whole", "choice": "whole", "flag": "whole"}


def options_html(pairs: Iterable[tuple[Any, str]]) -> Html:
    """Return the options of a long choice, such as everybody who works here."""
    return Html("".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in pairs))


@dataclass(frozen=True)
class Pattern:
    """An address with a hole for a row's id; Django's `reverse` for each cell costs too much. Escaped already."""

    before: str
    after: str

    @classmethod
    @cache
    def of(cls, url_name: str, *, field: bool = False) -> Pattern | None:
        """Return the pattern of a URL name, with a field's key to be said by `to` if `field`; None for no name."""
        if not url_name:
            return None
        url = reverse(url_name, args=[HOLE, ANY_FIELD] if field else [HOLE])
        before, _hole, after = escape(url).partition(str(HOLE))
        return cls(before, after)

    def to(self, key: str) -> Pattern:
        """Return the pattern that leads to one field of a row."""
        return Pattern(self.before, self.after.replace(ANY_FIELD, key))

    def url(self, pk: int) -> str:
        """Return the address of a row, or of its field."""
        return f"{self.before}{pk}{self.after}"


@dataclass(frozen=True)
class Places:
    """Where a row's cells lead: `open` to the row's page, `edit` to the form of one cell; built once, not per row."""

    open: Pattern | None = None
    edit: Pattern | None = None
    picks: bool = False
    currency: str = "IRR"


def rows_html(rows: Sequence[Row], columns: Sequence[Field], batch: Batch, places: Places) -> Html:
    """Return the rows as HTML: a box to pick each, then its cells.

    They are drawn column by column: whatever is the same in a column is found once, and fifty cells are one loop.
    """
    ids = [row["pk"] for row in rows]
    picks = [_picks(ids)] if places.picks else []
    cells = zip(*picks, *(_drawn(column, rows, batch, places) for column in columns), strict=True)
    return Html("".join([f'<tr id="row-{pk}">{"".join(row)}</tr>' for pk, row in zip(ids, cells, strict=True)]))


def _picks(ids: Iterable[int]) -> list[str]:
    """Return the boxes by which rows are chosen."""
    label = escape(_("Choose"))
    return [
        f'<td class="pick"><input type="checkbox" class="checkbox" name="ids" value="{pk}" form="bulk"'
        f' data-row aria-label="{label}"></td>'
        for pk in ids
    ]


def _drawn(column: Field, rows: Sequence[Row], batch: Batch, places: Places) -> list[str]:
    """Return a column's cells."""
    edits = bool(column.edit) and places.edit is not None
    opening, read = _opening(column), reading(column, batch)
    show = shower(column, places.currency, alone=edits)
    values = [(row, read(row)) for row in rows]
    shown = [show(row, value) if is_there(value) else "" for row, value in values]
    if column.main and places.open is not None:
        link = places.open.url
        return [
            f'{opening}<a href="{link(row["pk"])}" data-panel data-row-open>{words}</a></td>'
            for row, words in zip(rows, shown, strict=True)
        ]
    if edits and places.edit is not None:
        form, label = places.edit.to(column.key).url, change_label(column)
        return [
            f"{opening}{edit_link(form(row['pk']), words, label)}</td>" for row, words in zip(rows, shown, strict=True)
        ]
    return [f"{opening}{words}</td>" for words in shown]


def change_label(column: Field) -> str:
    """Return what the link to a cell's form is called."""
    return f"{escape(_('Change'))}: {escape(column.label)}"


def edit_link(url: str, shown: str, label: str) -> str:
    """Return a cell that opens its form in place; without scripts the link opens the form as a page."""
    return f'<a class="cell-edit" href="{url}" title="{label}">{shown}</a>'


def reading(column: Field, batch: Batch) -> Callable[[Row], Any]:
    """Return the function that reads a row's value of a column, from the batch when it was read for all rows at once."""
    if column.key in batch:
        found = batch[column.key]
        return lambda row: found.get(row["pk"])
    if column.read is not None:
        turn, path = column.read, column.path
        return lambda row: turn(row[path])
    return itemgetter(column.path) if column.path else lambda row: None


def is_there(value: Any) -> bool:
    """Tell whether there is anything to show."""
    return value is not None and value not in ("", [])


def _opening(column: Field) -> str:
    classes = " ".join(filter(None, ["main" if column.main else "", CLASSES.get(column.kind, "")]))
    attribute = f' class="{classes}"' if classes else ""
    label = "" if column.main else f' data-label="{escape(column.label)}"'
    return f"<td{attribute}{label}>"


def export_header(columns: Sequence[Field], display: Display) -> list[str]:
    """Return the headings of an export: a day has a second column in ISO, an amount one with its currency."""
    names: list[str] = []
    for column in columns:
        label = str(column.label)
        names.append(label)
        if column.kind == "date":
            names.append(f"{label} (ISO)")
        elif column.kind == "money":
            names.append(_("%(field)s: unit") % {"field": label})
    return names


def export_rows(
    rows: Sequence[Row], columns: Sequence[Exported], batch: Batch, display: Display
) -> Iterator[list[Cell]]:
    """Yield each row's cells for a spreadsheet: phones and codes as text, amounts as numbers."""
    reads = [(column, reading(column.field, batch)) for column in columns]
    for row in rows:
        yield [cell for column, read in reads for cell in column.cells(row, read(row), display)]


@dataclass(frozen=True)
class Exported:
    """A column on its way into a spreadsheet, with the words of its choices read once."""

    field: Field
    labels: Mapping[str, str]
    currency: str

    @classmethod
    def of(cls, field: Field, currency: str) -> Exported:
        """Return the column with its choices in the reader's language."""
        labels = {str(key): str(label) for key, label in field.choices()} if field.choices else {}
        return cls(field, labels, currency)

    def cells(self, row: Row, value: Any, display: Display) -> list[Cell]:
        """Return one value as one or two cells."""
        kind = self.field.kind
        if kind == "date":
            return _day_cells(value, display)
        if kind == "money":
            code = (row[self.field.currency] if self.field.currency else "") or self.currency
            if value is None:
                return ["", ""]
            amount, unit = in_unit(Money(value, code), display)
            return [amount, unit]
        return [self._plain(kind, value) if is_there(value) else ""]

    def _plain(self, kind: str, value: Any) -> Cell:
        if kind == "number":
            number: Cell = value
            return number
        if kind in {"choice", "stage"}:
            return self.labels.get(str(value), str(value))
        if kind == "many":
            return _(", ").join(value)
        return str(value) if kind != "flag" else _("yes") if value else _("no")


def _day_cells(value: date | None, display: Display) -> list[Cell]:
    if value is None:
        return ["", ""]
    if isinstance(value, datetime):
        return [format_datetime(value, display), value.astimezone(display.zone).isoformat(sep=" ", timespec="seconds")]
    return [format_date(value, display), value.isoformat()]


def cell_of(row: Row, field: Field, url: str) -> Html:
    """Return what stands in one editable cell, after its form was saved or left."""
    value = reading(field, {})(row)
    shown = shower(field, organisation.get("currency"), alone=True)(row, value) if is_there(value) else ""
    return Html(edit_link(escape(url), shown, change_label(field)))
