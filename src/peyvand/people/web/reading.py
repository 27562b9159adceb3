"""What the pages of a customer have in common: finding her, what may be done, and answering with a word and an undo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse

from peyvand.core.addresses import address
from peyvand.core.pages import is_part
from peyvand.people.meaning import heir_of, meant
from peyvand.people.models import CoOwner, Customer
from peyvand.people.policies import may_do, require_for
from peyvand.platform.doors import StaffRequest
from peyvand.platform.field_classes import classes_of, writes_field
from peyvand.platform.models import User
from peyvand.platform.questions import Question


@dataclass(frozen=True)
class Abilities:
    """What the reader may do with this customer."""

    change: bool
    assign: bool
    delete: bool
    share: bool


SHARES = Question(lambda reader, customer: CoOwner.objects.filter(customer=customer), ("user_id",))


def find(request: StaffRequest, pk: int, action: str = "view") -> Customer:
    """Return the customer; a stranger's is not found (404), an action beyond one's rights is refused (403)."""
    customer = meant(request.user, pk)
    if customer is None:
        raise Http404
    customer.co_owner_ids = {share.user_id for share in SHARES.ask(request.user, {"customer": pk})}
    if action != "view":
        require_for(request.user, customer, action)
    return customer


def lead_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Send who looks for a merged customer to whom she lives on in, if the reader may see that one; else 404.

    No browser may keep the answer: the merge can be undone.
    """
    heir = heir_of(request.user, pk)
    if heir is None:
        raise Http404
    place = address("people:customer", heir.pk)
    return HttpResponse(status=308, headers={"Location": place, "Cache-Control": "no-store"})


def closed_to(user: User) -> frozenset[str]:
    """Return the names of the fields of a customer that `user` may not change: her forms do not have them."""
    return frozenset(name for name in classes_of("customer") if not writes_field(user, "customer", name))


def abilities(request: StaffRequest, customer: Customer) -> Abilities:
    """Return what the reader may do with this customer."""
    return Abilities(*(may_do(request.user, customer, action) for action in ("change", "assign", "delete", "share")))


def raise_events(response: HttpResponse, events: Mapping[str, Any]) -> HttpResponse:
    """Add browser events (ASCII JSON: other letters would be MIME-encoded in the header)."""
    response.headers["HX-Trigger"] = json.dumps(dict(events))
    return response


def say(
    request: StaffRequest, response: HttpResponse, text: str, *, undo: str = "", changed: bool = True
) -> HttpResponse:
    """Tell the reader what was done, with an undo address: at once in a part, else on the next page."""
    if is_part(request) and response.status_code == 200:
        events: dict[str, Any] = {"toast": {"text": text, "undo": undo}}
        return raise_events(response, events | ({"customer-changed": True} if changed else {}))
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")
    return response


def take_errors(form: Form, wrong: ValidationError) -> None:
    """Put an action's refusal beside the fields it is about, or above the form."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, errors in wrong.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)
