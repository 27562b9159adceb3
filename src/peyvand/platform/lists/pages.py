"""A list as a page: its parts for htmx, its whole for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from peyvand.core.html import Html
from peyvand.core.numbers import format_number
from peyvand.core.pages import go, is_part, show
from peyvand.platform.doors import StaffRequest
from peyvand.platform.lists.asking import answered, ask_for, refused
from peyvand.platform.lists.cells import Pattern, Places, rows_html
from peyvand.platform.lists.fields import ListError, ListSpec
from peyvand.platform.lists.querying import Listing, batches, reader_for
from peyvand.platform.lists.state import State, read_state
from peyvand.platform.lists.tools import Tools, saved_views
from peyvand.platform.lists.words import sentence
from peyvand.platform.policies import may

PARTS = {"list": "platform/lists/list.html", "rows": "platform/lists/rows.html", "ask": "platform/lists/ask.html"}


def show_list(
    request: StaffRequest, spec: ListSpec, template: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer a list's GET: the page, its table after a search, its next rows, or the form of a filter."""
    fields = spec.allowed(request.user)
    error, status = "", 200
    try:
        listing = Listing(spec, fields, read_state(request.GET, spec, fields), reader_for(request.user))
        if listing.narrowed:
            _found = listing.found  # whatever cannot be compared is said before anything is asked
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
    further = bool(state.cursor) and is_part(request)
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
    if further:
        return context
    tools = Tools(listing)
    return {
        **context,
        "count_said": count_said(*listing.count),
        "words": sentence(state, listing.fields, listing.reader),
        "tools": tools,
        "tools_key": (*tools.key, picks),
        **({} if is_part(request) else saved_views(listing)),
    }


def count_said(count: int, exact: bool) -> str:
    """Return the count as it is said: exact, or "about" with two leading figures."""
    if exact:
        return format_number(count)
    step = 10 ** (len(str(count)) - 2)
    return _("about %(count)s") % {"count": format_number(round(count / step) * step)}
