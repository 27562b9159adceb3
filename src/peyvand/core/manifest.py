"""What a context offers to the rest: typed data, gathered once from every `manifest.py`.

A lower context never imports a higher one; it asks the registry. Everything here is a frozen dataclass, so an offer
can be read like a price list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

Text = str | Promise
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class MenuItem:
    """A line of the sidebar. `need` is (model, action); people without it do not see the line."""

    key: str
    label: Text
    url_name: str
    icon: str
    order: int
    need: tuple[str, str] | None = None
    phone: bool = False
    badge: bool = False  # shows the number of `User.badges` under its key


@dataclass(frozen=True)
class Panel:
    """A part of somebody's page, loaded from its owner. The URL takes the subject's id (`pk`)."""

    subject: str
    key: str
    title: Text
    url_name: str
    order: int
    place: str = "tab"  # "tab" | "aside" | "header"
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class SubjectVerb:
    """A button on somebody's page that leads to its owner. The URL takes the subject's id (`pk`); `query` follows it."""

    subject: str
    key: str
    label: Text
    url_name: str
    icon: str
    order: int
    query: str = ""
    primary: bool = False
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class Sentence:
    """A reason a person would say: code for machines, text for people, numbers and an optional link."""

    code: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Verb:
    """A button: where it leads. `method` get opens a page or panel, post acts at once (with undo)."""

    label: Text
    url: str
    icon: str = ""
    method: str = "get"
    primary: bool = False


@dataclass(frozen=True)
class AttentionItem:
    """A relationship that needs this person now. `key` is stable: snoozing and ranking refer to it.

    `value` is the amount at stake in the smallest unit of `currency` per year, `urgency` runs from 0 to 1.
    """

    key: str
    customer_id: int | None
    title: str
    url: str
    state: str
    state_label: Text
    why: Sequence[Sentence]
    since: date
    do: Text
    verbs: Sequence[Verb]
    urgency: float
    value: int = 0
    currency: str = "IRR"


@dataclass(frozen=True)
class Ask:
    """Whose Today is asked about, on which day, and for whom: "mine", "team" or "all"."""

    user: Any
    day: date
    scope: str = "mine"


@dataclass(frozen=True)
class Portion:
    """Which items are asked for: at most `limit`, none with a key in `hidden`, beyond the marker `after` ("": the first)."""

    limit: int
    hidden: frozenset[str] = frozenset()
    after: str = ""

    @property
    def is_first(self) -> bool:
        """Tell whether this is simply the beginning, with nothing left out."""
        return not self.hidden and not self.after


@dataclass(frozen=True)
class Found:
    """The items of a portion, and the marker of the next one (None at the end). `count` where it came along with them."""

    items: Sequence[AttentionItem]
    next: str | None = None
    count: int | None = None


@dataclass(frozen=True)
class AttentionSource:
    """A context's answer to "who needs this person?".

    `find(ask, portion)` returns the most pressing items; it raises `keyset.BadCursor` for a marker that is not its own.
    `count(ask)` is the honest total, at most `MOST_COUNTED`; `stake(ask)` the value behind all of them by currency;
    `soon(ask)` the next day after the asked one on which something is due.
    """

    key: str
    label: Text
    find: Callable[[Ask, Portion], Found]
    count: Callable[[Ask], int]
    stake: Callable[[Ask], dict[str, int]] | None = None
    soon: Callable[[Ask], date | None] | None = None
    order: int = 50
    icon: str = "circle"


@dataclass(frozen=True)
class SearchSource:
    """A context's answer to the command palette: `find(user, text, limit)` -> hits."""

    key: str
    label: Text
    icon: str
    find: Callable[[Any, str, int], list[SearchHit]]
    order: int = 50


@dataclass(frozen=True)
class SearchHit:
    """One line of the palette."""

    id: int | str
    title: str
    url: str
    note: str = ""
    icon: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One dated line of a customer's timeline."""

    kind: str
    id: int
    at: datetime
    title: str
    icon: str
    body: str = ""
    by: str = ""
    url: str = ""
    amount: int | None = None
    currency: str = ""
    direction: str = ""


@dataclass(frozen=True)
class TimelineSource:
    """A context's dated facts: `read(user, customer_id, before, limit)`, newest first, `before` exclusive (at, id)."""

    kind: str
    label: Text
    read: Callable[[Any, int, datetime | None, int], list[TimelineEntry]]


