"""What stands around the table of a list: headings, filters to add, columns to choose, views, and where to export."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from peyvand.platform.fields import registry
from peyvand.platform.lists.fields import Field
from peyvand.platform.lists.querying import Listing
from peyvand.platform.lists.state import State
from peyvand.platform.models import SavedView
from peyvand.platform.policies import may
from peyvand.platform.questions import Question

SAVED = Question(
    lambda reader, list_key: SavedView.objects.visible_to(reader).filter(list_key=list_key),
    ("pk", "name", "query", "is_pinned", "is_shared", "user_id"),
)


@dataclass(frozen=True)
class Head:
    """The heading of a column: where a click sorts, and how it is sorted now (aria-sort)."""

    field: Field
    link: str
    sorted: str


@dataclass(frozen=True)
class Tools:
    """The tools of a list in its state. They are made only when a template asks for them, which `key` often saves."""

    listing: Listing

    @property
    def key(self) -> tuple[Hashable, ...]:
        """Return what all tools depend on: the list, its state, the fields this person may see, whether she may export."""
        spec, user = self.listing.spec, self.listing.reader.user
        shown, custom = tuple(field.key for field in self.listing.columns), registry.version()
        exports = may(user, spec.model, "export")
        return spec.url_name, self.listing.state, shown, *self.listing.fields, custom, exports

    def heads(self) -> list[Head]:
        """Return the headings."""
        return [_head(field, self.listing) for field in self.listing.columns]

    def filters(self) -> list[tuple[str, Any]]:
        """Return every filter that could be added: where its form is, and its name."""
        fields, here = self.listing.fields.values(), self.here()
        return [(f"{here}&ask={field.key}", field.label) for field in fields if field.filterable]

    def here(self) -> str:
        """Return the address of this state."""
        return self.listing.state.link()

    def choosable(self) -> list[dict[str, Any]]:
        """Return the columns that can be shown or not."""
        chosen = {field.key for field in self.listing.columns}
        return [
            {"key": field.key, "label": field.label, "shown": field.key in chosen}
            for field in self.listing.fields.values()
            if field.column and not field.main
        ]

    def clear(self) -> str:
        """Return the address without search and filters."""
        return State(columns=self.listing.state.columns, sort=self.listing.state.sort).link()

    def export_url(self) -> str:
        """Return where the export is, "" for who may not."""
        spec = self.listing.spec
        return f"{reverse(spec.url_name)}export/" if may(self.listing.reader.user, spec.model, "export") else ""

    def without_columns(self) -> str:
        """Return the state's query string without columns: where choosing them leads back to."""
        state = self.listing.state
        return State(state.q, state.groups, state.sort).query()

    def without_search(self) -> list[tuple[str, str]]:
        """Return the state as hidden fields of the search box."""
        return replace(self.listing.state, q="", cursor="").hidden()

    def plain_query(self) -> str:
        """Return the state as a view would keep it."""
        return replace(self.listing.state, view="", cursor="").query()

    def presets(self) -> list[dict[str, Any]]:
        """Return everybody's views."""
        plain = self.plain_query()
        return [
            {"label": preset.label, "link": f"?{preset.query}", "icon": preset.icon, "active": preset.query == plain}
            for preset in self.listing.spec.views(self.listing.fields)
        ]


def saved_views(listing: Listing) -> dict[str, Any]:
    """Return one's own and shared views of this list, and the one that is open."""
    user = listing.reader.user
    saved = tuple(SAVED.ask(user, {"list_key": listing.spec.url_name}))
    current = next((view for view in saved if str(view.pk) == listing.state.view), None)
    return {"saved": saved, "current_view": current, "view_is_mine": current is not None and current.user_id == user.pk}


def _head(field: Field, listing: Listing) -> Head:
    names = listing.sort_names
    if field.key in names:
        sorted_, link = "ascending", listing.state.link(sort=_resorted(names, field.key, f"-{field.key}"))
    elif f"-{field.key}" in names:
        sorted_, link = "descending", listing.state.link(sort=_resorted(names, f"-{field.key}", field.key))
    else:
        first = f"-{field.key}" if field.kind in {"date", "money", "number"} else field.key
        sorted_, link = "none", listing.state.link(sort=(first,))
    return Head(field, link if field.sort else "", sorted_ if field.sort else "none")


def _resorted(names: tuple[str, ...], before: str, after: str) -> tuple[str, ...]:
    return tuple(after if name == before else name for name in names)
