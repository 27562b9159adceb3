"""Which lists a person may open, and her views of them: what one shows, in the words in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.manifest import offers
from peyvand.platform.lists.compiling import compile_groups
from peyvand.platform.lists.fields import Field, ListError, ListSpec
from peyvand.platform.lists.querying import reader_for
from peyvand.platform.lists.state import State, read_state
from peyvand.platform.models import SavedView
from peyvand.platform.policies import may


@dataclass(frozen=True)
class Shows:
    """What a view shows: a search, groups of conditions as `f` holds them, a sort like "-stage,name", and columns."""

    search: str = ""
    f: Sequence[str] = ()
    sort: str = ""
    columns: Sequence[str] = ()


def lists_of(reader: Any) -> dict[str, ListSpec]:
    """Return the lists that a person may open, by key."""
    known: list[ListSpec] = offers("lists")
    return {spec.url_name: spec for spec in known if may(reader, spec.model, "view")}


def list_of(reader: Any, key: str) -> ListSpec:
    """Return the list with this key; raise ValidationError, with those there are for `reader`, for any other."""
    lists = lists_of(reader)
    if key not in lists:
        known = ", ".join(sorted(lists))
        raise ValidationError({"list_key": _("This should be one of: %(expected)s.") % {"expected": known}})
    return lists[key]


def views_of(reader: Any) -> QuerySet[SavedView]:
    """Return one's own and the shared views of the lists that a person may open."""
    return SavedView.objects.visible_to(reader).filter(list_key__in=lists_of(reader))


def shown_by(spec: ListSpec, reader: Any, query: str) -> Shows:
    """Return what a kept query string shows `reader`; raise ListError for a field that the list does not have for her."""
    state = read_state(QueryDict(query), spec, spec.allowed(reader))
    return Shows(state.q, state.conditions, ",".join(state.sort), state.columns)


def query_of(spec: ListSpec, reader: Any, shows: Shows) -> str:
    """Return the query string that shows this. Raises ValidationError, by the names of `Shows`, for what cannot be."""
    fields = spec.allowed(reader)
    try:
        groups = _read(spec, fields, "f", shows.f).groups
        compile_groups(spec.table, groups, fields, reader_for(reader))
    except ListError as wrong:
        raise ValidationError({"f": str(wrong)}) from None
    try:
        sort = _read(spec, fields, "sort", [shows.sort]).sort
    except ListError as wrong:
        raise ValidationError({"sort": str(wrong)}) from None
    for name in shows.columns:
        if name not in fields or not fields[name].column:
            sentence = _("This list has no column “%(name)s” for you.") % {"name": name[:40]}
            raise ValidationError({"columns": sentence})
    return State(shows.search.strip(), groups, sort, tuple(dict.fromkeys(shows.columns))).query()


def _read(spec: ListSpec, fields: Mapping[str, Field], name: str, values: Sequence[str]) -> State:
    params = QueryDict(mutable=True)
    params.setlist(name, list(values))
    return read_state(params, spec, fields)
