"""Which rows a bulk action is about: the ticked ones, or everything that matches, up to ten thousand."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from peyvand.core.display import shown_digits
from peyvand.platform.doors import StaffRequest
from peyvand.platform.lists.fields import ListError, ListSpec
from peyvand.platform.lists.querying import Listing, reader_for
from peyvand.platform.lists.state import read_state

MOST = 10_000
LARGEST = 2**63 - 1


def selected_ids(request: StaffRequest, spec: ListSpec) -> list[int]:
    """Return the ids of the selection in a POST: `ids`, or with `all` everything that matches `query`.

    Raises ListError with a sentence when nothing or too much is selected.
    """
    if request.POST.get("all"):
        fields = spec.allowed(request.user)
        state = read_state(QueryDict(request.POST.get("query", "")), spec, fields)
        rows = Listing(spec, fields, state, reader_for(request.user)).found
        ids = list(rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    else:
        texts = request.POST.getlist("ids")
        ids = [int(text) for text in texts if text.isascii() and text.isdigit() and int(text[:20]) <= LARGEST]
    if not ids:
        raise ListError(_("Choose at least one row."))
    if len(ids) > MOST:
        raise ListError(
            _("At most %(most)s rows at once. Narrow the list with a filter.") % {"most": shown_digits(MOST)}
        )
    return ids
