"""What administrators see of a context: rights, settings, jobs, imports, its chapter of the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peyvand.core.manifest.text import Text


@dataclass(frozen=True)
class Right:
    """A (model, actions) pair that roles speak about, with the default level of each built-in role."""

    model: str
    label: Text
    actions: Sequence[str]
    defaults: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class JobName:
    """What a job is called where administrators look after jobs."""

    job: str
    label: Text


@dataclass(frozen=True)
class SettingSpec:
    """An organisation setting. `parse` turns text into the stored JSON value or raises ValueError with a sentence.

    `lines` is how many lines of it are shown where it is typed.
    """

    key: str
    label: Text
    default: Any
    parse: Callable[[str], Any]
    help: Text = ""
    group: str = "general"
    show: Callable[[Any], str] = str
    choices: Callable[[], list[tuple[str, Text]]] | None = None
    lines: int = 1


@dataclass(frozen=True)
class ImportField:
    """A field that a file's column can be mapped to. `of` is the (model, field) that its values belong to, where that is
    not the table's own: whoever may not write that one does not map a column to this one either."""

    key: str
    label: Text
    type: str
    synonyms: Sequence[str] = ()
    required: bool = False
    label_fa: str = ""
    label_en: str = ""
    of: tuple[str, str] | None = None


@dataclass(frozen=True)
class ImportTable:
    """Something that can be imported: its fields, how a row is matched, and who writes a chunk.

    `prepare(run)` returns what turns a row of values into what it means, or into a note of why it is rejected; it is
    asked while the database writes the rows before, so it must not ask the database itself.
    `write(run, rows)` writes one chunk of such meanings set-based inside the engine's transaction, returns its outcome;
    `undo(run)` removes what the import created and puts back what it changed; `built_on(run)` says what would be lost.
    `options` are what a person is asked beside the mapping: owner, currency. `reasons` are the sentences for the codes
    by which `write` says why a row was left out; `made` names what the totals count. `custom()` returns the fields that
    the organisation added.
    """

    key: str
    label: Text
    icon: str
    fields: Sequence[ImportField]
    match_by: Sequence[str]
    prepare: Callable[[Any], Callable[[Any], Any]]
    write: Callable[[Any, Sequence[Any]], Any]
    undo: Callable[[Any], dict[str, int]]
    built_on: Callable[[Any], list[str]]
    finished: Callable[[Any], None] | None = None
    need: tuple[str, str] = ("customer", "import")
    order: int = 50
    options: Sequence[str] = ()
    policies: Sequence[str] = ("update", "create", "skip")
    reasons: Mapping[str, Text] = field(default_factory=dict)
    made: Mapping[str, Text] = field(default_factory=dict)
    list_url_name: str = ""
    custom: Callable[[], Sequence[ImportField]] | None = None


@dataclass(frozen=True)
class FieldSubject:
    """A kind of record that takes custom fields in its column `extra`; `table` is "app.Model".

    `variants()` are the sorts of such records ("person"), `occasions()` when a field may be required ("groups:3").
    """

    key: str
    label: Text
    table: str
    variants: Callable[[], list[tuple[str, Text]]]
    occasions: Callable[[], list[tuple[str, Text]]]


@dataclass(frozen=True)
class DemoChapter:
    """A context's part of the demo story: `tell(stage)` writes it, `remove()` takes every row away."""

    order: int
    tell: Callable[[Any], None]
    remove: Callable[[], None]
