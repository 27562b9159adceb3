"""How one import reads its file: the table, the columns, and the functions that turn cells into values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import override

from peyvand.core.manifest import ImportField, ImportTable, offers
from peyvand.platform import organisation
from peyvand.platform.field_classes import writes_field
from peyvand.platform.models import Import, User
from peyvand.platform.rules.files import Dialect, Row, flaw_sentence, read_rows
from peyvand.platform.rules.files.cells import UNCOMPUTED
from peyvand.platform.rules.files.coercing import BadValue, CoerceContext, coercer
from peyvand.platform.rules.files.errors import RowError
from peyvand.platform.rules.files.mapping import FieldSpec
from peyvand.platform.rules.imports import Note, ReadyRow


def tables() -> dict[str, ImportTable]:
    """Return what can be imported, by key, in the order it is offered, with the organisation's own fields."""
    return {table.key: _complete(table) for table in offers("imports")}


def _complete(table: ImportTable) -> ImportTable:
    own = table.custom() if table.custom else ()
    return replace(table, fields=(*table.fields, *own)) if own else table


def open_to(table: ImportTable, user: User | None) -> ImportTable:
    """Return a table with the fields that `user` may write; None is the command line."""
    if user is None:
        return table
    model = table.need[0]
    return replace(table, fields=[one for one in table.fields if writes_field(user, *(one.of or (model, one.key)))])


def label(field: ImportField, language: str) -> str:
    """Return a field's name in a language."""
    with override(language):
        return str(field.label)


def specs(table: ImportTable) -> list[FieldSpec]:
    """Return a table's fields as the mapping rules want them."""
    return [
        FieldSpec(
            key=field.key,
            label_fa=field.label_fa or label(field, "fa"),
            label_en=field.label_en or label(field, "en"),
            synonyms=tuple(field.synonyms),
            type=field.type,
            required=field.required,
        )
        for field in table.fields
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column: where it is, what it becomes."""

    key: str
    index: int
    read: Callable[[str], Any]
    required: bool


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that did not become values: the note that counts it, and one error for each wrong cell."""

    note: Note
    errors: list[RowError]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is needed to turn the file of `run` into rows of values."""

    run: Import
    table: ImportTable
    columns: tuple[Column, ...]
    header: list[str]
    meaning: Callable[[ReadyRow], Any]
    sentences: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Import) -> Plan:
        """Build the plan of an import from its mapping and options."""
        table = open_to(tables()[run.table], run.user)
        context = coerce_context(run.options)
        mapping: Mapping[str, int] = run.mapping
        columns = tuple(
            Column(field.key, mapping[field.key], coercer(field.type, context), field.required)
            for field in table.fields
            if field.key in mapping
        )
        return cls(run, table, columns, list(run.header), table.prepare(run))

    def rows(self, after: int) -> Iterator[Row]:
        """Return the data rows after the first `after`."""
        return read_rows(Path(self.run.path), Dialect.from_json(self.run.dialect), after=after)

    def ready(self, row: Row) -> Any | BadRow:
        """Turn a row's cells into what its table writes, or say what is wrong with each."""
        if row.flaw in {"bad_bytes", "too_long"}:
            error = RowError(row.line, "", "", flaw_sentence(row.flaw))
            return BadRow(Note(row.line, row.flaw), [error])
        values: dict[str, Any] = {}
        errors: list[RowError] = []
        code = ""
        cells = row.values
        for column in self.columns:
            cell = cells[column.index]
            try:
                value = column.read(cell) if cell != UNCOMPUTED else uncomputed()
            except BadValue as bad:
                errors.append(RowError(row.line, self.header[column.index], cell, bad.reason))
                code = code or f"bad:{column.key}"
                continue
            if column.required and (value is None or value == ""):
                errors.append(RowError(row.line, self.header[column.index], cell, _("This cell must not be empty.")))
                code = code or f"missing:{column.key}"
            values[column.key] = value
        if errors:
            return BadRow(Note(row.line, code), errors)
        meant = self.meaning(ReadyRow(row.line, values))
        return BadRow(meant, [self.explain(meant)]) if isinstance(meant, Note) else meant

    def explain(self, note: Note) -> RowError:
        """Return a writer's note as a line of the file of explanations."""
        index = self.run.mapping.get(note.field)
        name = self.header[index] if index is not None else ""
        text = self.sentences.get(note.code) or self.sentences.setdefault(note.code, reason_text(self.table, note.code))
        return RowError(note.line, name, note.value, text)


def uncomputed() -> NoReturn:
    """Refuse a formula without its result: empty, it would be lost in silence."""
    raise BadValue(_("This formula was never computed. Open the file in Excel, save it there and send it again."))


def coerce_context(options: Mapping[str, Any]) -> CoerceContext:
    """Return what cells do not say themselves, from the import's options and the organisation's settings."""
    return CoerceContext(
        today=organisation.now().astimezone(organisation.zone()).date(),
        zone=organisation.zone(),
        region=organisation.get("region") or "IR",
        area_code=organisation.get("area_code") or None,
        currency=organisation.get("currency"),
        day_first=options.get("day_first"),
        amounts=options.get("currency") or organisation.get("currency"),
    )


def reason_text(table: ImportTable, code: str) -> str:
    """Return the sentence for a reason code, in the active language."""
    if code in table.reasons:
        return str(table.reasons[code])
    if flaw := flaw_sentence(code) if code in {"bad_bytes", "too_long", "too_short"} else "":
        return flaw
    what, _colon, key = code.partition(":")
    names = {field.key: str(field.label) for field in table.fields}
    if what == "missing":
        return _("“%(field)s” is empty.") % {"field": names.get(key, key)}
    return _("“%(field)s” could not be read.") % {"field": names.get(key, key)}
