"""What a context adds to the records of others: search, timeline, lists, what belongs to a customer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from peyvand.core.manifest.shell import SubjectVerb
from peyvand.core.manifest.text import Text


@dataclass(frozen=True)
class SearchSource:
    """A context's answer to the command palette: `find(user, text, limit)` -> hits.

    `subject` is the kind of record found, whose verbs can be typed before a name as far as `works(user, verb, id)`.
    """

    key: str
    label: Text
    icon: str
    find: Callable[[Any, str, int], list[SearchHit]]
    order: int = 50
    subject: str = ""
    works: Callable[[Any, SubjectVerb, int | str], bool] | None = None


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


Within = tuple[str, Any]  # ("in", ids) or ("range", (lowest, highest))


@dataclass(frozen=True)
class ListField:
    """A column, filter or sort that a higher context adds to a lower context's list.

    `path` is an ORM path or annotation name on the subject; `annotate` adds what `path` needs.
    `filter(value)` turns a filter's text into a Q; `show(row)` gives the cell (a template-ready value). With `listed`
    off it is no column and stands in no menu: links lead to it, and `say(value)` puts its value into words. `batch(ids)`
    reads what is shown of a whole page at once where no `path` leads to it.
    Kinds `sum` (money) and `tally` (a number) are added up over a period: `over(start, stop, within)` returns rows of
    `customer` and `altogether` for the days [start, stop), only of customers whose id is `within` (a lookup and its value).
    `decided` says that the value is worked out by a group's own measures, so that a rule asking for it brings none.
    Who sees it has the right `need`, and all of `needs` where it tells something of several things at once.
    """

    subject: str
    key: str
    label: Text
    path: str
    kind: str = "text"  # text | number | money | date | choice | person | stage | sum | tally
    choices: Callable[[], list[tuple[str, Text]]] | None = None
    annotate: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    filter: Callable[[str], Q] | None = None
    select_related: str = ""
    default: bool = False
    sortable: bool = False
    exportable: bool = True
    in_api: bool = False
    need: tuple[str, str] | None = None
    needs: Sequence[tuple[str, str]] = ()
    currency: str = ""  # for money: the ORM path of its currency
    listed: bool = True
    say: Callable[[str], str] | None = None
    over: Callable[[date, date, Within | None], QuerySet[Any, Any]] | None = None
    decided: bool = False
    batch: Callable[[Sequence[int]], dict[int, Any]] | None = None
    field_class: str = ""  # of a field that no `FieldClasses` names, such as one that the organisation made itself


class ListPage(Protocol):
    """A list with a page of its own, by the URL name of the page: what somebody's views of it are kept under."""

    @property
    def url_name(self) -> str:
        """Return the key of the list."""


@dataclass(frozen=True)
class ListView:
    """A view that a higher context adds to a lower context's list (its `url_name`): a name and a query string.

    It is shown to whoever sees all the fields that it `asks` for.
    """

    url_name: str
    label: Text
    query: str
    asks: Sequence[str]
    icon: str = ""


@dataclass(frozen=True)
class FieldClasses:
    """How private the fields of `model` are: {name: "public" | "internal" | "personal" | "special"}.

    A name is what the field is called in lists, forms, imports, the API or the audit; where these differ, all are named.
    `labels()` says what readers call them.
    """

    model: str
    classes: Mapping[str, str]
    labels: Callable[[], Mapping[str, Text]] | None = None


@dataclass(frozen=True)
class Measure:
    """A way to tell that customers are not treated as their group's policy says: `broken()` is the condition on them.

    `report` names the page that tells how it went before, for those who have the right `need`.
    """

    key: str
    label: Text
    broken: Callable[[], Q]
    report: str = ""
    report_label: Text = ""
    need: tuple[str, str] | None = None


@dataclass(frozen=True)
class ContactLog:
    """How a context that records contacts tells who was reached in one of the ways that a treatment may ask for.

    `contacted(way, since)` is the condition on customers reached so since a moment, `latest(way, ids)` the last moment of
    those of these customers who ever were.
    """

    contacted: Callable[[str, datetime], Q]
    latest: Callable[[str, Collection[int]], Mapping[int, datetime]]


@dataclass(frozen=True)
class Peace:
    """Customers with whom no next step is wanted and whom nobody is told to call: `among()` is the condition on them.

    `why(user, customer_id)` says it of one in a sentence, "" to whom the reason is not told; None where it is not so.
    """

    among: Callable[[], Q]
    why: Callable[[Any, int], str | None]


@dataclass(frozen=True)
class GroupTerm:
    """Something about how a group's customers are treated that a higher context keeps, beside the group's own terms.

    `said(group_ids)` returns (in words, the page where it is changed) of those of which it says something. It is shown to
    who has the right `need`. `begin(group_id)` leads who has the right `begin_need` to where it is said of a group for
    the first time.
    """

    key: str
    label: Text
    said: Callable[[Collection[int]], Mapping[int, tuple[str, str]]]
    need: tuple[str, str]
    begin: Callable[[int], str]
    begin_need: tuple[str, str]


@dataclass(frozen=True)
class Belonging:
    """Rows of a table that belong to a customer, as merging two customers, handing her data out and erasing her see them.

    `table` is "app.Model"; `path` leads to the customer where its rows do not point to her themselves. `counted(n)` says in words how many there are ("3 orders"). With `moves` False they stay where
    they are: their context works them out anew when it hears of the merge. A table that nobody declares moves.

    When she is erased the rows go, unless `erased` says which values take the place of words: then they stay for the
    sums ({} when there are no words in them). With `told` False they say nothing to her and are not handed out, nor are
    the rows that `untold` describes (ORM conditions).
    """

    table: str
    counted: Callable[[int], str] | None = None
    moves: bool = True
    path: str = ""
    erased: Mapping[str, Any] | None = None
    told: bool = True
    untold: Mapping[str, Any] = field(default_factory=dict)
