"""A list as a page: its parts for htmx, its whole for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from peyvand.core.html import Html
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, is_part, show
from peyvand.platform.doors import StaffRequest
from peyvand.platform.lists.asking import answered, ask_for, refused
from peyvand.platform.lists.cells import Pattern, Places, rows_html
from peyvand.platform.lists.fields import Field, ListError, ListSpec
from peyvand.platform.lists.querying import Listing, batches, reader_for
from peyvand.platform.lists.state import State, read_state
from peyvand.platform.lists.words import sentence
from peyvand.platform.models import SavedView
from peyvand.platform.policies import may

PARTS = {"list": "platform/lists/list.html", "rows": "platform/lists/rows.html", "ask": "platform/lists/ask.html"}


@dataclass(frozen=True)
class Head:
    """The heading of a column: where a click sorts, and how it is sorted now (aria-sort)."""

    field: Field
    link: str
    sorted: str


def show_list(
    request: StaffRequest, spec: ListSpec, template: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer a list's GET: the page, its table after a search, its next rows, or the form of a filter."""
    fields = spec.allowed(request.user)
    error, status = "", 200
    try:
        listing = Listing(spec, fields, read_state(request.GET, spec, fields), reader_for(request.user))
        _ = listing.found  # whatever cannot be compared is said before anything is asked
    except ListError as wrong:
        error, status = str(wrong), 422
        listing = Listing(spec, fields, State(), reader_for(request.user))
    ask = None if error else ask_for(request.GET, listing.state, fields, listing.reader)
    if ask is not None and "apply" in request.GET:
        try:
            state = answered(request.GET, listing.state, ask.field, spec, listing.reader)
            return go(request, f"{request.path}{state.link()}")
        except ListError as wrong:
            ask, status = refused(ask, wrong), 422
    if ask is not None and is_part(request):
        return show(request, PARTS["ask"], {"ask": ask, "state": listing.state}, status=status)
    try:
        context = list_context(request, listing)
    except ListError as wrong:
        error, status = str(wrong), 422
        context = list_context(request, listing.moved_to(replace(listing.state, cursor="")))
    part = PARTS["rows"] if listing.state.cursor else PARTS["list"]
    return show(request, template, {**context, "ask": ask, "error": error, **(extra or {})}, part=part, status=status)


def list_context(request: StaffRequest, listing: Listing) -> dict[str, Any]:
    """Return what the templates of a list need. Raises ListError for a place that is not ours."""
    spec, state, columns = listing.spec, listing.state, listing.columns
    page = listing.page()
    picks = may(request.user, spec.model, "bulk")
    edit = Pattern.of(spec.edit_name, field=True) if may(request.user, spec.model, "change") else None
    places = Places(Pattern.of(spec.open_name), edit, picks, listing.reader.currency)
    context = {
        "spec": spec,
        "state": state,
        "rows": rows_html(page.items, columns, batches(columns, page.items), places) if page.items else Html(),
        "more": state.link(cursor=page.next) if page.next else "",
        "width": len(columns) + picks,
        "picks": picks,
    }
    if state.cursor and is_part(request):
        return context
    count, exact = listing.count()
    return context | tools(request, listing) | {"count": count, "count_said": count_said(count, exact)}


def tools(request: StaffRequest, listing: Listing) -> dict[str, Any]:
    """Return what stands around the table: views, the sentence, headings, columns and where to export."""
    state, fields = listing.state, listing.fields
    chosen, here = {field.key for field in listing.columns}, state.link()
    return {
        "heads": [_head(field, listing) for field in listing.columns],
        "words": sentence(state, fields, listing.reader),
        "filters": [(f"{here}&ask={field.key}", field.label) for field in fields.values() if field.filterable],
        "here": here,
        "choosable": [
            {"key": field.key, "label": field.label, "shown": field.key in chosen}
            for field in fields.values()
            if field.column and not field.main
        ],
        "clear": State(view="", columns=state.columns, sort=state.sort).link(),
        "export_url": f"{reverse(listing.spec.url_name)}export/"
        if may(request.user, listing.spec.model, "export")
        else "",
        "without_columns": State(state.q, state.groups, state.sort).hidden(),
        "without_search": replace(state, q="", cursor="").hidden(),
        **views(request, listing),
    }


def views(request: StaffRequest, listing: Listing) -> dict[str, Any]:
    """Return the chips of views: everybody's, one's own and shared ones, and the one that is open."""
    spec, state = listing.spec, listing.state
    saved = list(SavedView.objects.visible_to(request.user).filter(list_key=spec.url_name))
    current = next((view for view in saved if str(view.pk) == state.view), None)
    plain = replace(state, view="", cursor="").query()
    return {
        "presets": [
            {"label": preset.label, "link": f"?{preset.query}", "icon": preset.icon, "active": preset.query == plain}
            for preset in spec.presets
        ],
        "saved": saved,
        "current_view": current,
        "view_is_mine": current is not None and current.user_id == request.user.pk,
        "view_changed": current is not None and current.query != plain,
        "plain_query": plain,
    }


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


def count_said(count: int, exact: bool) -> str:
    """Return the count as it is said: exact, or "about" with two leading figures."""
    if exact:
        return format_number(count)
    step = 10 ** (len(str(count)) - 2)
    return _("about %(count)s") % {"count": format_number(round(count / step) * step)}
