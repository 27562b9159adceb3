"""Cells: a value as HTML for the page and as a plain value for a spreadsheet.

Rows are written here and not by a template: a list of fifty rows by ten columns is the page that is opened most,
and a template tag per cell costs more than the query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from peyvand.core.display import Display
from peyvand.core.jalali import ago, format_date, format_datetime
from peyvand.core.money import Money, format_money, in_unit
from peyvand.core.numbers import format_number
from peyvand.core.phones import display_phone
from peyvand.platform import organisation
from peyvand.platform.lists.fields import Field, value_of
from peyvand.platform.rules.export import Cell

Show = Callable[[Any, Any], str]


def number(value: Any) -> str:
    """Return a number in the reader's digits, apart from the text around it."""
    return f"<bdi>{escape(format_number(value))}</bdi>"


def day(value: date) -> str:
    """Return a day; a moment is said as a distance, with the moment itself when one points at it."""
    if isinstance(value, datetime):
        return f'<time datetime="{value.isoformat()}" title="{escape(format_datetime(value))}">{escape(ago(value, organisation.now()))}</time>'
    return f'<time datetime="{value.isoformat()}"><bdi>{escape(format_date(value))}</bdi></time>'


def money(amount: int, currency: str) -> str:
    """Return an amount with its unit."""
    return f"<bdi>{escape(format_money(Money(amount, currency)))}</bdi>"


def phone(value: str) -> str:
    """Return a phone that can be called."""
    return f'<a class="link-quiet" href="tel:{escape(value)}"><bdi dir="ltr">{escape(display_phone(value))}</bdi></a>'


def stage(key: str, label: str) -> str:
    """Return a coloured dot with its word."""
    return f'<span class="stage-dot stage-{escape(key)}">{escape(label)}</span>'


def shower(field: Field, default_currency: str) -> Show:
    """Return the function that turns (row, value) of this field into safe HTML."""
    if field.cell is not None:
        return field.cell
    labels = {str(key): str(label) for key, label in field.choices()} if field.choices else {}
    if field.kind == "money":
        path = field.currency
        return lambda row, value: money(value, (value_of(row, path) if path else "") or default_currency)
    simple: dict[str, Callable[[Any], str]] = {
        "number": number,
        "date": day,
        "phone": phone,
        "choice": lambda value: escape(labels.get(str(value), str(value))),
        "stage": lambda value: stage(str(value), labels.get(str(value), str(value))),
        "many": lambda value: (
            "<bdi>" + "</bdi><span>, </span><bdi>".join(escape(one) for one in value) + "</bdi>"
        ),
        "flag": lambda value: escape(_("yes") if value else _("no")),
    }
    show = simple.get(field.kind, lambda value: f"<bdi>{escape(value)}</bdi>")
    return lambda row, value: show(value)


CLASSES = {"money": "number", "number": "number"}


def rows_html(
    rows: Sequence[Any],
    columns: Sequence[Field],
    batch: Mapping[str, Mapping[int, Any]],
    places: Places,
) -> SafeString:
    """Return the rows as HTML: a box to pick each, then its cells."""
    opened = [_opening(column) for column in columns]
    showers = [shower(column, places.currency) for column in columns]
    plan = list(zip(columns, opened, showers, strict=True))
    pick = escape(_("Choose"))
    parts: list[str] = []
    for row in rows:
        parts.append(f'<tr id="row-{row.pk}">')
        if places.picks:
            parts.append(
                f'<td class="pick"><input type="checkbox" class="checkbox" name="ids" value="{row.pk}" form="bulk" '
                f'data-row aria-label="{pick}"></td>'
            )
        for column, start, show in plan:
            known = batch.get(column.key)
            value = value_of(row, column.path) if known is None else known.get(row.pk)
            parts.append(
                start + cell_html(row, column, show(row, value) if _is_there(value) else "", places) + "</td>"
            )
        parts.append("</tr>")
    return mark_safe("".join(parts))  # noqa: S308


def _is_there(value: Any) -> bool:
    return value is not None and value != "" and value != []


def _opening(column: Field) -> str:
    classes = " ".join(filter(None, ["main" if column.main else "", CLASSES.get(column.kind, "")]))
    return f'<td{f' class="{classes}"' if classes else ""} data-label="{escape(column.label)}">'
