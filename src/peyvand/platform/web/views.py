"""Saving and deleting views of lists."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from peyvand.core.pages import go
from peyvand.platform.actions.views import ViewFacts, choose_columns, delete_view, save_view
from peyvand.platform.doors import StaffRequest, page
from peyvand.platform.lists.views import lists_of, views_of

UNDO_SALT = "saved-view"


def _list_url(request: StaffRequest, key: str) -> str:
    if key not in lists_of(request.user):
        raise Http404
    return reverse(key)


@require_POST
@page()
def save(request: StaffRequest) -> HttpResponse:
    """Keep the list that is shown as a view."""
    post = request.POST
    list_key, query, own = post.get("list", ""), post.get("query", ""), post.get("view", "")
    url = _list_url(request, list_key)
    facts = ViewFacts(post.get("name", ""), query, bool(post.get("shared")), bool(post.get("pinned")))
    view_id = int(own) if own.isascii() and own.isdigit() and len(own) < 19 else None
    if view_id is not None:
        get_object_or_404(views_of(request.user), pk=view_id)
    try:
        view = save_view(actor=request.user, list_key=list_key, facts=facts, view_id=view_id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return go(request, f"{url}?{query}")
    messages.success(request, _("The view “%(name)s” was saved.") % {"name": view.name})
    return go(request, f"{url}?{view.query}&view={view.pk}")


@require_POST
@page()
def columns(request: StaffRequest) -> HttpResponse:
    """Remember the columns that were ticked for a list, or go back to the usual ones."""
    list_key = request.POST.get("list", "")
    url = _list_url(request, list_key)
    ticked = [] if "usual" in request.POST else request.POST.getlist("columns")
    choose_columns(actor=request.user, list_key=list_key, columns=ticked)
    return go(request, f"{url}?{request.POST.get('query', '')}")


@require_POST
@page()
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own; the message can bring it back."""
    view = get_object_or_404(views_of(request.user), pk=pk)
    url = _list_url(request, view.list_key)
    facts = delete_view(actor=request.user, view_id=pk)
    kept = [view.list_key, facts.name, facts.query, facts.is_shared, facts.is_pinned]
    undo = reverse("platform:view_undo", args=[signing.dumps(kept, salt=UNDO_SALT, compress=True)])
    messages.success(request, _("The view “%(name)s” was deleted.") % {"name": facts.name}, extra_tags=f"undo:{undo}")
    return go(request, url)


@require_POST
@page()
def undo(request: StaffRequest, kept: str) -> HttpResponse:
    """Bring a deleted view back."""
    try:
        list_key, *facts = signing.loads(kept, salt=UNDO_SALT, max_age=3600)
    except signing.BadSignature:
        raise Http404 from None
    try:
        view = save_view(actor=request.user, list_key=list_key, facts=ViewFacts(*facts))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return go(request, _list_url(request, list_key))
    return go(request, f"{_list_url(request, list_key)}?{view.query}&view={view.pk}")
