"""Saved views: one's own lists, kept under a name, shared or pinned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from peyvand.core.text import clean
from peyvand.platform.lists.fields import ListError
from peyvand.platform.lists.views import Shows, list_of, query_of, shown_by, views_of
from peyvand.platform.models import SavedView, User

LONGEST_QUERY = 8_000
MOST_VIEWS = 50
MOST_COLUMNS, LONGEST_COLUMN = 60, 80


@dataclass(frozen=True)
class ViewFacts:
    """A view as it is to be kept: `query` is the list's query string without a page."""

    name: str
    query: str
    is_shared: bool = False
    is_pinned: bool = False


SHOWN = tuple(one.name for one in fields(Shows))
NAMED = tuple(one.name for one in fields(ViewFacts) if one.name != "query")


def save_view(*, actor: User, list_key: str, facts: ViewFacts, view_id: int | None = None) -> SavedView:
    """Keep a list under a name; `view_id` changes one's own view. Raises ValidationError with a sentence."""
    name = clean(facts.name)
    if not name or len(name) > 80:
        raise ValidationError({"name": _("Give the view a name of up to 80 letters.")})
    if len(facts.query) > LONGEST_QUERY or "\x00" in facts.query:
        raise ValidationError({"f": _("This view has too many filters to be kept.")})
    with transaction.atomic():
        view = _own(actor, view_id) if view_id else SavedView(user=actor, list_key=list_of(actor, list_key).url_name)
        if view_id is None and SavedView.objects.filter(user=actor).count() >= MOST_VIEWS:
            raise ValidationError(_("You have many views already. Delete one first."))
        view.name, view.query = name, facts.query
        view.is_shared, view.is_pinned = facts.is_shared, facts.is_pinned
        try:
            with transaction.atomic():
                view.save()
        except IntegrityError:
            raise ValidationError({"name": _("You already have a view called “%(name)s”.") % {"name": name}}) from None
    return view


def add_view(*, actor: User, list_key: str, shows: Shows, facts: ViewFacts) -> SavedView:
    """Keep what `shows` says under a name. Raises ValidationError, with a sentence for each thing that cannot be."""
    query = query_of(list_of(actor, list_key), actor, shows)
    return save_view(actor=actor, list_key=list_key, facts=replace(facts, query=query))


def change_view(*, actor: User, view_id: int, values: Mapping[str, Any]) -> SavedView:
    """Change one's own view: `values` are fields of `ViewFacts` (but `query`) and of `Shows`; the others stay.

    A view that shows a field which is not there for her any more shows nothing but what is said now.
    """
    shown = {name: values[name] for name in SHOWN if name in values}
    with transaction.atomic():
        view = _own(actor, view_id)
        facts = ViewFacts(query=view.query, **{name: values.get(name, getattr(view, name)) for name in NAMED})
        if shown:
            spec = list_of(actor, view.list_key)
            try:
                before = shown_by(spec, actor, view.query)
            except ListError:
                before = Shows()
            facts = replace(facts, query=query_of(spec, actor, replace(before, **shown)))
        return save_view(actor=actor, list_key=view.list_key, facts=facts, view_id=view_id)


def delete_view(*, actor: User, view_id: int) -> ViewFacts:
    """Delete one's own view; return what it held, so that it can be saved again."""
    with transaction.atomic():
        view = _own(actor, view_id)
        facts = ViewFacts(view.name, view.query, view.is_shared, view.is_pinned)
        view.delete()
    return facts


def choose_columns(*, actor: User, list_key: str, columns: Sequence[str]) -> None:
    """Remember which columns of a list somebody wants to see; none means the usual ones."""
    chosen = [name for name in dict.fromkeys(columns) if name.isprintable() and len(name) <= LONGEST_COLUMN]
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        user.list_columns = user.list_columns | {list_key: chosen[:MOST_COLUMNS]}
        user.save(update_fields=["list_columns"])


def _own(actor: User, view_id: int) -> SavedView:
    view: SavedView = views_of(actor).select_for_update(of=("self",)).get(pk=view_id)
    if view.user_id != actor.pk:
        raise PermissionDenied(_("This view belongs to a colleague. Save it under your own name."))
    return view