@dataclass(frozen=True)
class ListField:
    """A column, filter or sort that a higher context adds to a lower context's list.

    `path` is an ORM path or annotation name on the subject; `annotate` adds what `path` needs.
    `filter(value)` turns a filter's text into a Q; `show(row)` gives the cell (a template-ready value). With `listed`
    off it is no column and stands in no menu: links lead to it, and `say(value)` puts its value into words.
    """

    subject: str
    key: str
    label: Text
    path: str
    kind: str = "text"  # text | number | money | date | choice | person | stage
    choices: Callable[[], list[tuple[str, Text]]] | None = None
    annotate: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    filter: Callable[[str], Q] | None = None
    select_related: str = ""
    default: bool = False
    sortable: bool = False
    exportable: bool = True
    in_api: bool = False
    need: tuple[str, str] | None = None
    currency: str = ""  # for money: the ORM path of its currency
    listed: bool = True
    say: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Right:
    """A (model, actions) pair that roles speak about, with the default level of each built-in role."""

    model: str
    label: Text
    actions: Sequence[str]
    defaults: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Schedule:
    """A job that time starts. `cron` in the organisation's zone."""

    job: str
    cron: str
    label: Text


@dataclass(frozen=True)
class SettingSpec:
    """An organisation setting. `parse` turns text into the stored JSON value or raises ValueError with a sentence."""

    key: str
    label: Text
    default: Any
    parse: Callable[[str], Any]
    help: Text = ""
    group: str = "general"
    show: Callable[[Any], str] = str
    choices: Callable[[], list[tuple[str, Text]]] | None = None


@dataclass(frozen=True)
class ImportField:
    """A field that a file's column can be mapped to."""

    key: str
    label: Text
    type: str
    synonyms: Sequence[str] = ()
    required: bool = False
    label_fa: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class ImportTable:
    """Something that can be imported: its fields, how a row is matched, and who writes a chunk.

    `write(run, rows)` writes one chunk set-based inside the engine's transaction and returns its outcome;
    `undo(run)` removes what the import created and puts back what it changed; `built_on(run)` says what would be lost.
    `options` are what a person is asked beside the mapping: owner, currency. `reasons` are the sentences for the codes
    by which `write` says why a row was left out; `made` names what the totals count.
    """

    key: str
    label: Text
    icon: str
    fields: Sequence[ImportField]
    match_by: Sequence[str]
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


@dataclass(frozen=True)
class Belonging:
    """Rows of a table that belong to a customer, as merging two customers sees them.

    `table` is "app.Model". `counted(n)` says in words how many there are ("3 orders"). With `moves` False they stay where
    they are: their context works them out anew when it hears of the merge. A table that nobody declares moves.
    """

    table: str
    counted: Callable[[int], str] | None = None
    moves: bool = True


@dataclass(frozen=True)
class DemoChapter:
    """A context's part of the demo story: `tell(stage)` writes it, `remove()` takes every row away."""

    order: int
    tell: Callable[[Any], None]
    remove: Callable[[], None]


@dataclass(frozen=True)
class Overlay:
    """A template with dialogs that stand at the end of every page and of the page without connection.

    It is rendered once for each person: nothing of a session may stand in it.
    """

    template: str
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class Action:
    """A verb of the command palette: a page or form to open.

    From the round plus it opens `dialog` where scripts run; `shortcut` is a key's place (`KeyN`) that does the same.
    """

    key: str
    label: Text
    url_name: str
    icon: str
    keywords: Sequence[str] = ()
    need: tuple[str, str] | None = None
    dialog: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Manifest:
    """Everything that one context offers."""

    menu: Sequence[MenuItem] = ()
    panels: Sequence[Panel] = ()
    verbs: Sequence[SubjectVerb] = ()
    attention: Sequence[AttentionSource] = ()
    search: Sequence[SearchSource] = ()
    timeline: Sequence[TimelineSource] = ()
    list_fields: Sequence[ListField] = ()
    rights: Sequence[Right] = ()
    schedules: Sequence[Schedule] = ()
    settings: Sequence[SettingSpec] = ()
    imports: Sequence[ImportTable] = ()
    demo: Sequence[DemoChapter] = ()
    actions: Sequence[Action] = ()
    belongings: Sequence[Belonging] = ()
    overlays: Sequence[Overlay] = ()


@cache
def manifests() -> dict[str, Manifest]:
    """Return every context's manifest by context name, in ladder order from below."""
    found: dict[str, Manifest] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("peyvand.") and config.label != "core" and find_spec(f"{config.name}.manifest"):
            found[config.label] = import_module(f"{config.name}.manifest").MANIFEST
    return found


@cache
def _gathered(slot: str) -> tuple[Any, ...]:
    offered: Iterable[Any] = (offer for manifest in manifests().values() for offer in getattr(manifest, slot))
    return tuple(sorted(offered, key=lambda offer: getattr(offer, "order", 0)))


def offers(slot: str) -> list[Any]:
    """Return all offers of one slot (a field name of `Manifest`) from every context, sorted by `order` where they have one."""
    return list(_gathered(slot))
