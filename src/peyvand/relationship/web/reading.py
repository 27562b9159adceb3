"""What the pages of a relationship have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse

from peyvand.core.pages import go, show
from peyvand.people.models import Customer
from peyvand.people.policies import require_for
from peyvand.people.web.reading import find
from peyvand.platform.doors import StaffRequest
from peyvand.relationship.models import Decision


def customer_of(request: StaffRequest, pk: int, action: str = "view") -> Customer:
    """Return a customer that the reader may see; a stranger's is not found, an action beyond one's rights refused."""
    found = find(request, pk)
    if action != "view":
        require_for(request.user, found, action, "relationship")
    return found


@dataclass(frozen=True)
class Dialog:
    """The words around a form about a customer, what it is about, and what is said when it is done."""

    title: str
    verb: str
    icon: str
    done: str
    lead: str = ""
    decision: Decision | None = None


def ask(
    request: StaffRequest, customer: Customer, form: Form, action: Callable[[dict[str, Any]], Any], dialog: Dialog
) -> HttpResponse:
    """Ask, in a panel or as a page, until `action` takes what was typed; then return to the customer."""
    if request.method == "POST" and _act(form, action):
        return back_to(request, customer.pk, dialog.done)
    context = {"customer": customer, "form": form, "dialog": dialog}
    status = 422 if form.errors else 200
    return show(request, "relationship/ask.html", context, part="relationship/ask_form.html", status=status)


def _act(form: Form, action: Callable[[dict[str, Any]], Any]) -> bool:
    """Run `action` with what was typed; put its refusal into the form and return False."""
    if not form.is_valid():
        return False
    try:
        action(form.cleaned_data)
    except ValidationError as wrong:
        if hasattr(wrong, "error_dict"):
            for name, errors in wrong.message_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, wrong)
        return False
    return True


def back_to(request: StaffRequest, customer_id: int, text: str) -> HttpResponse:
    """Say what was done and return to the customer."""
    messages.success(request, text)
    return go(request, reverse("people:customer", args=[customer_id]))
